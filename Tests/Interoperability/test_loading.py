"""Output folders as their readers see them: datasets by the card alone, pyarrow, DuckDB, WebDataset, TensorFlow."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets  # noqa: E402
import duckdb  # noqa: E402
import numpy  # noqa: E402
import pyarrow.parquet  # noqa: E402
import tensorflow  # noqa: E402
import webdataset  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
CURATE = pathlib.Path(os.environ.get("CURATE_PROGRAM", ROOT / ".build/release/curate"))

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
        return sum(shard["rows"] for shard in manifest["shards"] if (shard["view"], shard["split"]) == ("pairs", split))

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

    def test_parquet_says_what_json_lines_say(self):
        run("pipelines/supervised.yaml", self.out)
        lines = load(self.out, self.cache)["train"].to_list()
        parquet = self.scratch.name + "/parquet"
        run("pipelines/supervised.yaml", parquet, "--set", "outputs.0.format=parquet")
        self.assertEqual(load(parquet, self.cache)["train"].to_list(), lines)
        files = sorted(str(path) for path in pathlib.Path(parquet, "data/pairs").glob("train-*.parquet"))
        tables = [pyarrow.parquet.read_table(file) for file in files]
        for table in tables:
            table.validate(full=True)
        self.assertEqual(pyarrow.concat_tables(tables).to_pylist(), lines)
        # The bounds of columns decide which row groups a query reads.
        for row in lines[:5]:
            text = row["sentence1"].replace("'", "''")
            found = duckdb.sql(f"SELECT count(*) FROM read_parquet({files}) WHERE sentence1 = '{text}'").fetchall()[0][0]
            self.assertEqual(found, sum(other["sentence1"] == row["sentence1"] for other in lines))

    def test_archives_of_samples(self):
        run("pipelines/lcqmc.yaml", self.out)
        lines = load(self.out, self.cache)["train"].to_list()
        archives = self.scratch.name + "/archives"
        run("pipelines/lcqmc.yaml", archives, "--set", "outputs.0.format=tar")
        files = sorted(str(path) for path in pathlib.Path(archives, "data/pairs").glob("train-*.tar"))
        samples = [sample["json"] for sample in webdataset.WebDataset(files, shardshuffle=False).decode()]
        self.assertEqual([self.said(sample) for sample in samples], [self.said(line) for line in lines])

    @staticmethod
    def said(row):
        """Without what datasets fills in, and numbers as far as float32 keeps them."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items() if value is not None}

    def test_records_of_tensorflow(self):
        run("pipelines/lcqmc.yaml", self.out, "--set", "outputs.0.format=tfrecord.gz")
        files = sorted(str(path) for path in pathlib.Path(self.out, "data/pairs").glob("train-*.tfrecord.gz"))
        text = tensorflow.io.FixedLenFeature([], tensorflow.string)
        number = tensorflow.io.FixedLenFeature([], tensorflow.float32, -1)
        columns = {"id": text, "sentence1": text, "label": number, "copies": tensorflow.io.FixedLenFeature([], tensorflow.int64)}
        examples = [tensorflow.io.parse_single_example(example, columns)
                    for example in tensorflow.data.TFRecordDataset(files, compression_type="GZIP")]
        run("pipelines/lcqmc.yaml", self.scratch.name + "/lines")
        lines = load(self.scratch.name + "/lines", self.cache)["train"].to_list()
        self.assertEqual(len(examples), len(lines))
        for example, row in zip(examples, lines):
            self.assertEqual(example["sentence1"].numpy().decode(), row["sentence1"])
            self.assertEqual(float(example["label"]), row["label"])
            self.assertEqual(int(example["copies"]), row["copies"])

    def test_tables_without_header_or_quotes(self):
        run("pipelines/lcqmc.yaml", self.out, "--set", "outputs.0.format=tsv")
        found = load(self.out, self.cache)
        self.check_sizes(found)
        self.assertEqual(found["train"].column_names, ["sentence1", "sentence2", "label"])

    SENTENCES = ("--set", "outputs=[{view: sentences, format: FORMAT}]")

    def sentences(self, ending):
        """The folder of the view `sentences` in a format."""
        folder = f"{self.scratch.name}/sentences-{ending}"
        run("pipelines/lcqmc-plain.yaml", folder, *(word.replace("FORMAT", ending) for word in self.SENTENCES))
        return folder

    def test_sentences_are_the_same_in_every_format(self):
        def load(ending):
            return datasets.load_dataset(self.sentences(ending), "sentences", cache_dir=self.cache)["train"]

        lines = load("jsonl.zst").to_list()
        self.assertGreater(len(lines), 1000)
        self.assertEqual(load("parquet").to_list(), lines)
        self.assertEqual(load("tsv")["text"], [row["text"] for row in lines])
        files = sorted(str(path) for path in pathlib.Path(self.sentences("parquet"), "data/sentences").glob("train-*"))
        tables = [pyarrow.parquet.read_table(file) for file in files]
        for table in tables:
            table.validate(full=True)
        found = duckdb.sql(f"SELECT sum(len(corpora)), sum(count), sum(list_sum(counts)) FROM read_parquet({files})")
        total = sum(row["count"] for row in lines)
        self.assertEqual(found.fetchall(), [(sum(len(row["corpora"]) for row in lines), total, total)])
        archives = sorted(str(path) for path in pathlib.Path(self.sentences("tar"), "data/sentences").glob("train-*"))
        self.assertEqual([one["json"] for one in webdataset.WebDataset(archives, shardshuffle=False).decode()], lines)
        records = sorted(str(path) for path in pathlib.Path(self.sentences("tfrecord"), "data/sentences").glob("train-*"))
        columns = {"text": tensorflow.io.FixedLenFeature([], tensorflow.string),
                   "corpora": tensorflow.io.RaggedFeature(tensorflow.string),
                   "counts": tensorflow.io.RaggedFeature(tensorflow.int64)}
        examples = [tensorflow.io.parse_single_example(example, columns)
                    for example in tensorflow.data.TFRecordDataset(records)]
        self.assertEqual([(e["text"].numpy().decode(), [c.decode() for c in e["corpora"].numpy()], e["counts"].numpy().tolist())
                          for e in examples], [(row["text"], row["corpora"], row["counts"]) for row in lines])

    def test_negatives_have_columns_or_lists(self):
        def rows(ending):
            folder = f"{self.scratch.name}/contrastive-{ending}"
            run("pipelines/contrastive.yaml", folder, "--set", f"outputs.0.format={ending}")
            return datasets.load_dataset(folder, "contrastive", cache_dir=self.cache)["train"].to_list()

        lists, columns = rows("jsonl"), rows("parquet")
        self.assertGreater(sum(len(row["negative_ids"]) for row in lists), 100)
        for row, line in zip(columns, lists, strict=True):
            for column, name in (("negative", "negatives"), ("kind", "negative_kinds"), ("id", "negative_ids"),
                                 ("score", "negative_scores")):
                values = [row[f"{column}_{place}"] for place in range(1, 5)][:len(line[name])]
                expected = [value if value is None or column != "score" else numpy.float32(value) for value in line[name]]
                self.assertEqual(values, expected)
            self.assertEqual([row[key] for key in ("id", "anchor", "positive")],
                             [line[key] for key in ("id", "anchor", "positive")])

    def test_vectors_stand_beside_the_rows_of_pairs_and_of_sentences(self):
        run("pipelines/lcqmc-plain.yaml", self.out, "--set", "stages=[normalize, dedup, {embed: {teacher: demo}}, shuffle]",
            "--set", "outputs=[{view: pairs, format: parquet}, {view: sentences, format: parquet}]")
        known = {}
        for view, folder, names in (("pairs", "", ["sentence1", "sentence2"]), ("sentences", "sentences/", ["text"])):
            for path in sorted(pathlib.Path(self.out, "data", view).glob("*.parquet")):
                table = pyarrow.parquet.read_table(path)
                stem = f"{self.out}/vectors/demo-float16/{folder}{path.stem}"
                vectors, ids = numpy.load(stem + ".npy", mmap_mode="r"), numpy.load(stem + ".ids.npy")
                self.assertEqual(vectors.dtype, numpy.float16)
                self.assertEqual(vectors.shape[:-1], (table.num_rows, 2) if view == "pairs" else (table.num_rows,))
                self.assertEqual(ids.astype(str).tolist(), table["id"].to_pylist())
                lengths = numpy.linalg.norm(vectors.astype(numpy.float32), axis=-1)
                self.assertLess(abs(lengths - 1).max(), 1e-2)
                for side, name in enumerate(names):
                    for text, vector in zip(table[name].to_pylist(), vectors[:, side] if view == "pairs" else vectors):
                        self.assertEqual(known.setdefault(text, vector.tobytes()), vector.tobytes())
        self.assertGreater(len(known), 1000)

    def test_tokens_are_lists_of_integers_in_every_format(self):
        def write(view, ending):
            folder = f"{self.scratch.name}/{view}-{ending}"
            run("pipelines/lcqmc-plain.yaml", folder, "--set",
                f"outputs=[{{view: {view}, format: {ending}, tokens: {{vocabulary: roformer-sim-demo, max_length: 20}}}}]")
            return folder

        for view, names in (("pairs", ["sentence1_token_ids", "sentence2_segment_ids"]),
                            ("seq2seq", ["token_ids", "segment_ids"])):
            lines = datasets.load_dataset(write(view, "jsonl"), view + "-tokens", cache_dir=self.cache)["train"]
            self.assertEqual([lines.features[name].feature.dtype for name in names], ["int32", "int32"])
            tables = write(view, "parquet")
            parquet = datasets.load_dataset(tables, view + "-tokens", cache_dir=self.cache)["train"]
            self.assertEqual(parquet.to_list(), lines.to_list())
            for file in pathlib.Path(tables, f"data/{view}-tokens").glob("*.parquet"):
                table = pyarrow.parquet.read_table(file)
                table.validate(full=True)
                self.assertEqual(table.schema.field(names[0]).type.value_type, pyarrow.int32())
            records = sorted(str(path) for path in pathlib.Path(
                write(view, "tfrecord"), f"data/{view}-tokens").glob("train-*"))
            columns = {name: tensorflow.io.RaggedFeature(tensorflow.int64) for name in names}
            for example, row in zip(tensorflow.data.TFRecordDataset(records), lines):
                read = tensorflow.io.parse_single_example(example, columns)
                self.assertEqual([read[name].numpy().tolist() for name in names], [row[name] for name in names])

    def export(self, *more):
        if not pathlib.Path(self.out).exists():
            run("pipelines/lcqmc.yaml", self.out)
        made = self.scratch.name + "/made-" + "-".join(more).replace("--", "")
        subprocess.run([CURATE, "export", self.out, "--output", made, *more], check=True, stdout=subprocess.DEVNULL)
        return made

    def test_exports_are_found_by_their_cards(self):
        for layout in ("sentence-transformers-pair", "sentence-transformers-score", "sentence-transformers-triplet",
                       "flagembedding", "simbert", "text2vec"):
            made = self.export("--layout", layout)
            found = datasets.load_dataset(made, "pairs-" + layout, cache_dir=self.cache)
            manifest = json.loads((pathlib.Path(made) / "manifest.json").read_text())
            for split in found:
                self.assertEqual(found[split].num_rows,
                                 sum(s["rows"] for s in manifest["shards"] if s["split"] == split))

    def test_layouts_hold_the_columns_that_trainers_read_and_no_others(self):
        columns = {"sentence-transformers-pair": ["anchor", "positive"],
                   "sentence-transformers-score": ["sentence1", "sentence2", "score"],
                   "sentence-transformers-triplet": ["anchor", "positive", "negative"],
                   "text2vec": ["sentence1", "sentence2", "label"], "simbert": ["text", "synonyms"]}
        for layout, names in columns.items():
            made = self.export("--layout", layout)
            train = datasets.load_dataset(made, "pairs-" + layout, cache_dir=self.cache)["train"]
            self.assertEqual(train.column_names, names)

    def test_tables_of_bert4keras_as_its_script_reads_them(self):
        # As load_data_1 of RoFormer-Sim's supervised.py does: strip, split at tabs, keep rows of three, cut at 0.5.
        made = self.export("--layout", "bert4keras", "--format", "tsv")
        read = []
        for file in sorted(pathlib.Path(made, "data/pairs-bert4keras").glob("train-*.tsv")):
            for line in file.open(encoding="utf-8"):
                fields = line.strip().split("\t")
                self.assertEqual(len(fields), 3)
                read.append((fields[0], fields[1], int(float(fields[2]) > 0.5)))
        wanted = [(row["sentence1"].strip(), row["sentence2"].strip(), row["label"])
                  for row in load(self.out, self.cache)["train"]]
        self.assertEqual(read, wanted)


TABLES = """corpus: tables
title: Tables
home: https://example.org
licence: none
licence_class: open
language: zh-Hans
labels: {scale: binary}
type: question
layouts:
  - name: parquet
    about: columns of a Parquet file
    format: parquet
    shape: pair
    columns: {a: sentence1, b: sentence2, label: score}
    splits: {train: [train.parquet]}
"""


class ParquetAsACorpus(unittest.TestCase):
    """Files that pyarrow writes, in every way that `curate` reads."""

    def test_every_packing_version_encoding_and_type(self):
        rows = [(f"第{n % 70}个问题怎么办", f"问题{n}怎么解决" if n % 11 else None, n % 2 if n % 13 else None)
                for n in range(600)]
        ways = [(packing, version, dictionary, kind)
                for packing in ("snappy", "zstd", "gzip", "none") for version in ("1.0", "2.0")
                for dictionary in (True, False)
                for kind in (pyarrow.int64(), pyarrow.int32(), pyarrow.float64(), pyarrow.float32(), pyarrow.string())]
        for packing, version, dictionary, kind in ways:
            with self.subTest(packing=packing, version=version, dictionary=dictionary, kind=kind), \
                    tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch) / "tables"
                folder.mkdir()
                labels = [str(row[2]) if kind == pyarrow.string() and row[2] is not None else row[2] for row in rows]
                table = pyarrow.table({"tags": [["x"]] * len(rows), "sentence1": [row[0] for row in rows],
                                       "sentence2": [row[1] for row in rows], "score": pyarrow.array(labels, kind)})
                pyarrow.parquet.write_table(table, folder / "train.parquet", compression=packing,
                                            data_page_version=version, use_dictionary=dictionary, row_group_size=250,
                                            data_page_size=2048)
                (folder / "corpus.yaml").write_text(TABLES, encoding="utf-8")
                pipeline = folder / "tables.yaml"
                pipeline.write_text(f"name: tables\ncorpora: [{{use: {folder}, path: {folder}, max_rejected: 50%}}]\n"
                                    "stages: []\noutputs: [{view: pairs, format: jsonl}]\n", encoding="utf-8")
                run(str(pipeline), scratch + "/out")
                read = [json.loads(line) for file in pathlib.Path(scratch, "out/data/pairs").glob("train-*")
                        for line in file.open(encoding="utf-8")]
                self.assertEqual(sorted((row["sentence1"], row["sentence2"], row["label"]) for row in read),
                                 sorted(row for row in rows if None not in row))


class Vectors(unittest.TestCase):
    """The teacher kind `vectors` on tables of pyarrow, in the forms in which vectors are kept."""

    def test_lists_of_every_form(self):
        texts = [f"第{number}句" for number in range(900)]
        rows = [[float(number % 7) + 1, 2.0, -float(number)] for number in range(900)]
        single, double = pyarrow.float32(), pyarrow.float64()
        kinds = [pyarrow.list_(single), pyarrow.list_(single, 3), pyarrow.large_list(double),
                 pyarrow.list_(pyarrow.field("item", single, nullable=False))]
        forms = [("none", "1.0", False), ("snappy", "2.0", True), ("zstd", "2.0", False), ("gzip", "1.0", True)]
        for kind in kinds:
            for packing, version, dictionary in forms:
                with self.subTest(kind=kind, packing=packing, version=version), \
                        tempfile.TemporaryDirectory() as scratch:
                    self.write(scratch, texts, pyarrow.array(rows, kind), compression=packing,
                               data_page_version=version, use_dictionary=dictionary, row_group_size=250,
                               data_page_size=2048)
                    for place in (0, 249, 250, 899):
                        length = sum(number * number for number in rows[place]) ** 0.5
                        found = json.loads(self.embed(scratch, texts[place]).stdout)["vector"]
                        for number, wanted in zip(found, rows[place], strict=True):
                            self.assertAlmostEqual(number, wanted / length, delta=1e-6)

    def test_gaps_are_told(self):
        for row, told in [([1.0, None], "a number of the vector of row 2 is missing"), (None, "row 2 has no vector"),
                          ([], "row 2 has 0 numbers"), ([1.0, 2.0, 3.0], "row 2 has 3 numbers")]:
            with self.subTest(row=row), tempfile.TemporaryDirectory() as scratch:
                self.write(scratch, ["甲", "乙"], pyarrow.array([[1.0, 2.0], row], pyarrow.list_(pyarrow.float32())))
                answer = self.embed(scratch, "甲")
                self.assertEqual(answer.returncode, 2)
                self.assertIn(told, answer.stderr)

    def write(self, scratch, texts, vectors, **options):
        table = pyarrow.table({"vector": vectors, "text": texts, "number": list(range(len(texts)))})
        pyarrow.parquet.write_table(table, scratch + "/v.parquet", **options)
        pathlib.Path(scratch, "pipeline.yaml").write_text(
            f"name: vectors\nteachers: {{given: {{kind: vectors, path: {scratch}/v.parquet}}}}\n"
            "corpora: [{use: lcqmc}]\nstages: []\noutputs: [{view: pairs, format: jsonl}]\n", encoding="utf-8")

    def embed(self, scratch, text):
        return subprocess.run([CURATE, "embed", "--pipeline", scratch + "/pipeline.yaml", "--teacher", "given", text],
                              cwd=ROOT, capture_output=True, text=True)


def consumers():
    """Which reader in which version took each format."""
    return {"jsonl, jsonl.gz, jsonl.zst, tsv": [datasets], "parquet": [datasets, pyarrow, duckdb], "tar": [webdataset],
            "tfrecord, tfrecord.gz": [tensorflow], "npy": [numpy]}


if __name__ == "__main__":
    for formats, readers in consumers().items():
        print(f"{formats}: " + ", ".join(f"{reader.__name__} {reader.__version__}" for reader in readers))
    unittest.main()
