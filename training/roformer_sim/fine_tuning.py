"""What one step of fine-tuning does with the rows of a batch, for each objective."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import embedding_cache, objectives
from .losses import sampled_cross_entropy
from .model import RoFormerSim, unilm_mask
from .tokenizer import Tokenizer

#: Objective: the view that it reads.
VIEWS = {
    "supervised": "pairs", "cosent": "pairs", "distillation": "pairs", "infonce": "contrastive", "flatnce": "contrastive",
    "seq2seq": "seq2seq",
}


@dataclass
class Objective:
    """An objective and its settings."""

    name: str
    max_length: int = 64  # tokens of a sentence, [CLS] and [SEP] among them
    chunk: int = 64  # sentences that are encoded at once
    scale: float = 20.0
    r_drop: float = 0.0  # weight of R-Drop, 0 for none


def pieces(tokenizer: Tokenizer, text: str, limit: int) -> list[int]:
    """[CLS] text [SEP], of no more than `limit` tokens."""
    return [*tokenizer.encode(text)[:-1][: limit - 1], tokenizer.sep]


def padded(tokenizer: Tokenizer, encoded: list[list[int]], width: int = 0) -> Tensor:
    ids = torch.full((len(encoded), max(width, *map(len, encoded))), tokenizer.pad)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
    return ids


def hidden_states(model: RoFormerSim, ids: Tensor) -> Tensor:
    """Hidden states of single sentences."""
    segments = torch.zeros_like(ids)
    return model(ids, segments, unilm_mask(segments, ids != 0))


class Step:
    """Adds the gradients of a batch to a model and its classifier."""

    def __init__(self, model: RoFormerSim, tokenizer: Tokenizer, objective: Objective, classifier: Tensor | None = None):
        self.model, self.tokenizer, self.objective, self.classifier = model, tokenizer, objective, classifier
        self.device = next(model.parameters()).device

    def backward(self, rows: list[dict]) -> float | None:
        """The loss; None for rows from which the objective learns nothing."""
        return getattr(self, "_" + self.objective.name)(rows)

    def _supervised(self, rows: list[dict]) -> float | None:
        rows = [row for row in rows if row.get("class") is not None]
        if not rows:
            return None
        classes = torch.tensor([row["class"] for row in rows], device=self.device)
        # A mean over rows is the weighted mean over parts: no cache is needed.
        total, size = 0.0, max(1, self.objective.chunk // 2)
        for start in range(0, len(rows), size):
            part, wanted = rows[start : start + size], classes[start : start + size]
            texts = [row["sentence1"] for row in part] + [row["sentence2"] for row in part]
            ids = self._ids(texts)
            scores = self._class_scores(ids, wanted)
            if self.objective.r_drop:
                loss = objectives.r_drop(scores, self._class_scores(ids, wanted), wanted, self.objective.r_drop)
            else:
                loss = F.cross_entropy(scores, wanted)
            loss = loss * len(part) / len(rows)
            loss.backward()
            total += loss.item()
        return total

    def _class_scores(self, ids: Tensor, classes: Tensor) -> Tensor:
        one, two = self._encode(ids).chunk(2)
        return objectives.class_scores(one, two, self.classifier, classes)

    def _cosent(self, rows: list[dict]) -> float | None:
        rows = [row for row in rows if row.get("label") is not None]
        graded = torch.tensor([_graded(row) for row in rows])
        if not rows or len(set(map(tuple, graded.tolist()))) < 2:
            return None
        groups, labels = graded.to(self.device).unbind(-1)

        def loss(vectors: Tensor) -> Tensor:
            one, two = vectors.chunk(2)
            return objectives.cosent(one, two, labels, groups, self.objective.scale)

        return self._cached([row["sentence1"] for row in rows] + [row["sentence2"] for row in rows], loss)

    def _distillation(self, rows: list[dict]) -> float:
        keys = ["text"] if "text" in rows[0] else ["sentence1", "sentence2"]
        texts = [row[key] for key in keys for row in rows]
        # [rows, dimensions] of single sentences, [rows, 2, dimensions] of pairs.
        vectors = np.stack([row["vectors"].reshape(len(keys), -1) for row in rows], 1)
        teacher = torch.from_numpy(vectors.reshape(len(texts), -1)).to(self.device)
        return self._cached(texts, lambda vectors: objectives.distillation(vectors, teacher))

    def _infonce(self, rows: list[dict], flat: bool = False) -> float | None:
        rows = [row for row in rows if row.get("positive")]
        if not rows:
            return None
        anchors, positives = [row["anchor"] for row in rows], [row["positive"] for row in rows]
        negatives = [negative for row in rows for negative in row.get("negatives") or []]
        candidates = positives + negatives
        # A text that is the anchor or its positive once more is no negative of it.
        ignored = torch.tensor(
            [[c in (a, p) for c in candidates] for a, p in zip(anchors, positives)], device=self.device)

        def loss(vectors: Tensor) -> Tensor:
            a, p, n = vectors.split([len(anchors), len(positives), len(negatives)])
            return objectives.contrast(a, p, n, ignored, self.objective.scale, flat)

        return self._cached(anchors + candidates, loss)

    def _flatnce(self, rows: list[dict]) -> float | None:
        return self._infonce(rows, flat=True)

    def _seq2seq(self, rows: list[dict]) -> float:
        pairs = []
        for row in rows:
            source = pieces(self.tokenizer, row["source"], self.objective.max_length)
            target = pieces(self.tokenizer, row["target"], self.objective.max_length)[1:]
            pairs.append((source, target))
        count, total = sum(len(target) for _, target in pairs), 0.0
        for start in range(0, len(pairs), self.objective.chunk):
            part = pairs[start : start + self.objective.chunk]
            ids = padded(self.tokenizer, [source + target for source, target in part])
            segments = torch.zeros_like(ids)
            for row, (source, _) in enumerate(part):
                segments[row, len(source) :] = 1
            ids, segments = ids.to(self.device), segments.to(self.device)
            hidden = self.model(ids, segments, unilm_mask(segments, ids != 0))
            wanted = (segments[:, 1:] == 1) & (ids[:, 1:] != 0)
            none = torch.empty(0, dtype=torch.long, device=self.device)
            loss = sampled_cross_entropy(self.model, hidden[:, :-1][wanted], ids[:, 1:][wanted], none)
            loss = loss * int(wanted.sum()) / count
            loss.backward()
            total += loss.item()
        return total

    def _cached(self, texts: list[str], loss) -> float:
        parts = [self._ids(texts[i : i + self.objective.chunk]) for i in range(0, len(texts), self.objective.chunk)]
        return embedding_cache.backward(self._encode, parts, loss).item()

    def _ids(self, texts: list[str]) -> Tensor:
        encoded = [pieces(self.tokenizer, text, self.objective.max_length) for text in texts]
        return padded(self.tokenizer, encoded).to(self.device)

    def _encode(self, ids: Tensor) -> Tensor:
        return self.model.sentence(hidden_states(self.model, ids))


#: What CoSENT compares: entailment above neutral above contradiction.
_NLI_ORDER = {0: 0.0, 2: 1.0, 1: 2.0}


def _graded(row: dict) -> tuple[float, float]:
    """The group whose labels can be compared, and the label."""
    scale = row.get("scale", "binary")
    if scale == "nli":
        return 1.0, _NLI_ORDER[int(row["label"])]
    return (0.0 if scale == "binary" else 2.0), float(row["label"])
