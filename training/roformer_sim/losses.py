"""RoFormer-Sim's two objectives on one forward pass."""

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
    logits = model.logits(hidden[:, :-1][wanted])
    return F.cross_entropy(logits.float(), batch.ids[:, 1:][wanted]), contrastive_loss(model.pooled(hidden))


def contrastive_loss(vectors: Tensor) -> Tensor:
    """In-batch softmax over cosines: a row's target is its pair partner, itself left out."""
    similarities = (vectors @ vectors.T).float() * SCALE
    similarities.fill_diagonal_(float("-inf"))
    partners = torch.arange(len(vectors), device=vectors.device) ^ 1
    return F.cross_entropy(similarities, partners)
