import math
import unittest

import torch
import torch.nn.functional as F

from .fixtures import SENTENCES, tiny_model
from roformer_sim import embedding_cache, objectives
from roformer_sim.fine_tuning import hidden_states, padded, pieces


def vectors(count: int, seed: int) -> torch.Tensor:
    return torch.randn(count, 8, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


class ObjectiveTests(unittest.TestCase):
    def test_classes_of_the_other_task_have_no_probability(self):
        classes = torch.tensor([0, 1, 2, 4])
        scores = objectives.class_scores(vectors(4, 1), vectors(4, 2), torch.randn(5, 24).double(), classes)
        chances = scores.softmax(-1)
        self.assertEqual(chances[:2, 2:].sum(), 0)
        self.assertEqual(chances[2:, :2].sum(), 0)
        self.assertTrue(torch.allclose(chances.sum(-1), torch.ones(4).double()))

    def test_r_drop_of_equal_passes_is_the_cross_entropy(self):
        classes, weight = torch.tensor([0, 1, 3]), torch.randn(5, 24).double()
        scores = objectives.class_scores(vectors(3, 1), vectors(3, 2), weight, classes)
        other = objectives.class_scores(vectors(3, 3), vectors(3, 2), weight, classes)
        entropy = F.cross_entropy(scores, classes)
        self.assertAlmostEqual(objectives.r_drop(scores, scores, classes).item(), entropy.item(), places=9)
        self.assertGreater(objectives.r_drop(scores, other, classes), (entropy + F.cross_entropy(other, classes)) / 2)

    def test_cosent_is_its_formula_and_keeps_groups_apart(self):
        one, two, labels = vectors(5, 1), vectors(5, 2), torch.tensor([0.0, 1, 1, 3, 0])
        groups = torch.tensor([0, 0, 0, 1, 1])
        cosines = F.cosine_similarity(one, two).tolist()
        for apart in (False, True):
            total = 1 + sum(
                math.exp(20 * (cosines[i] - cosines[j])) for i in range(5) for j in range(5)
                if labels[i] < labels[j] and not (apart and groups[i] != groups[j]))
            found = objectives.cosent(one, two, labels, groups if apart else None).item()
            self.assertAlmostEqual(found, math.log(total), places=9)
        self.assertEqual(objectives.cosent(one, two, torch.ones(5)).item(), 0)

    def test_info_nce_is_its_formula_and_ignores_what_is_no_negative(self):
        anchors, positives, negatives = vectors(3, 1), vectors(3, 2), vectors(2, 3)
        ignored = torch.zeros(3, 5, dtype=torch.bool)
        ignored[0, 0] = ignored[0, 4] = True  # its own positive is never ignored
        total = 0.0
        for i in range(3):
            scores = [20 * F.cosine_similarity(anchors[i], c, dim=0).item() for c in torch.cat((positives, negatives))]
            kept = [s for j, s in enumerate(scores) if not (i == 0 and j == 4)]
            total += math.log(sum(map(math.exp, kept))) - scores[i]
        found = objectives.contrast(anchors, positives, negatives, ignored).item()
        self.assertAlmostEqual(found, total / 3, places=9)

    def test_flat_nce_has_the_gradient_of_its_logarithm(self):
        anchors = vectors(3, 1).requires_grad_()
        loss = objectives.contrast(anchors, vectors(3, 2), vectors(2, 3), flat=True)
        self.assertAlmostEqual(loss.item(), 1, places=9)
        (gradient,) = torch.autograd.grad(loss, anchors)
        scores = 20 * F.normalize(anchors, dim=-1) @ F.normalize(torch.cat((vectors(3, 2), vectors(2, 3))), dim=-1).T
        own = scores[range(3), range(3)]
        others = torch.stack([torch.cat((scores[i, :i], scores[i, i + 1 :])) for i in range(3)])
        (expected,) = torch.autograd.grad(torch.logsumexp(others - own[:, None], -1).mean(), anchors)
        self.assertTrue(torch.allclose(gradient, expected, atol=1e-12))

    def test_distillation_is_zero_for_equal_cosines_alone(self):
        teacher = vectors(4, 1)
        self.assertAlmostEqual(objectives.distillation(3 * teacher, teacher).item(), 0, places=9)
        one, two = torch.eye(2).double(), torch.ones(2, 2).double()
        self.assertAlmostEqual(objectives.distillation(one, two).item(), 100 * 2 / 4, places=9)


class EmbeddingCacheTests(unittest.TestCase):
    def gradients(self, size: int, dropout: float) -> tuple[float, dict[str, torch.Tensor]]:
        model, tokenizer = tiny_model()
        model.double().train().set_dropout(dropout)
        torch.manual_seed(5)
        encoded = [pieces(tokenizer, text, 16) for text in [*SENTENCES, *reversed(SENTENCES)]]
        parts = [padded(tokenizer, encoded[i : i + size], width=18) for i in range(0, len(encoded), size)]

        def loss(found):
            return objectives.contrast(found[:4], found[4:8], found[8:])

        total = embedding_cache.backward(lambda ids: model.sentence(hidden_states(model, ids)), parts, loss)
        return total.item(), {name: p.grad for name, p in model.named_parameters() if p.grad is not None}

    def test_parts_give_the_gradient_of_the_full_batch(self):
        whole, expected = self.gradients(12, 0)
        for size in (1, 5):
            loss, found = self.gradients(size, 0)
            self.assertAlmostEqual(loss, whole, places=9)
            self.assertEqual(set(found), set(expected))
            for name, gradient in expected.items():
                self.assertLess((found[name] - gradient).abs().max(), 1e-9, name)

    def test_the_mean_over_parts_is_another_gradient(self):
        """What the cache is for: adding up the parts' own losses does not give the gradient of the whole."""
        anchors, positives = vectors(8, 1).requires_grad_(), vectors(8, 2)
        none = torch.empty(0, 8).double()
        (whole,) = torch.autograd.grad(objectives.contrast(anchors, positives, none), anchors)
        halves = sum(objectives.contrast(anchors[i : i + 4], positives[i : i + 4], none) for i in (0, 4)) / 2
        (parts,) = torch.autograd.grad(halves, anchors)
        self.assertGreater((whole - parts).abs().max(), 1e-3)

    def test_dropout_is_drawn_again(self):
        """With other dropout in the second pass the vectors whose gradient is led back would be others."""
        model, tokenizer = tiny_model()
        model.train().set_dropout(0.5)
        seen = []

        def encode(ids):
            seen.append(model.sentence(hidden_states(model, ids)))
            return seen[-1]

        parts = [padded(tokenizer, [pieces(tokenizer, text, 16)]) for text in SENTENCES[:3]]
        embedding_cache.backward(encode, parts, lambda found: found.square().sum())
        for first, second in zip(seen[:3], seen[3:]):
            self.assertTrue(torch.equal(first, second.detach()))
        self.assertFalse(torch.equal(seen[0], encode(parts[0])))


if __name__ == "__main__":
    unittest.main()
