"""The challenge set: sentences whose meaning one edit changes, each beside a true paraphrase as control."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import rankdata

FILE = Path(__file__).resolve().parents[1] / "challenge.tsv"


@dataclass(frozen=True)
class Triple:
    """A sentence, one that says the same, and one that an edit of the category made different."""

    category: str
    sentence: str
    same: str
    different: str


@dataclass(frozen=True)
class Score:
    """What a model does with a category."""

    category: str
    pairs: int
    accuracy: float  # share of sentences whose paraphrase is nearer than the changed sentence
    auc: float  # chance that any paraphrase of the category is nearer than any changed pair
    same: float  # mean cosine of the paraphrases
    different: float  # mean cosine of the changed pairs


def triples(path: Path = FILE) -> list[Triple]:
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return [Triple(*line.split("\t")) for line in lines if line]


def scores(of: list[Triple], same: list[float], different: list[float]) -> list[Score]:
    """Scores by category in the order of the file, then of all; from the cosines of each triple's two pairs."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, triple in enumerate(of):
        places[triple.category].append(place)
    places["all"] = list(range(len(of)))
    return [_score(name, [same[i] for i in chosen], [different[i] for i in chosen]) for name, chosen in places.items()]


def _score(category: str, same: list[float], different: list[float]) -> Score:
    count = len(same)
    won = sum((s > d) + 0.5 * (s == d) for s, d in zip(same, different))
    ranks = rankdata([*same, *different])[:count].sum()
    auc = (ranks - count * (count + 1) / 2) / count**2
    return Score(category, 2 * count, won / count, float(auc), sum(same) / count, sum(different) / count)
