"""Training batches from groups of paraphrases."""

import json
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from .tokenizer import Tokenizer

CANDIDATES = 512  # tokens drawn beside those of the batch
NEIGHBOURS = 4  # groups of one intent that share a batch: each other's hardest negatives


@dataclass
class Batch:
    """Rows 2i and 2i + 1 are the two directions of one pair: [CLS] source [SEP] target [SEP]."""

    ids: torch.Tensor  # [rows, length], padded with 0
    segments: torch.Tensor  # [rows, length]: 0 source, 1 target
    is_token: torch.Tensor  # [rows, length]
    candidates: torch.Tensor  # tokens drawn from the vocabulary, for the sampled cross entropy

    def to(self, device) -> "Batch":
        return Batch(*(tensor.to(device) for tensor in vars(self).values()))


@dataclass(frozen=True)
class Noise:
    """What is done to sources so that the model learns to fill gaps: tokens become [MASK]."""

    rows: float = 0.3  # share of sources that are noised
    tokens: float = 0.15  # share of their tokens


class Texts:
    """The token ids of all groups' texts in a few long arrays: millions of small ones would be copied by every worker."""

    def __init__(self):
        self._ids, self._text_ends, self._group_ends = array("h"), array("l"), array("l")
        self.longest = array("l")  # of each group: tokens of its longest text

    def __len__(self) -> int:
        return len(self._group_ends)

    def append(self, texts: list[list[int]]) -> None:
        for ids in texts:
            self._ids.extend(ids)
            self._text_ends.append(len(self._ids))
        self._group_ends.append(len(self._text_ends))
        self.longest.append(max(map(len, texts)))

    def __getitem__(self, group: int) -> list[np.ndarray]:
        first, end = self._group_ends[group - 1] if group else 0, self._group_ends[group]
        starts = [self._text_ends[first - 1] if first else 0, *self._text_ends[first : end - 1]]
        return [np.array(self._ids[start:stop], dtype=np.int16) for start, stop in zip(starts, self._text_ends[first:end])]


class Groups:
    """Encoded groups, and the batches of each epoch as a pure function of seed, epoch and number."""

    def __init__(self, path: Path, tokenizer: Tokenizer, pairs: int = 32, max_length: int = 20, noise: Noise = Noise(),
                 seed: int = 1):
        self.tokenizer, self.pairs, self.noise, self.seed = tokenizer, pairs, noise, seed
        self.texts = Texts()
        by_intent: dict[str, list[int]] = {}
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                group = json.loads(line)
                encoded = [tokenizer.pieces(text) for text in group["texts"]]
                texts = [ids for ids in encoded if len(ids) <= max_length]
                if len(texts) < 2:
                    continue
                by_intent.setdefault(group.get("intent", group["domain"]), []).append(len(self.texts))
                self.texts.append(texts)
        self.by_intent = list(by_intent.values())
        self._plans: tuple[int, list[np.ndarray]] | None = None

    def batch_count(self) -> int:
        """Batches of an epoch; the same in each."""
        per_batch = max(1, self.pairs // NEIGHBOURS)
        return -(-sum(-(-len(members) // NEIGHBOURS) for members in self.by_intent) // per_batch)

    def batch(self, epoch: int, number: int) -> Batch:
        dice = np.random.default_rng([self.seed, epoch, number])
        rows = []
        for group in self._plan(epoch)[number]:
            texts = self.texts[group]
            one, two = (texts[i] for i in dice.choice(len(texts), 2, replace=False))
            rows += [self._row(one, two, dice), self._row(two, one, dice)]
        candidates = dice.choice(len(self.tokenizer.tokens), CANDIDATES, replace=False)
        return self._pad(rows, torch.from_numpy(candidates))

    def _plan(self, epoch: int) -> list[np.ndarray]:
        if self._plans is None or self._plans[0] != epoch:
            self._plans = (epoch, self._planned(np.random.default_rng([self.seed, epoch])))
        return self._plans[1]

    def _planned(self, dice: np.random.Generator) -> list[np.ndarray]:
        """Cuts each intent's groups into neighbourhoods, joins neighbourhoods of similar length into batches."""
        hoods = []
        for members in self.by_intent:
            members = dice.permutation(members)
            hoods += [members[i : i + NEIGHBOURS] for i in range(0, len(members), NEIGHBOURS)]
        order = dice.permutation(len(hoods))
        per_batch = max(1, self.pairs // NEIGHBOURS)
        batches = []
        for start in range(0, len(order), per_batch * 64):
            window = sorted(order[start : start + per_batch * 64], key=lambda i: self._length(hoods[i]))
            batches += [np.concatenate([hoods[i] for i in window[at : at + per_batch]]) for at in range(0, len(window), per_batch)]
        return [batches[i] for i in dice.permutation(len(batches))]

    def _length(self, hood: np.ndarray) -> int:
        return max(self.texts.longest[group] for group in hood)

    def _row(self, source: np.ndarray, target: np.ndarray, dice: np.random.Generator) -> tuple[list[int], int]:
        source = source.copy()
        if dice.random() < self.noise.rows:
            source[dice.random(len(source)) < self.noise.tokens] = self.tokenizer.mask
        ids = [self.tokenizer.cls, *source.tolist(), self.tokenizer.sep, *target.tolist(), self.tokenizer.sep]
        return ids, len(source) + 2

    def _pad(self, rows: list[tuple[list[int], int]], candidates: torch.Tensor) -> Batch:
        length = max(len(ids) for ids, _ in rows)
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        segments, is_token = torch.zeros_like(ids), torch.zeros(len(rows), length, dtype=torch.bool)
        for row, (tokens, source_length) in enumerate(rows):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            segments[row, source_length:] = 1
            is_token[row, : len(tokens)] = True
        return Batch(ids, segments, is_token, candidates)


class Steps(Dataset):
    """The batch of each training step, so that a loader's workers can make them ahead."""

    def __init__(self, groups: Groups):
        self.groups = groups

    def __getitem__(self, step: int) -> Batch:
        return self.groups.batch(*divmod(step, self.groups.batch_count()))


def ahead(groups: Groups, first: int, workers: int) -> Iterator[Batch]:
    """Batches from step `first` on without end, made by `workers` processes, or by this one."""
    steps = range(first, sys.maxsize)
    # A generator of its own: the loader must not draw from the one whose state checkpoints keep.
    return iter(DataLoader(Steps(groups), batch_size=None, sampler=steps, num_workers=workers, generator=torch.Generator(),
                           prefetch_factor=8 if workers else None))
