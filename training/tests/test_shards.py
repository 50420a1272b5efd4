import gzip
import hashlib
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
from torch.utils.data import DataLoader

from . import fixtures  # noqa: F401  (puts training/ on the path)
from curate_shards import ShardError, Shards


def write_folder(folder: Path, sizes: list[int], ending: str = ".jsonl", view: str = "pairs", **manifest) -> Path:
    """A finished folder as curate writes it; row i of all has the id i."""
    shards, number = [], 0
    for index, size in enumerate(sizes):
        path = folder / f"data/{view}/train-{index:05}-of-{len(sizes):05}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [{"id": str(i), "sentence1": f"问{i}\u2028？", "sentence2": f"答{i}", "label": i % 2, "class": i % 2}
                for i in range(number, number + size)]
        path.write_bytes(encode(rows, ending))
        data = path.read_bytes()
        shards.append({"view": view, "split": "train", "path": str(path.relative_to(folder)), "rows": size,
                       "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        number += size
    (folder / "manifest.json").write_text(json.dumps({"format": 1, "shards": shards, **manifest}))
    return folder


def encode(rows: list[dict], ending: str) -> bytes:
    if ending == ".parquet":
        import pyarrow
        import pyarrow.parquet

        sink = pyarrow.BufferOutputStream()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), sink, row_group_size=3)
        return sink.getvalue().to_pybytes()
    if ".tsv" in ending:
        text = "".join(f"{row['sentence1']}\t{row['sentence2']}\t{row['label']}\n" for row in rows)
    else:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    data = text.encode()
    if ending.endswith(".gz"):
        return gzip.compress(data)
    if ending.endswith(".zst"):
        import zstandard

        half = len(data) // 2  # two frames, as programs that write in parallel make
        return b"".join(zstandard.ZstdCompressor().compress(part) for part in (data[:half], data[half:]))
    return data


def ids(batches) -> list[int]:
    return [int(row["id"]) for batch in batches for row in batch.rows]


class ShardTests(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def test_every_row_once_for_any_ranks_and_workers(self):
        shards = Shards(write_folder(self.folder, [7, 0, 12, 4]))
        for world in (1, 2, 3, 5, 16):
            for workers in (0, 2, 3) if world in (1, 3) else (0,):
                seen = []
                for rank in range(world):
                    data = shards.dataset(4, rank=rank, world=world)
                    batches = list(DataLoader(data, batch_size=None, num_workers=workers))
                    self.assertEqual([b.number for b in batches], list(range(rank, 6, world)))
                    self.assertEqual(len(batches), len(data))
                    seen += ids(batches)
                self.assertEqual(sorted(seen), list(range(23)), f"{world} ranks, {workers} workers")

    def test_a_resumed_epoch_sees_the_rest_once_with_other_ranks(self):
        shards = Shards(write_folder(self.folder, [7, 12, 4]))
        for before, after, steps in ((1, 3, 2), (2, 1, 2), (3, 2, 1), (2, 2, 3), (1, 1, 0)):
            seen, reached = [], {0} if steps == 0 else set()
            for rank in range(before):
                taken = list(shards.dataset(4, rank=rank, world=before))[:steps]
                seen += ids(taken)
                reached |= {batch.after for batch in taken[steps - 1 :]}
            self.assertEqual(reached, {min(steps * before, 6)})
            for rank in range(after):
                for workers in (0, 2):
                    data = shards.dataset(4, rank=rank, world=after, start=steps * before)
                    rest = ids(DataLoader(data, batch_size=None, num_workers=workers))
                    if workers == 0:
                        seen += rest
                        plain = rest
                self.assertEqual(rest, plain)
            self.assertEqual(sorted(seen), list(range(23)), (before, after, steps))

    def test_order_is_that_of_the_files(self):
        shards = Shards(write_folder(self.folder, [5, 6]))
        self.assertEqual(ids(shards.dataset(4)), list(range(11)))

    def test_even_ranks_take_equally_many_batches(self):
        shards = Shards(write_folder(self.folder, [23]))
        self.assertEqual({len(list(shards.dataset(4, rank=r, world=4, even=True))) for r in range(4)}, {1})

    def test_formats_hold_the_same_rows(self):
        for ending in (".jsonl", ".jsonl.gz", ".jsonl.zst", ".tsv", ".tsv.gz", ".tsv.zst", ".parquet"):
            with tempfile.TemporaryDirectory() as folder:
                shards = Shards(write_folder(Path(folder), [5, 6], ending))
                rows = [row for batch in shards.dataset(4, start=1) for row in batch.rows]
            self.assertEqual([row["sentence1"] for row in rows], [f"问{i}\u2028？" for i in range(4, 11)], ending)
            self.assertEqual([row["class"] for row in rows], [i % 2 for i in range(4, 11)], ending)

    def test_columns_of_negatives_are_lists(self):
        import pyarrow
        import pyarrow.parquet

        write_folder(self.folder, [2], ".parquet", view="contrastive")
        columns = {"id": ["0", "1"], "anchor": ["甲", "乙"], "positive": ["子", "丑"], "negative_1": ["丙", "丁"],
                   "negative_2": ["戊", None], "kind_1": ["mined", "labelled"], "kind_2": ["mined", None],
                   "score_1": [0.5, None], "score_2": [0.25, None], "id_1": ["3", "4"], "id_2": ["5", None]}
        pyarrow.parquet.write_table(pyarrow.table(columns), self.folder / "data/contrastive/train-00000-of-00001.parquet")
        rows = [row for batch in Shards(self.folder, "contrastive").dataset(2) for row in batch.rows]
        self.assertEqual(rows[0], {"id": "0", "anchor": "甲", "positive": "子", "negatives": ["丙", "戊"],
                                   "negative_kinds": ["mined", "mined"], "negative_scores": [0.5, 0.25],
                                   "negative_ids": ["3", "5"]})
        self.assertEqual([rows[1][name] for name in ("negatives", "negative_kinds", "negative_scores", "negative_ids")],
                         [["丁"], ["labelled"], [None], ["4"]])

    def test_a_plan_is_respected(self):
        # As curate writes it: rows that stand twice are counted once.
        plan = {"size": 3, "accumulate": 2, "copies": 2, "homogeneous": False, "batches": 2, "placed": 3, "remainder": 1}
        arrangement = {"view": "pairs", "counts": {"rows": 4}, "batches": plan}
        shards = Shards(write_folder(self.folder, [4, 4], arrangements=[arrangement]))
        batches = list(shards.dataset())
        self.assertEqual([len(b.rows) for b in batches], [3, 3, 2])
        self.assertEqual([b.planned for b in batches], [True, True, False])
        self.assertEqual(ids(shards.dataset(rest=False)), list(range(6)))
        with self.assertRaisesRegex(ShardError, "batches of 3, not 4"):
            shards.dataset(4)

    def test_teachers_vectors_stand_beside_their_rows(self):
        write_folder(self.folder, [3, 2])
        for index, names in enumerate((["0", "1", "2"], ["3", "4"])):
            path = self.folder / f"vectors/demo/train-{index:05}-of-00002.npy"
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, np.array([[[int(i)], [-int(i)]] for i in names], dtype=np.float16))
            np.save(path.with_suffix(".ids.npy"), np.array(names, dtype="S32"))
        rows = [row for batch in Shards(self.folder, vectors="demo").dataset(2) for row in batch.rows]
        self.assertEqual([row["vectors"].tolist() for row in rows], [[[i], [-i]] for i in range(5)])
        with self.assertRaisesRegex(ShardError, "embed"):
            list(Shards(self.folder, vectors="other").dataset(2))

    def test_single_sentences_have_a_vector_each(self):
        write_folder(self.folder, [3], view="sentences")
        path = self.folder / "vectors/demo/sentences/train-00000-of-00001.npy"
        path.parent.mkdir(parents=True)
        np.save(path, np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float16))
        np.save(path.with_suffix(".ids.npy"), np.array(["0", "1", "2"], dtype="S32"))
        rows = [row for batch in Shards(self.folder, "sentences", vectors="demo").dataset(2) for row in batch.rows]
        self.assertEqual([row["vectors"].tolist() for row in rows], [[1, 0], [0, 1], [-1, 0]])
        np.save(path.with_suffix(".ids.npy"), np.array(["0", "2", "1"], dtype="S32"))
        with self.assertRaisesRegex(ShardError, "row 1 is of 2, not of 1"):
            list(Shards(self.folder, "sentences", vectors="demo").dataset(2))

    def test_faults_are_told(self):
        with self.assertRaisesRegex(ShardError, "no such folder"):
            Shards(self.folder / "nothing")
        with self.assertRaisesRegex(ShardError, "not finished"):
            Shards(self.folder)
        shards = Shards(write_folder(self.folder, [4]))
        shards.verify()
        with self.assertRaisesRegex(ShardError, "it holds pairs/train"):
            Shards(self.folder, view="seq2seq")
        with self.assertRaisesRegex(ShardError, "give a batch size"):
            shards.dataset()
        path = self.folder / shards.shards[0]["path"]
        whole = path.read_bytes()
        path.write_bytes(whole.replace("答1".encode(), "答9".encode()))
        with self.assertRaisesRegex(ShardError, "SHA-256"):
            shards.verify()
        path.write_bytes(whole[: whole.rindex(b"{")])
        with self.assertRaisesRegex(ShardError, "bytes"):
            shards.verify()
        with self.assertRaisesRegex(ShardError, "has 3 rows, the manifest says 4"):
            list(shards.dataset(2))
        path.unlink()
        with self.assertRaisesRegex(ShardError, "is missing"):
            list(shards.dataset(2))


if __name__ == "__main__":
    unittest.main()
