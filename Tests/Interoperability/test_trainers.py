"""Exports as training libraries' own loaders see them: MosaicML Streaming, sentence-transformers, FlagEmbedding, Tevatron."""
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import types
import unittest

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets  # noqa: E402
import streaming  # noqa: E402
from FlagEmbedding.abc.finetune.embedder import AbsEmbedderDataArguments, AbsEmbedderTrainDataset  # noqa: E402
from sentence_transformers.data_collator import SentenceTransformerDataCollator  # noqa: E402
from transformers import BertTokenizer  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CURATE = pathlib.Path(os.environ.get("CURATE_PROGRAM", ROOT / ".build/release/curate"))
# Its repository's packages are others than those of the package 0.1.0, the only one on the index.
TEVATRON_IS_NEW = importlib.util.find_spec("tevatron.retriever") is not None


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

    def tevatron(self):
        """The folder of the layout, and its rows of the split train."""
        made = f"{self.scratch.name}/tevatron"
        if not pathlib.Path(made).exists():
            self.export("tevatron", "--layout", "tevatron", "--format", "jsonl")
        rows = [json.loads(line) for path in sorted(pathlib.Path(made).rglob("train-*.jsonl"))
                for line in path.open(encoding="utf-8")]
        self.assertGreater(len(rows), 100)
        return made, rows

    def check_passages(self, row, query, passages):
        self.assertEqual(query, row["query"])
        self.assertEqual(len(passages), 3)
        self.assertIn(passages[0], [passage["text"] for passage in row["positive_passages"]])
        self.assertTrue(set(passages[1:]) <= {passage["text"] for passage in row["negative_passages"]})

    TRAINER = types.SimpleNamespace(state=types.SimpleNamespace(epoch=1.0), args=types.SimpleNamespace(seed=42))

    @unittest.skipIf(TEVATRON_IS_NEW, "this is Tevatron's repository, not the package 0.1.0")
    def test_the_package_tevatron_takes_queries_and_passages(self):
        from tevatron.arguments import DataArguments
        from tevatron.data import TrainDataset
        from tevatron.datasets.dataset import HFTrainDataset

        made, rows = self.tevatron()
        arguments = DataArguments(dataset_name=made + ":pairs-tevatron", train_n_passages=3, dataset_proc_num=1)
        tokenizer = BertTokenizer(str(ROOT / "models/roformer-sim-demo/vocab.txt"))
        read = HFTrainDataset(tokenizer, arguments, cache_dir=self.scratch.name + "/cache")
        data = TrainDataset(arguments, read.process(), tokenizer, trainer=self.TRAINER)
        self.assertEqual(len(data), len(rows))
        for number in (0, len(rows) // 2, len(rows) - 1):
            # It reads tokens, so a text is known by what the tokenizer makes of it.
            texts = {}
            for text in [rows[number]["query"]] + [passage["text"] for kind in ("positive", "negative")
                                                   for passage in rows[number][kind + "_passages"]]:
                texts.setdefault(tuple(tokenizer(text, truncation=True, max_length=32)["input_ids"]), text)
            query, passages = data[number]
            self.check_passages(rows[number], texts[tuple(query["input_ids"])],
                                [texts[tuple(passage["input_ids"])] for passage in passages])

    @unittest.skipUnless(TEVATRON_IS_NEW, "needs Tevatron's repository: PYTHONPATH=.../tevatron/src")
    def test_the_repository_tevatron_takes_queries_and_passages(self):
        from tevatron.retriever.arguments import DataArguments
        from tevatron.retriever.dataset import TrainDataset

        made, rows = self.tevatron()
        arguments = DataArguments(dataset_name=made, dataset_config="pairs-tevatron", train_group_size=3,
                                  dataset_cache_dir=self.scratch.name + "/cache")
        data = TrainDataset(arguments, trainer=self.TRAINER)
        self.assertEqual(len(data), len(rows))
        for number in (0, len(rows) // 2, len(rows) - 1):
            query, passages = data[number]
            # Title, a space, text.
            self.assertTrue(all(passage[0].startswith(" ") for passage in passages))
            self.check_passages(rows[number], query[0], [passage[0][1:] for passage in passages])


if __name__ == "__main__":
    from importlib.metadata import version

    print("mds: mosaicml-streaming " + version("mosaicml-streaming"))
    print("layouts: sentence-transformers " + version("sentence-transformers") + ", FlagEmbedding "
          + version("FlagEmbedding") + ", Tevatron " + ("from its repository" if TEVATRON_IS_NEW else version("tevatron"))
          + ", datasets " + datasets.__version__)
    unittest.main()
