import unittest
from collections import Counter

from .fixtures import tiny_model
from ablate import table
from evaluate import challenged
from roformer_sim.challenge import Triple, scores, triples


class ChallengeTests(unittest.TestCase):
    def test_the_file_holds_every_category_equally_often_and_no_sentence_twice(self):
        of = triples()
        self.assertEqual(Counter(t.category for t in of), dict.fromkeys(
            ["negation", "colour", "number", "place", "order", "antonym", "time"], 16))
        self.assertEqual(len({t.sentence for t in of}), len(of))
        for t in of:
            self.assertEqual(len({t.sentence, t.same, t.different}), 3, t)

    def test_scores(self):
        of = [Triple("a", "", "", "")] * 2 + [Triple("b", "", "", "")]
        a, b, every = scores(of, [0.9, 0.5, 0.4], [0.8, 0.6, 0.4])
        self.assertEqual((a.category, a.pairs, a.accuracy, a.auc), ("a", 4, 0.5, 0.5))
        self.assertEqual((b.accuracy, b.auc), (0.5, 0.5))
        self.assertEqual((every.category, every.pairs), ("all", 6))
        self.assertEqual(scores(of[:2], [0.9, 0.8], [0.1, 0.7])[0].auc, 1)

    def test_a_model_is_scored_by_category(self):
        found = challenged(*tiny_model())
        self.assertEqual([score.pairs for score in found], [32] * 7 + [224])
        self.assertTrue(all(0 <= score.auc <= 1 and score.same > 0 for score in found))


class AblationTests(unittest.TestCase):
    def test_the_table_shows_mean_and_spread(self):
        def measures(value):
            return {"rows": 5, "spearman": {"x": {"pairs": 3, "value": value}},
                    "challenge": [{"category": "all", "auc": value / 100}]}

        lines = table({"a": [measures(v) for v in (40, 42, 44)], "b": [measures(50)]}, measures(30)).splitlines()
        self.assertIn("| training rows | | 5 | 5 |", lines)
        self.assertIn("| Spearman x | 30.0 | 42.0 ± 2.0 | 50.0 |", lines)
        self.assertIn("| challenge AUC all | 30.0 | 42.0 ± 2.0 | 50.0 |", lines)


if __name__ == "__main__":
    unittest.main()
