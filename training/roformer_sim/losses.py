"""RoFormer-Sim's two objectives on one forward pass."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from .batches import Batch
from .model import RoFormerSim, unilm_mask

SCALE = 20.0  # cosines are multiplied by this before the softmax (SimBERT)


def losses(model: RoFormerSim, batch: Batch) -> tuple[Tensor, Tensor]:
    """Mean cross entropy of target tokens, and of finding each row's pair among the batch."""
    hidden = model(batch.ids, batch.segments, unilm_mask(batch.segments, batch.is_token))
    # Position i predicts token i + 1; the source's [SEP] predicts the first token of the target.
    wanted = (batch.segments[:, 1:] == 1) & batch.is_token[:, 1:]
    generation = sampled_cross_entropy(model, hidden[:, :-1][wanted], batch.ids[:, 1:][wanted], batch.candidates)
    return generation, contrastive_loss(model.pooled(hidden))


def sampled_cross_entropy(model: RoFormerSim, hidden: Tensor, targets: Tensor, candidates: Tensor) -> Tensor:
    """Cross entropy over a part of the vocabulary: the batch's own tokens, and others drawn evenly.

    The drawn ones stand for all tokens that are not in the batch, so that their scores are raised by the logarithm of
    how many each stands for. Without candidates the whole vocabulary is used.
    """
    if not len(candidates):
        return F.cross_entropy(model.logits(hidden).float(), targets)
    own, places = torch.unique(targets, return_inverse=True)
    drawn = candidates[~torch.isin(candidates, own)]
    tokens = torch.cat((own, drawn))
    stands_for = (model.configuration.vocab_size - len(own)) / max(1, len(drawn))
    raised = torch.zeros(len(tokens), device=hidden.device)
    raised[len(own) :] = math.log(stands_for)
    return F.cross_entropy(model.logits(hidden, tokens).float() + raised, places)


def contrastive_loss(vectors: Tensor) -> Tensor:
    """In-batch softmax over cosines: a row's target is its pair partner, itself left out."""
    with torch.autocast(vectors.device.type, enabled=False):  # bfloat16 would round cosines to a hundredth
        vectors = vectors.float()
        similarities = vectors @ vectors.T * SCALE
    similarities.fill_diagonal_(float("-inf"))
    partners = torch.arange(len(vectors), device=vectors.device) ^ 1
    return F.cross_entropy(similarities, partners)
