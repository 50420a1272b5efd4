"""The demonstration teacher's vocabulary: the characters of GB 2312 and what keyboards type beside them."""

SPECIAL = {0: "[PAD]", 100: "[UNK]", 101: "[CLS]", 102: "[SEP]", 103: "[MASK]"}
CHINESE_MARKS = "，。？！：；、（）《》〈〉【】「」『』“”‘’—…·～￥％－＋＝／"
SIGNS = "°℃×÷±≤≥≠→←↑↓①②③④⑤⑥⑦⑧⑨⑩"


def gb2312(first_row: int, last_row: int) -> list[str]:
    """The characters of some rows of GB 2312, in its order."""
    characters = []
    for row in range(first_row, last_row + 1):
        for column in range(1, 95):
            try:
                characters.append(bytes([row + 0xA0, column + 0xA0]).decode("gb2312"))
            except UnicodeDecodeError:  # a place without a character
                continue
    return characters


def tokens() -> list[str]:
    """All tokens in the order of their ids: special ones where BERT's Chinese vocabulary has them."""
    head = [SPECIAL.get(i, f"[unused{i}]") for i in range(104)]
    printable = [chr(code) for code in range(0x21, 0x7F) if not chr(code).isupper()]
    letters = [token for token in printable if token.isalnum()]
    return head + printable + ["##" + letter for letter in letters] + list(CHINESE_MARKS + SIGNS) + gb2312(16, 87)
