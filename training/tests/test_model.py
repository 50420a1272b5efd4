import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import RoFormerForMaskedLM

from .fixtures import SENTENCES, tiny_model
from roformer_sim import files
from roformer_sim.decoding import embed
from roformer_sim.losses import contrastive_loss, sampled_cross_entropy
from roformer_sim.model import unilm_mask


def padded(tokenizer, texts):
    encoded = [tokenizer.encode(text) for text in texts]
    ids = torch.zeros(len(encoded), max(map(len, encoded)), dtype=torch.long)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
    return ids, ids != tokenizer.pad


class ModelTests(unittest.TestCase):
    def test_saved_model_gives_the_hidden_states_and_logits_of_transformers(self):
        model, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            files.save(Path(folder), model, tokenizer.tokens)
            loaded, _ = files.load(Path(folder))
            reference = RoFormerForMaskedLM.from_pretrained(folder, dtype=torch.float32).eval()
        ids, is_token = padded(tokenizer, SENTENCES)
        segments = torch.zeros_like(ids)
        with torch.no_grad():
            hidden = loaded(ids, segments, unilm_mask(segments, is_token))
            expected = reference(ids, attention_mask=is_token.long(), token_type_ids=segments, output_hidden_states=True)
        self.assertLess((hidden - expected.hidden_states[-1])[is_token].abs().max(), 1e-4)
        self.assertLess((loaded.logits(hidden) - expected.logits)[is_token].abs().max(), 1e-4)

    def test_weights_are_float16_and_none_is_stored_twice(self):
        model, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            files.save(Path(folder), model, tokenizer.tokens)
            weights = load_file(Path(folder) / "model.safetensors")
        self.assertEqual({tensor.dtype for tensor in weights.values()}, {torch.float16})
        self.assertNotIn("cls.predictions.decoder.weight", weights)
        self.assertIn("roformer.pooler.dense.weight", weights)

    def test_source_does_not_see_the_target_and_target_sees_no_later_token(self):
        segments = torch.tensor([[0, 0, 1, 1, 1]])
        is_token = torch.tensor([[True, True, True, True, False]])
        seen = unilm_mask(segments, is_token)[0].int().tolist()
        self.assertEqual(seen[:4], [[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0]])

    def test_vectors_do_not_depend_on_the_batch(self):
        model, tokenizer = tiny_model()
        together = embed(model, tokenizer, SENTENCES)
        alone = torch.cat([embed(model, tokenizer, [text]) for text in SENTENCES])
        self.assertLess((together - alone).abs().max(), 1e-5)
        self.assertLess((together.norm(dim=-1) - 1).abs().max(), 1e-5)

    def test_a_folder_that_is_no_model_is_refused(self):
        model, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            files.save(Path(folder), model, tokenizer.tokens[:-1])
            with self.assertRaisesRegex(ValueError, "vocab.txt has"):
                files.load(Path(folder))


class LossTests(unittest.TestCase):
    def test_contrast_is_small_when_pairs_are_near_and_large_when_others_are(self):
        one, two = torch.eye(2)
        self.assertLess(contrastive_loss(torch.stack([one, one, two, two])), 0.01)
        self.assertGreater(contrastive_loss(torch.stack([one, two, one, two])), 5)

    def test_sampled_cross_entropy_nears_the_whole_one(self):
        model, tokenizer = tiny_model()
        hidden = torch.randn(40, 128)
        targets = torch.randint(104, len(tokenizer.tokens), (40,))
        whole = sampled_cross_entropy(model, hidden, targets, torch.tensor([], dtype=torch.long))
        everything = sampled_cross_entropy(model, hidden, targets, torch.arange(len(tokenizer.tokens)))
        some = sampled_cross_entropy(model, hidden, targets, torch.randperm(len(tokenizer.tokens))[:1000])
        self.assertLess((whole - everything).abs(), 1e-4)
        self.assertLess((whole - some).abs(), 0.05)


if __name__ == "__main__":
    unittest.main()
