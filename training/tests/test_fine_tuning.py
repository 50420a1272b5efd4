import io
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from . import fixtures
from .test_shards import write_folder
from curate_shards import ShardError, Shards
from roformer_sim import files
from roformer_sim.decoding import embed
from roformer_sim.fine_tuning import Objective
from train import CLASSIFIER, Settings, Training, main

ROOT = Path(__file__).resolve().parents[2]
TEACHER = ROOT / "models/roformer-sim-demo"
THINGS = ["护照", "签证", "驾照", "身份证", "社保卡", "信用卡", "银行卡", "居住证"]


def rows_of(view: str) -> list[dict]:
    """Pairs of the same thing and of different things, so that there is something to learn."""
    rows = []
    for number in range(32):
        thing, other = THINGS[number % 8], THINGS[(number + 1 + number // 8) % 8]
        same = f"怎么办理{thing}", f"{thing}如何办"
        if view == "seq2seq":
            rows.append({"id": str(number), "source": same[0], "target": same[1]})
        elif view == "sentences":
            rows.append({"id": str(number), "text": same[number // 8 % 2]})
        elif view == "contrastive":
            rows.append({"id": str(number), "anchor": same[0], "positive": same[1], "negatives": [f"怎么办理{other}"]})
        else:
            label = number // 2 % 2
            one, two = same if label else (same[0], f"{other}如何办")
            rows.append({"id": str(number), "sentence1": one, "sentence2": two, "label": label, "class": label,
                         "scale": "binary"})
    return rows


def folder_with(folder: Path, view: str) -> Path:
    rows = rows_of(view)
    write_folder(folder, [len(rows)], view=view)
    path = folder / f"data/{view}/train-00000-of-00001.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return folder


class FineTuningTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        model, tokenizer = fixtures.tiny_model()
        files.save(self.folder / "model", model, tokenizer.tokens)

    def training(self, view: str, objective: Objective, **settings) -> Training:
        shards = Shards(folder_with(self.folder / view, view), view, vectors=settings.pop("vectors", None))
        checkpoint = settings.pop("checkpoint", None)
        return Training(self.folder / "model", shards, self.folder / "out", objective,
                        Settings(**{"batch": 16, "rate": 1e-3, "warmup": 2, "dropout": 0.0, **settings}), checkpoint)

    def test_every_objective_learns(self):
        for name, view in (("supervised", "pairs"), ("cosent", "pairs"), ("infonce", "contrastive"), ("seq2seq", "seq2seq")):
            losses = self.training(view, Objective(name, chunk=8), epochs=10).run(report=io.StringIO())
            self.assertLess(sum(losses[-4:]), 0.8 * sum(losses[:4]), name)

    def test_flat_nce_brings_positives_nearer(self):
        training = self.training("contrastive", Objective("flatnce", chunk=8), epochs=10)
        rows = rows_of("contrastive")[:8]

        def margin() -> float:
            training.model.eval()
            a, p = (embed(training.model, training.tokenizer, [row[key] for row in rows]) for key in ("anchor", "positive"))
            training.model.train()
            scores = a @ p.T
            return float(scores.diag().mean() - scores.mean())

        before = margin()
        training.run(report=io.StringIO())
        self.assertGreater(margin(), before + 0.05)

    def test_distillation_learns_the_teachers_cosines(self):
        folder = folder_with(self.folder / "pairs", "pairs") / "vectors/demo"
        folder.mkdir(parents=True)
        teacher, tokenizer = files.load(TEACHER)
        rows = rows_of("pairs")
        sides = [embed(teacher, tokenizer, [row[key] for row in rows]) for key in ("sentence1", "sentence2")]
        np.save(folder / "train-00000-of-00001.npy", torch.stack(sides, 1).half().numpy())
        np.save(folder / "train-00000-of-00001.ids.npy", np.array([row["id"] for row in rows], dtype="S32"))
        losses = self.training("pairs", Objective("distillation"), epochs=10, vectors="demo").run(report=io.StringIO())
        self.assertLess(sum(losses[-2:]), 0.5 * sum(losses[:2]))

    def test_distillation_takes_single_sentences(self):
        folder = folder_with(self.folder / "sentences", "sentences") / "vectors/demo/sentences"
        folder.mkdir(parents=True)
        teacher, tokenizer = files.load(TEACHER)
        rows = rows_of("sentences")
        np.save(folder / "train-00000-of-00001.npy", embed(teacher, tokenizer, [row["text"] for row in rows]).half().numpy())
        np.save(folder / "train-00000-of-00001.ids.npy", np.array([row["id"] for row in rows], dtype="S32"))
        losses = self.training("sentences", Objective("distillation"), epochs=10, vectors="demo").run(report=io.StringIO())
        self.assertLess(sum(losses[-2:]), 0.5 * sum(losses[:2]))

    def test_r_drop_and_classifier(self):
        training = self.training("pairs", Objective("supervised", r_drop=4.0), epochs=1, dropout=0.1)
        training.run(report=io.StringIO())
        training.save()
        self.assertTrue((self.folder / "out" / CLASSIFIER).exists())

    def test_the_size_of_chunks_changes_no_step(self):
        found = []
        for chunk in (64, 3):
            training = self.training("contrastive", Objective("infonce", chunk=chunk), steps=2)
            found.append((training.run(report=io.StringIO()), training.model.state_dict()))
        self.assertTrue(np.allclose(found[0][0], found[1][0], atol=1e-4))

    def test_a_stopped_training_ends_with_the_same_weights(self):
        whole = self.training("pairs", Objective("supervised"), epochs=3, dropout=0.1)
        whole.run(report=io.StringIO())
        for stop in (1, 3, None):  # within an epoch, in the next one, to the end
            part = self.training("pairs", Objective("supervised"), epochs=3, dropout=0.1, checkpoint=self.folder / "c.pt")
            part.run(until=stop, report=io.StringIO())
        for name, tensor in whole.model.state_dict().items():
            self.assertTrue(torch.equal(tensor, part.model.state_dict()[name]), name)

    def test_a_checkpoint_of_another_training_is_refused(self):
        kept = self.folder / "c.pt"
        self.training("pairs", Objective("cosent"), epochs=1, checkpoint=kept).run(until=1, report=io.StringIO())
        self.training("pairs", Objective("cosent", chunk=8), epochs=1, checkpoint=kept)
        with self.assertRaisesRegex(ShardError, "other seed; remove it"):
            self.training("pairs", Objective("cosent"), epochs=1, seed=2, checkpoint=kept)
        manifest = self.folder / "pairs" / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"sha256": "', '"sha256": "0'))
        with self.assertRaisesRegex(ShardError, "other shards"):
            Training(self.folder / "model", Shards(self.folder / "pairs", "pairs"), self.folder / "out", Objective("cosent"),
                     Settings(batch=16, rate=1e-3, warmup=2, dropout=0.0, epochs=1), kept)

    def test_an_unfinished_folder_ends_with_a_message(self):
        (self.folder / "none").mkdir()
        with self.assertRaisesRegex(SystemExit, "not finished"):
            main(["--data", str(self.folder / "none"), "--output", str(self.folder / "out")])

    @unittest.skipUnless(os.environ.get("CURATE"), "CURATE names no curate program")
    def test_curate_and_python_give_the_same_cosines(self):
        """From the demonstration teacher through training into curate's embedded teacher."""
        shards = Shards(folder_with(self.folder / "pairs", "pairs"), "pairs")
        training = Training(TEACHER, shards, self.folder / "out", Objective("supervised"), Settings(batch=16, rate=1e-4))
        training.run(report=io.StringIO())
        training.save()
        model, tokenizer = files.load(self.folder / "out")
        check = subprocess.run([os.environ["CURATE"], "teacher", "check", str(self.folder / "out")],
                               capture_output=True, text=True, cwd=ROOT)
        self.assertEqual(check.returncode, 0, check.stderr + check.stdout)
        for row in rows_of("pairs")[:4]:
            one, two = row["sentence1"], row["sentence2"]
            done = subprocess.run(
                [os.environ["CURATE"], "score", one, two, "--model", str(self.folder / "out"), "--json"],
                capture_output=True, text=True, cwd=ROOT)
            self.assertEqual(done.returncode, 0, done.stderr)
            vectors = embed(model, tokenizer, [one, two])
            self.assertAlmostEqual(json.loads(done.stdout)["cosine"], float(vectors[0] @ vectors[1]), delta=1e-4)


if __name__ == "__main__":
    unittest.main()
