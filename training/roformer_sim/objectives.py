"""Losses over sentence vectors, each a function of a few tensors.

Vectors are those of the pooler, of any length; every loss that compares directions makes them unit vectors itself.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

CLASSES = 5  # 0/1 different and same, 2/3/4 contradiction, entailment, neutral
PAIR_CLASSES = 2
NEVER = -1e9  # a score whose probability is 0, and still a number


def class_scores(one: Tensor, two: Tensor, weight: Tensor, classes: Tensor) -> Tensor:
    """RoFormer-Sim-FT: (u, v, |u - v|) into five classes without a bias; classes of the other task cannot be chosen."""
    scores = F.linear(torch.cat((one, two, (one - two).abs()), -1), weight)
    is_pair = (classes < PAIR_CLASSES)[:, None]
    of_pairs = torch.arange(CLASSES, device=scores.device) < PAIR_CLASSES
    return scores.masked_fill(is_pair != of_pairs, NEVER)


def supervised(one: Tensor, two: Tensor, weight: Tensor, classes: Tensor) -> Tensor:
    """Mean cross entropy of the classes."""
    return F.cross_entropy(class_scores(one, two, weight, classes), classes)


def r_drop(first: Tensor, second: Tensor, classes: Tensor, weight: float = 4.0) -> Tensor:
    """Cross entropy of two passes with different dropout, and what their distributions differ by, both ways."""
    entropy = (F.cross_entropy(first, classes) + F.cross_entropy(second, classes)) / 2
    p, q = first.log_softmax(-1), second.log_softmax(-1)
    differ = F.kl_div(q, p, log_target=True, reduction="batchmean") + F.kl_div(p, q, log_target=True, reduction="batchmean")
    return entropy + weight * differ / 4


def cosent(one: Tensor, two: Tensor, labels: Tensor, groups: Tensor | None = None, scale: float = 20.0) -> Tensor:
    """log(1 + sum of exp(scale * (cos of a lower label - cos of a higher label))), over pairs of rows of one group.

    Labels are only compared, never across groups: a 3 of STS-B is no better than a 1 of LCQMC.
    """
    cosines = scale * F.cosine_similarity(one, two, dim=-1)
    differences = cosines[:, None] - cosines[None, :]
    counted = labels[:, None] < labels[None, :]
    if groups is not None:
        counted = counted & (groups[:, None] == groups[None, :])
    differences = torch.cat((differences.new_zeros(1), differences[counted]))
    return torch.logsumexp(differences, 0)


def contrast(anchors: Tensor, positives: Tensor, negatives: Tensor, ignored: Tensor | None = None, scale: float = 20.0,
             flat: bool = False) -> Tensor:
    """InfoNCE, or FlatNCE: each anchor must find its positive among all positives and all mined negatives.

    `ignored` [anchors, positives + negatives] is true where a candidate is the anchor or its positive once more and
    so no negative. FlatNCE has the value 1 and the gradient of log sum exp(negative - positive), which does not vanish
    in float precision for small batches.
    """
    candidates = F.normalize(torch.cat((positives, negatives)), dim=-1)
    scores = scale * F.normalize(anchors, dim=-1) @ candidates.T
    targets = torch.arange(len(anchors), device=scores.device)
    if ignored is not None:
        ignored = ignored.clone()
        ignored[targets, targets] = False
        scores = scores.masked_fill(ignored, NEVER)
    if not flat:
        return F.cross_entropy(scores, targets)
    found = scores[targets, targets]
    others = scores.scatter(1, targets[:, None], NEVER)
    total = torch.logsumexp(others - found[:, None], -1)
    return (total - total.detach()).exp().mean()


def distillation(vectors: Tensor, teacher: Tensor) -> Tensor:
    """100 times the mean squared difference of the in-batch cosines of student and teacher."""
    student, teacher = F.normalize(vectors, dim=-1), F.normalize(teacher, dim=-1)
    return 100 * (student @ student.T - teacher @ teacher.T).square().mean()
