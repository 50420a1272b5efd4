"""Exports as the loaders of training libraries see them: MosaicML Streaming, sentence-transformers, FlagEmbedding."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets  # noqa: E402
import streaming  # noqa: E402
from FlagEmbedding.abc.finetune.embedder import AbsEmbedderDataArguments, AbsEmbedderTrainDataset  # noqa: E402
from sentence_transformers.data_collator import SentenceTransformerDataCollator  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CURATE = pathlib.Path(os.environ.get("CURATE_PROGRAM", ROOT / ".build/release/curate"))


class Trainers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.out = cls.scratch.name + "/out"
        subprocess.run([CURATE, "run", "pipelines/lcqmc-plain.yaml", "--quiet", "--output", cls.out,
                        "--set", "outputs.0.format=jsonl"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def export(self, name, *more):
        made = f"{self.scratch.name}/{name}"
        subprocess.run([CURATE, "export", self.out, "--output", made, *more], check=True, stdout=subprocess.DEVNULL)
        return made

    def test_mds_says_what_json_lines_say(self):
        made = self.export("mds", "--format", "mds", "--max-rows", "1000")
        data = streaming.StreamingDataset(local=made + "/data/pairs/train", shuffle=False, batch_size=1,
                                          validate_hash="sha256")
        lines = [json.loads(line) for file in sorted(pathlib.Path(self.out, "data/pairs").glob("train-*"))
                 for line in file.open(encoding="utf-8")]
        self.assertGreater(len(data.shards), 1)
        self.assertEqual([dict(sample) for sample in data], lines)

    def test_mds_has_tokens_as_arrays(self):
        more = ("--tokens", "roformer-sim-demo", "--max-length", "20")
        data = streaming.StreamingDataset(local=self.export("arrays", "--format", "mds", *more) + "/data/pairs-tokens/test",
                                          shuffle=False, batch_size=1)
        lines = [json.loads(line) for file in sorted(pathlib.Path(
            self.export("lists", "--format", "jsonl", *more), "data/pairs-tokens").glob("test-*"))
            for line in file.open(encoding="utf-8")]
        self.assertGreater(len(lines), 100)
        names = [f"sentence{n}_{kind}_ids" for n in (1, 2) for kind in ("token", "segment")]
        self.assertEqual([[sample[name].tolist() for name in names] for sample in data],
                         [[row[name] for name in names] for row in lines])
        self.assertEqual(next(iter(data))["sentence1_token_ids"].dtype.name, "int32")

    def test_sentence_transformers_takes_texts_for_inputs_and_the_rest_for_labels(self):
        collate = SentenceTransformerDataCollator(lambda texts, **_: {"texts": list(texts)})
        inputs = {"pair": ["anchor", "positive"], "triplet": ["anchor", "positive", "negative"],
                  "score": ["sentence1", "sentence2"], "label": ["sentence1", "sentence2"]}
        for layout, names in inputs.items():
            made = self.export(layout, "--layout", "sentence-transformers-" + layout)
            rows = datasets.load_dataset(made, "pairs-sentence-transformers-" + layout, split="train",
                                         cache_dir=self.scratch.name + "/cache")
            batch = collate([rows[number] for number in range(4)])
            self.assertEqual([key[:-len("_texts")] for key in batch if key.endswith("_texts")], names)
            self.assertEqual("label" in batch, layout in ("score", "label"))

    def test_flagembedding_takes_queries_positives_and_negatives(self):
        made = self.export("flagembedding", "--layout", "flagembedding", "--format", "jsonl", "--split", "train")
        files = sorted(str(path) for path in pathlib.Path(made).rglob("*.jsonl"))
        rows = [json.loads(line) for file in files for line in open(file, encoding="utf-8")]
        arguments = AbsEmbedderDataArguments(train_data=files, train_group_size=3, cache_path=self.scratch.name + "/cache")
        data = AbsEmbedderTrainDataset(arguments, tokenizer=None)
        self.assertEqual(len(data), len(rows))
        for number in (0, len(rows) // 2, len(rows) - 1):
            query, passages, scores = data[number]
            self.assertEqual(query, rows[number]["query"])
            self.assertEqual(len(passages), 3)
            self.assertIn(passages[0], rows[number]["pos"])
            self.assertTrue(set(passages[1:]) <= set(rows[number]["neg"]))
            self.assertIsNone(scores)


if __name__ == "__main__":
    from importlib.metadata import version

    print("mds: mosaicml-streaming " + version("mosaicml-streaming"))
    print("layouts: sentence-transformers " + version("sentence-transformers") + ", FlagEmbedding "
          + version("FlagEmbedding") + ", datasets " + datasets.__version__)
    unittest.main()
