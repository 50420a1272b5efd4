"""Draws paraphrases: UniLM decoding with the source's keys and values computed once."""

from dataclasses import dataclass

import torch
from torch import Tensor

from .model import RoFormerSim, unilm_mask
from .tokenizer import Tokenizer


@dataclass(frozen=True)
class Sampling:
    """How tokens are drawn; a temperature of 0 always takes the most likely one."""

    samples: int = 16
    top_p: float = 0.95
    top_k: int = 0
    temperature: float = 1.0
    max_length: int = 64
    source_noise: float = 0.0


@dataclass(frozen=True)
class Source:
    """A sentence to paraphrase; characters of `masked` ranges are hidden from the model."""

    text: str
    seed: int = 0
    sampling: Sampling = Sampling()
    masked: tuple[tuple[int, int], ...] = ()


def source_ids(source: Source, tokenizer: Tokenizer, limit: int) -> list[int]:
    """Ids with masked parts and noise as [MASK], cut so that a target of equal length fits into the positions."""
    ids, place = [], 0
    for start, end in [*sorted(source.masked), (len(source.text), len(source.text))]:
        ids += tokenizer.pieces(source.text[place:max(place, start)])
        ids += [tokenizer.mask] * len(tokenizer.pieces(source.text[max(place, start):end]))
        place = max(place, end)
    ids = ids[: limit - 2]
    if source.sampling.source_noise > 0:
        dice = torch.Generator().manual_seed(source.seed ^ 0x5EED)
        hidden = torch.rand(len(ids), generator=dice) < source.sampling.source_noise
        ids = [tokenizer.mask if hide else i for i, hide in zip(ids, hidden.tolist())]
    return [tokenizer.cls, *ids, tokenizer.sep]


@torch.inference_mode()
def paraphrase(
    model: RoFormerSim, tokenizer: Tokenizer, sources: list[Source]
) -> list[list[tuple[str, float]]]:
    """Texts and natural logarithms of their probabilities (end mark included, before top-p, top-k, temperature).

    Each source has a random generator of its own, so that its answers do not depend on its company but for rounding.
    """
    if not sources:
        return []
    state = _Decoding(model, tokenizer, sources)
    while state.advance():
        pass
    return state.answers()


class _Decoding:
    """All samples of all sources, one row each."""

    def __init__(self, model: RoFormerSim, tokenizer: Tokenizer, sources: list[Source]):
        self.model, self.tokenizer, self.sources = model, tokenizer, sources
        self.device = next(model.parameters()).device
        limit = model.configuration.max_position_embeddings // 2
        encoded = [source_ids(source, tokenizer, limit) for source in sources]
        self.rows = [i for i, source in enumerate(sources) for _ in range(source.sampling.samples)]
        self.dice = [torch.Generator().manual_seed(source.seed % 2**63) for source in sources]
        # Padding stands before the source: all sources end at the same column, rotary positions are relative.
        width = max(map(len, encoded))
        ids = torch.zeros(len(encoded), width, dtype=torch.long, device=self.device)
        for row, tokens in enumerate(encoded):
            ids[row, width - len(tokens) :] = torch.tensor(tokens)
        is_token = ids != tokenizer.pad
        segments = torch.zeros_like(ids)
        self.past: list[list] = [[] for _ in range(model.configuration.num_hidden_layers)]
        hidden = model(ids, segments, unilm_mask(segments, is_token), past=self.past)
        pick = torch.tensor(self.rows, dtype=torch.long, device=self.device)
        for layer in self.past:
            layer[:] = [tensor[pick] for tensor in layer]
        self.seen = is_token[pick]
        self.logits = model.logits(hidden[pick, -1])
        self.position = width
        self.limits = torch.tensor([min(sources[i].sampling.max_length, limit) for i in self.rows])
        self.written: list[list[int]] = [[] for _ in self.rows]
        self.log_probabilities = [0.0] * len(self.rows)
        self.alive = torch.ones(len(self.rows), dtype=torch.bool)

    def advance(self) -> bool:
        """Draws one token for each row that is not finished; false when none is left."""
        if not self.alive.any():
            return False
        tokens = self._draw()
        step = torch.tensor(tokens, dtype=torch.long, device=self.device)[:, None]
        self.seen = torch.cat((self.seen, torch.ones_like(step, dtype=torch.bool)), 1)
        if self.alive.any():
            hidden = self.model(step, torch.ones_like(step), self.seen[:, None], self.position, self.past)
            self.logits = self.model.logits(hidden[:, 0])
            self.position += 1
        return True

    def _draw(self) -> list[int]:
        logits = self.logits.float().cpu()
        certain = torch.log_softmax(logits, -1)
        tokens = []
        for row, source in enumerate(self.rows):
            if not self.alive[row]:
                tokens.append(self.tokenizer.pad)
                continue
            token = draw(logits[row], self.sources[source].sampling, self.dice[source])
            self.log_probabilities[row] += certain[row, token].item()
            tokens.append(token)
            if token == self.tokenizer.sep:
                self.alive[row] = False
                continue
            self.written[row].append(token)
            if len(self.written[row]) >= self.limits[row] - 1:
                self.alive[row] = False
        return tokens

    def answers(self) -> list[list[tuple[str, float]]]:
        texts: list[list[tuple[str, float]]] = [[] for _ in self.sources]
        for row, source in enumerate(self.rows):
            texts[source].append((self.tokenizer.decode(self.written[row]), self.log_probabilities[row]))
        return texts


def draw(logits: Tensor, sampling: Sampling, dice: torch.Generator) -> int:
    """One token: temperature, then top-k, then top-p (the fewest tokens whose probabilities reach it)."""
    if sampling.temperature <= 0:
        return int(logits.argmax())
    probabilities = torch.softmax(logits / sampling.temperature, -1)
    values, order = probabilities.sort(descending=True)
    if sampling.top_k > 0:
        values = values[: sampling.top_k]
    if sampling.top_p < 1:
        values = values[: int((values.cumsum(0) < sampling.top_p).sum()) + 1]
    return int(order[torch.multinomial(values, 1, generator=dice)])


@torch.inference_mode()
def embed(model: RoFormerSim, tokenizer: Tokenizer, texts: list[str], batch: int = 256) -> Tensor:
    """Sentence vectors [texts, hidden] of unit length."""
    device = next(model.parameters()).device
    limit = model.configuration.max_position_embeddings
    encoded = [tokenizer.encode(text) for text in texts]
    encoded = [ids if len(ids) <= limit else [*ids[: limit - 1], tokenizer.sep] for ids in encoded]
    vectors = torch.empty(len(texts), model.configuration.hidden_size)
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        ids = torch.zeros(len(chosen), max(len(encoded[i]) for i in chosen), dtype=torch.long, device=device)
        for row, i in enumerate(chosen):
            ids[row, : len(encoded[i])] = torch.tensor(encoded[i])
        segments = torch.zeros_like(ids)
        hidden = model(ids, segments, unilm_mask(segments, ids != tokenizer.pad))
        vectors[chosen] = model.pooled(hidden).float().cpu()
    return vectors


@torch.inference_mode()
def likelihoods(
    model: RoFormerSim, tokenizer: Tokenizer, asked: list[tuple[str, str, tuple[tuple[int, int], ...]]]
) -> Tensor:
    """Mean negative natural log likelihood of a token of each target given its source, the end mark included.

    Each of `asked` is a source, a target and the ranges of characters of the source that are hidden.
    """
    means = torch.empty(len(asked), dtype=torch.float64)
    limit = model.configuration.max_position_embeddings // 2
    for row, (source, target, masked) in enumerate(asked):
        given = source_ids(Source(source, masked=masked), tokenizer, limit)
        wanted = [*tokenizer.pieces(target)[: limit - 1], tokenizer.sep]
        ids = torch.tensor([[*given, *wanted]], device=next(model.parameters()).device)
        segments = (torch.arange(ids.shape[1], device=ids.device) >= len(given)).long()[None]
        hidden = model(ids, segments, unilm_mask(segments, torch.ones_like(ids, dtype=torch.bool)))
        certain = torch.log_softmax(model.logits(hidden[0, len(given) - 1 : -1]).double(), -1)
        means[row] = -certain.gather(1, ids[0, len(given) :, None]).mean()
    return means
