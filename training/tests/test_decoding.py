import unittest
from collections import Counter

import torch

from .fixtures import SENTENCES, tiny_model
from roformer_sim.decoding import Sampling, Source, draw, paraphrase, source_ids
from roformer_sim.model import unilm_mask


def greedy_without_cache(model, tokenizer, text, length):
    """Plain decoding: the whole sequence through the model for every token."""
    source, written, total = tokenizer.encode(text), [], 0.0
    while len(written) < length - 1:
        ids = torch.tensor([source + written])
        segments = torch.tensor([[0] * len(source) + [1] * len(written)])
        with torch.no_grad():
            logits = model.logits(model(ids, segments, unilm_mask(segments, ids != 0)))[0, -1]
        token = int(logits.argmax())
        total += float(torch.log_softmax(logits, -1)[token])
        if token == tokenizer.sep:
            break
        written.append(token)
    return tokenizer.decode(written), total


class DecodingTests(unittest.TestCase):
    def test_cached_batch_equals_plain_decoding(self):
        model, tokenizer = tiny_model()
        greedy = Sampling(samples=1, temperature=0, max_length=8)
        answers = paraphrase(model, tokenizer, [Source(text, sampling=greedy) for text in SENTENCES])
        for text, ((written, probability),) in zip(SENTENCES, answers):
            expected, total = greedy_without_cache(model, tokenizer, text, 8)
            self.assertEqual(written, expected)
            self.assertAlmostEqual(probability, total, places=3)

    def test_same_seed_same_answers_in_any_company(self):
        model, tokenizer = tiny_model()
        one = Source(SENTENCES[0], seed=7, sampling=Sampling(samples=4, max_length=6))
        other = Source(SENTENCES[2], seed=8, sampling=Sampling(samples=2, max_length=9))
        alone, together = paraphrase(model, tokenizer, [one])[0], paraphrase(model, tokenizer, [other, one])[1]
        self.assertEqual([text for text, _ in alone], [text for text, _ in together])
        self.assertEqual(len(alone), 4)

    def test_draws_follow_the_softmax_within_top_p_and_top_k(self):
        logits = torch.log(torch.tensor([0.5, 0.3, 0.15, 0.05]))
        dice = torch.Generator().manual_seed(1)
        drawn = Counter(draw(logits, Sampling(top_p=0.75), dice) for _ in range(4000))
        self.assertEqual(set(drawn), {0, 1})
        self.assertAlmostEqual(drawn[0] / 4000, 0.5 / 0.8, delta=0.03)
        self.assertEqual({draw(logits, Sampling(top_k=1), dice) for _ in range(50)}, {0})
        self.assertEqual(len({draw(logits, Sampling(top_p=1), dice) for _ in range(400)}), 4)

    def test_masked_characters_become_mask_tokens(self):
        _, tokenizer = tiny_model()
        ids = source_ids(Source("红色的苹果", masked=((0, 2), (4, 5))), tokenizer, 64)
        self.assertEqual([i == tokenizer.mask for i in ids], [False, True, True, False, False, True, False])

    def test_noise_hides_a_share_of_the_source(self):
        _, tokenizer = tiny_model()
        source = Source("红" * 400, seed=5, sampling=Sampling(source_noise=0.25))
        ids = source_ids(source, tokenizer, 512)
        self.assertAlmostEqual(ids.count(tokenizer.mask) / 400, 0.25, delta=0.08)
        self.assertEqual(ids, source_ids(source, tokenizer, 512))


if __name__ == "__main__":
    unittest.main()
