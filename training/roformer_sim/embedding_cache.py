"""Exact gradients of a loss over a whole batch of vectors, with the memory of a small part of it.

A contrastive loss over 1,024 sentences is not the mean of the losses over 16 times 64: the others of a part are fewer
negatives. Two passes give the exact gradient: encode all parts without a graph; take the loss and its gradient by the
vectors; encode each part again, with a graph, and lead its vectors' gradient back. Dropout draws in the second pass
what it drew in the first.
"""

from typing import Callable, TypeVar

import torch
from torch import Tensor

Part = TypeVar("Part")


def backward(encode: Callable[[Part], Tensor], parts: list[Part], loss: Callable[[Tensor], Tensor]) -> Tensor:
    """Adds the gradients of `loss(vectors of all parts)` to the parameters; returns the loss."""
    if len(parts) == 1:
        total = loss(encode(parts[0]))
        total.backward()
        return total.detach()
    states, vectors = [], []
    with torch.no_grad():
        for part in parts:
            states.append(_random_state())
            vectors.append(encode(part))
    leaf = torch.cat(vectors).requires_grad_()
    total = loss(leaf)
    total.backward()
    after = _random_state()
    gradients = leaf.grad.split([len(part) for part in vectors])
    for part, state, gradient in zip(parts, states, gradients):
        _restore(state)
        encode(part).backward(gradient)
    _restore(after)
    return total.detach()


def _random_state() -> tuple[Tensor, list[Tensor]]:
    return torch.get_rng_state(), torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []


def _restore(state: tuple[Tensor, list[Tensor]]) -> None:
    torch.set_rng_state(state[0])
    if state[1]:
        torch.cuda.set_rng_state_all(state[1])
