"""Output folders as their readers see them: Hugging Face datasets, by the dataset card alone."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CURATE = ROOT / ".build/release/curate"

GRADED = """corpus: graded
title: Scores with fractions
home: https://example.org
licence: none
licence_class: open
language: zh-Hans
labels: {scale: ordinal, threshold: 2.5, minimum: 0, maximum: 5}
type: statement
layouts:
  - name: table
    about: two sentences and a score
    format: tsv
    encoding: utf-8
    shape: pair
    header: false
    columns_count: 3
    columns: {a: 1, b: 2, label: 3}
    splits: {train: [train.txt]}
"""

SCORES = """name: scores
corpora:
  - {use: lcqmc, max_rejected: 5%}
  - {use: FOLDER, path: FOLDER}
stages: [normalize]
outputs:
  - {view: pairs, format: jsonl.gz}
"""


def run(pipeline, folder, *more):
    subprocess.run([CURATE, "run", pipeline, "--quiet", "--output", folder, *more], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)


def load(folder, cache):
    return datasets.load_dataset(folder, "pairs", cache_dir=cache)


class Loading(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.out, self.cache = self.scratch.name + "/out", self.scratch.name + "/cache"
        self.addCleanup(self.scratch.cleanup)

    def rows(self, split):
        manifest = json.loads((pathlib.Path(self.out) / "manifest.json").read_text())
        return sum(shard["rows"] for shard in manifest["shards"] if shard["split"] == split)

    def check_sizes(self, found):
        for split in ("train", "validation", "test"):
            self.assertEqual(found[split].num_rows, self.rows(split))

    def test_json_lines_with_splits_and_types(self):
        run("pipelines/lcqmc.yaml", self.out)
        found = load(self.out, self.cache)
        self.check_sizes(found)
        self.assertEqual(set(found["train"]["label"]), {0, 1})
        self.assertEqual(found["train"].features["label"].dtype, "int64")

    def test_nli_labels_are_numbers(self):
        run("pipelines/supervised.yaml", self.out)
        train = load(self.out, self.cache)["train"]
        nli = train.filter(lambda row: row["scale"] == "nli")
        self.assertEqual({(row["label"], row["class"]) for row in nli}, {(0, 2), (1, 3), (2, 4)})

    def test_scores_among_binary_labels_stay_numbers(self):
        folder = pathlib.Path(self.scratch.name) / "graded"
        folder.mkdir()
        (folder / "corpus.yaml").write_text(GRADED, encoding="utf-8")
        (folder / "train.txt").write_text("一只猫在睡觉\t猫睡着了\t4.5\n他在做饭\t他在看书\t0.5\n", encoding="utf-8")
        pipeline = folder / "scores.yaml"
        pipeline.write_text(SCORES.replace("FOLDER", str(folder)), encoding="utf-8")
        run(str(pipeline), self.out)
        train = load(self.out, self.cache)["train"]
        self.assertEqual(train.features["label"].dtype, "float32")
        self.assertTrue({0.0, 1.0, 0.5, 4.5} == set(train["label"]))

    def test_tables_without_header_or_quotes(self):
        run("pipelines/lcqmc.yaml", self.out, "--set", "outputs.0.format=tsv")
        found = load(self.out, self.cache)
        self.check_sizes(found)
        self.assertEqual(found["train"].column_names, ["sentence1", "sentence2", "label"])


if __name__ == "__main__":
    unittest.main()
