import tempfile
import unittest
from pathlib import Path

from transformers import BertTokenizer

from .fixtures import SENTENCES, tiny_model
from roformer_sim import files
from roformer_sim.tokenizer import Tokenizer
from roformer_sim.vocabulary import SPECIAL, gb2312, tokens


class VocabularyTests(unittest.TestCase):
    def test_every_token_is_there_once_and_special_ones_are_where_bert_has_them(self):
        self.assertEqual(len(set(tokens())), len(tokens()))
        self.assertEqual({i: tokens()[i] for i in SPECIAL}, SPECIAL)

    def test_all_characters_of_gb2312(self):
        self.assertEqual(len(gb2312(16, 87)), 6763)
        self.assertLessEqual(set(gb2312(16, 87)), set(tokens()))


class TokenizerTests(unittest.TestCase):
    def test_ids_are_those_of_transformers(self):
        model, tokenizer = tiny_model()
        texts = [*SENTENCES, "iPhone13和Mate40，哪个好？", "Café  naïve\t换行", "ＡＢＣ１２３", "100%…“引号”—￥5", "a\u200bb\u0000c", "𠮷野家", "", "龘", "x" * 101]
        with tempfile.TemporaryDirectory() as folder:
            files.save(Path(folder), model, tokenizer.tokens)
            reference = BertTokenizer(str(Path(folder) / "vocab.txt"))
            loaded = Tokenizer.load(Path(folder))
        for text in texts:
            self.assertEqual(loaded.encode(text), reference.encode(text), text)

    def test_decoding_gives_back_plain_sentences(self):
        _, tokenizer = tiny_model()
        for text in SENTENCES:
            self.assertEqual(tokenizer.decode(tokenizer.encode(text)), text.lower())


if __name__ == "__main__":
    unittest.main()
