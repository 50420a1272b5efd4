"""Where training starts: random weights with a hint of how to copy.

A paraphrase keeps most words of its source. A model that starts from plain random weights spends most of a short
training on finding out how attention can copy; here the first two layers begin with the circuit that models end up
with anyway (previous-token head, then a head that looks for what followed the same token before). It is only a start:
all of it is trained.
"""

import torch
from torch import nn

from .model import RoFormerSim

SHARPNESS = 5.0  # advantage of the wanted place over its neighbours, before the softmax
SLOW_PAIRS = slice(24, 64)  # of a head: rotary pairs that hardly turn within a sentence


@torch.no_grad()
def hint_at_copying(model: RoFormerSim) -> None:
    layers = model.roformer["encoder"]["layer"]
    for layer in layers:
        _pass_tokens_through(layer)
    if len(layers) < 2:
        return
    _look_back(layers[0], head=0, distance=1)
    _look_back(layers[0], head=1, distance=-1)
    _look_for_same(layers[0], layers[1], head=0)
    nn.init.eye_(model.cls["predictions"].transform["dense"].weight)


def _pass_tokens_through(layer) -> None:
    """What attention mixes arrives as it was: output = 0.7 · valueᵀ, value with orthogonal rows."""
    value = layer.attention["self"].value.weight
    nn.init.orthogonal_(value)
    layer.attention["output"].dense.weight.copy_(0.7 * value.T)


def _look_back(layer, head: int, distance: int) -> None:
    """The head looks at the place `distance` before its own, by rotated constants alone."""
    attention = layer.attention["self"]
    rows = slice(64 * head, 64 * head + 64)
    attention.query.weight[rows] *= 0.2
    attention.key.weight[rows] *= 0.2
    angles = 10000 ** (-torch.arange(0, 64, 2) / 64.0)
    size = (SHARPNESS * 8 / (1 - angles.cos()).sum()) ** 0.5
    attention.key.bias[rows][0::2] = size
    attention.query.bias[rows][0::2] = size * (distance * angles).cos()
    attention.query.bias[rows][1::2] = -size * (distance * angles).sin()


def _look_for_same(before, layer, head: int) -> None:
    """The head looks where the token before is the own token; layer `before` wrote that token by its head 0."""
    rows = slice(64 * head, 64 * head + 64)
    attention = layer.attention["self"]
    read = before.attention["self"].value.weight[0:64]  # what head 0 of the layer before took of its token
    written = before.attention["output"].dense.weight[:, 0:64].T  # and where it wrote it
    for weight in (attention.query.weight, attention.key.weight):
        weight[rows] = 0
    slow = torch.arange(64)[SLOW_PAIRS]
    # Orthogonal value rows of one subspace would match a token with itself: shift what is written by a rotation.
    turn = nn.init.orthogonal_(torch.empty(written.shape[1], written.shape[1]))
    before.attention["output"].dense.weight[:, 0:64] = (written @ turn).T
    attention.query.weight[64 * head + slow] = read[slow]
    attention.key.weight[64 * head + slow] = (written @ turn)[slow] / 0.7
