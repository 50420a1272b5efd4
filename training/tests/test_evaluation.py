import unittest

from .fixtures import tiny_model
from evaluate_teacher import candidates, spearman
from roformer_sim.filters import denies, rejection


class FilterTests(unittest.TestCase):
    def reason(self, source, candidate, cosine=0.9):
        return rejection(source, candidate, cosine, 0.8, 0.995)

    def test_a_reworded_sentence_is_accepted(self):
        self.assertIsNone(self.reason("怎么办理护照", "护照要如何办理？"))

    def test_facts_must_survive(self):
        self.assertEqual(self.reason("3斤苹果多少钱", "5斤苹果什么价"), "number")
        self.assertEqual(self.reason("买三个西瓜", "西瓜买五个"), "number")
        self.assertEqual(self.reason("红色的车好看吗", "绿色的车好不好看"), "colour")
        self.assertEqual(self.reason("我喜欢下雨天", "我不喜欢下雨天"), "negation")

    def test_copies_and_distant_sentences_are_refused(self):
        self.assertEqual(self.reason("怎么办理护照", "怎么办理护照？"), "same")
        self.assertEqual(self.reason("怎么办理护照", "如何办理护照", 0.5), "cosine")
        self.assertEqual(self.reason("怎么办理护照", "护"), "length")

    def test_choices_are_no_negations(self):
        self.assertFalse(denies("这个好不好用"))
        self.assertTrue(denies("这个不好用"))


class MeasureTests(unittest.TestCase):
    def test_spearman_of_equal_and_different_sentences(self):
        model, tokenizer = tiny_model()
        pairs = [("今天天气好", "今天天气好", 1), ("苹果多少钱", "怎么办理护照", 0), ("你好吗", "你好吗", 1), ("一二三", "天上有云", 0)]
        self.assertGreater(spearman(model, tokenizer, pairs), 0.8)

    def test_candidates_are_different_and_sorted_by_cosine(self):
        model, tokenizer = tiny_model()
        (found,) = candidates(model, tokenizer, ["今天天气好"], samples=6, top_p=1)
        self.assertEqual([cosine for _, cosine in found], sorted((cosine for _, cosine in found), reverse=True))


if __name__ == "__main__":
    unittest.main()
