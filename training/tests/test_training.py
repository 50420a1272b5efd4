import io
import tempfile
import unittest
from pathlib import Path

import torch

from .fixtures import tiny_model, write_groups
from roformer_sim import files
from roformer_sim.batches import Groups, Noise
from train_teacher import Settings, Training

SETTINGS = dict(pairs=8, warmup=3, hidden=128, layers=2)


def trained(folder: Path, name: str, stops: list[int], steps: int) -> dict:
    """Weights after `steps`, with a new start at each of the stops."""
    for stop in [*stops, steps]:
        settings = Settings(steps=steps, **SETTINGS)
        training = Training(folder / "groups.jsonl", folder / name, folder / f"{name}.pt", settings, "cpu")
        while training.step < stop:
            training.train_step()
        training.save()
    return training.model.state_dict()


class TrainingTests(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.groups = write_groups(self.folder / "groups.jsonl")
        self.addCleanup(self.temporary.cleanup)

    def test_a_stopped_training_ends_with_the_same_weights(self):
        whole = trained(self.folder, "whole", [], 8)
        stopped = trained(self.folder, "stopped", [3, 6], 8)
        for name, tensor in whole.items():
            self.assertTrue(torch.equal(tensor, stopped[name]), name)

    def test_training_learns_and_writes_a_model_that_loads(self):
        settings = Settings(steps=40, **SETTINGS)
        training = Training(self.groups, self.folder / "model", self.folder / "c.pt", settings, "cpu")
        first = sum(training.train_step()[:2])
        training.run(report=io.StringIO())
        last = sum(training.train_step()[:2])
        self.assertLess(last, first - 1)
        model, tokenizer = files.load(self.folder / "model")
        self.assertEqual(model.configuration.vocab_size, len(tokenizer.tokens))

    def test_time_ends_a_training(self):
        settings = Settings(steps=10**6, minutes=1e-4, **SETTINGS)
        training = Training(self.groups, self.folder / "model", self.folder / "c.pt", settings, "cpu")
        training.run(report=io.StringIO())
        self.assertLess(training.step, 10)
        self.assertEqual(training.progress(), 1)


class BatchTests(unittest.TestCase):
    def test_rows_are_both_directions_of_a_pair_and_batches_are_repeatable(self):
        _, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            groups = Groups(write_groups(Path(folder) / "g"), tokenizer, pairs=8, noise=Noise(rows=0))
        batch, again = groups.batch(0, 1), groups.batch(0, 1)
        self.assertTrue(torch.equal(batch.ids, again.ids))
        self.assertFalse(torch.equal(batch.ids, groups.batch(1, 1).ids))
        halves = [self._halves(batch, row) for row in range(len(batch.ids))]
        for one, two in zip(halves[0::2], halves[1::2]):
            self.assertEqual(one, two[::-1])

    def _halves(self, batch, row):
        ids, segments, is_token = batch.ids[row], batch.segments[row], batch.is_token[row]
        return ids[(segments == 0) & is_token][1:].tolist(), ids[(segments == 1) & is_token].tolist()

    def test_a_batch_holds_neighbours_of_one_intent(self):
        _, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            groups = Groups(write_groups(Path(folder) / "g"), tokenizer, pairs=8)
        of = {group: intent for intent, members in enumerate(groups.by_intent) for group in members}
        for hood in groups._plan(0)[0].reshape(-1, 4):
            self.assertEqual(len({of[group] for group in hood}), 1)

    def test_noise_masks_sources_alone(self):
        _, tokenizer = tiny_model()
        with tempfile.TemporaryDirectory() as folder:
            groups = Groups(write_groups(Path(folder) / "g"), tokenizer, pairs=8, noise=Noise(rows=1, tokens=0.5))
        batch = groups.batch(0, 0)
        masks = batch.ids == tokenizer.mask
        self.assertGreater(int(masks.sum()), 0)
        self.assertFalse(bool(masks[batch.segments == 1].any()))


if __name__ == "__main__":
    unittest.main()
