"""Text to token ids and back, as transformers' BertTokenizer splits and as bert4keras joins."""

import re
import unicodedata
from pathlib import Path


def _is_cjk(character: str) -> bool:
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )


def _is_punctuation(character: str) -> bool:
    code = ord(character)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(character).startswith("P")


def _stands_alone(character: str) -> bool:
    composed = unicodedata.normalize("NFD", character.lower()) == character
    return composed and (_is_cjk(character) or _is_punctuation(character))


class Tokenizer:
    """Tokens of a `vocab.txt`; every Chinese character is a token, the rest are word pieces."""

    def __init__(self, tokens: list[str]):
        self.tokens = tokens
        self.ids = {token: i for i, token in enumerate(tokens)}
        self.pad, self.unknown, self.cls, self.sep, self.mask = (
            self.ids[name] for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
        )
        # Characters that are a token of their own wherever they stand.
        self.alone = {token: i for i, token in enumerate(tokens) if len(token) == 1 and _stands_alone(token)}

    @classmethod
    def load(cls, folder: Path) -> "Tokenizer":
        lines = (Path(folder) / "vocab.txt").read_text(encoding="utf-8").splitlines()
        return cls([line.split()[0] for line in lines if line.strip()])

    def encode(self, text: str) -> list[int]:
        """Ids of a text between [CLS] and [SEP]."""
        return [self.cls, *self.pieces(text), self.sep]

    def pieces(self, text: str) -> list[int]:
        try:
            return [self.alone[character] for character in text]
        except KeyError:
            pass
        return [i for word in self._words(text) for i in self._word_pieces(word)]

    def _words(self, text: str) -> list[str]:
        spaced = []
        for character in text:
            category = unicodedata.category(character)
            if character in "\t\n\r" or category == "Zs":
                spaced.append(" ")
            elif character in "\x00\ufffd" or category.startswith("C"):
                continue
            else:
                spaced.append(f" {character} " if _is_cjk(character) else character)
        words = []
        for word in "".join(spaced).split():
            plain = (c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
            words += "".join(f" {c} " if _is_punctuation(c) else c for c in plain).split()
        return words

    def _word_pieces(self, word: str) -> list[int]:
        if len(word) > 100:
            return [self.unknown]
        pieces, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.ids.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            pieces.append(piece)
            start = end
        return pieces

    def decode(self, ids: list[int]) -> str:
        """Text of ids: special tokens left out, blanks only between words of letters and digits."""
        text = ""
        for i in ids:
            token = self.tokens[i]
            if i in (self.pad, self.cls, self.sep, self.mask, self.unknown):
                continue
            if token.startswith("##"):
                text += token[2:]
            elif len(token) == 1 and (_is_cjk(token) or _is_punctuation(token)):
                text += token
            else:
                text += (" " if text and text[-1].isascii() and text[-1].isalnum() else "") + token
        return re.sub(r"(\d) ?\. ?(\d)", r"\1.\2", text).strip()
