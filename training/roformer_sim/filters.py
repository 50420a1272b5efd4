"""Simple checks of a paraphrase, for the evaluation alone: `curate` itself filters by its `paraphrase` stage."""

import re
import unicodedata

NEGATIONS = re.compile("[不没未无别莫勿非]")
#: A or not A, and words that hold a negation without denying.
NO_NEGATIONS = re.compile(r"(\w)不\1|有没有|是否|能否|可否|不错|不过|不同|差不多|好不好|行不行|对不起|不好意思|不小心")
NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十百千万两]+(?=[个只条张本件元块斤年月日号点分岁天次台部])")
COLOURS = re.compile("[红黄蓝绿黑白紫粉灰棕橙金银]色")


def key(text: str) -> str:
    """What is left without width, case, blanks and punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def rejection(source: str, candidate: str, cosine: float, least: float, most: float) -> str | None:
    """Why a candidate is no paraphrase worth keeping; None where nothing speaks against it."""
    one, two = key(source), key(candidate)
    if one == two:
        return "same"
    if not 0.5 <= len(two) / max(1, len(one)) <= 2 or len(two) < 2:
        return "length"
    if sorted(NUMBERS.findall(source)) != sorted(NUMBERS.findall(candidate)):
        return "number"
    if sorted(COLOURS.findall(source)) != sorted(COLOURS.findall(candidate)):
        return "colour"
    if denies(source) != denies(candidate):
        return "negation"
    if not least <= cosine <= most:
        return "cosine"
    return None


def denies(text: str) -> bool:
    """Whether the text holds a negation, questions as in 好不好 not counted."""
    return bool(NEGATIONS.search(NO_NEGATIONS.sub("", text)))
