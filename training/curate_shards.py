"""Reads a finished curate folder for training: every row once an epoch, in one exact order, for any number of ranks.

    from curate_shards import Shards, Position
    shards = Shards("out/lcqmc", view="pairs", split="train")
    shards.verify()                                    # sizes and SHA-256 of the manifest; on request, reads every byte
    data = shards.dataset(batch_size=64, rank=0, world=1)
    for batch in DataLoader(data, batch_size=None, num_workers=2):
        batch.rows                                     # a list of dictionaries with the keys of docs/output.md
        position = Position(epoch, batch.after)        # keep it with the weights; shards.dataset(..., start=position.batch)

**Order.** Rows have one global order: that of the manifest's shards, then of the lines. curate shuffles once (stage
`shuffle`), so nothing is shuffled here and each epoch has the same order. Rows are cut into batches of `batch_size`
in that order; batch k goes to rank k % world, and within a rank to workers in turn, as DataLoader takes from them. So
the batches of a step are the same for any number of workers, and of (rank, step) alone for a given world.

**Every row once.** The last batch may be short, and ranks may differ by one batch. With `even=True` the batches of the
last step that would leave ranks without one are dropped: synchronous training waits forever otherwise.

**Going on.** `start` counts the batches that all ranks together have taken. After s steps of w ranks that is s * w; a
job may go on with another number of ranks.

**A batch plan.** Where the stage `batches` has laid rows out, the manifest says so:

    "arrangements": [{"view": "contrastive", "batches": {"size": 64, "accumulate": 1, "copies": 1, "placed": 12800, ...}}]

Rows of the split train in file order are the batches: `size` rows each; `accumulate` batches make a step without two rows
that mean the same; each row stands `copies` times, one behind the other, and `placed` counts it once. The plan's size is then the
only batch size that is accepted. Rows behind the planned ones found no place: they come last, in batches whose
`planned` is False, or not at all with `rest=False`.

This file needs nothing else of this folder. jsonl, tsv and their .gz read with the standard library, .zst with
`zstandard`, Parquet with `pyarrow`; the dataset class needs torch.
"""

import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import numpy as np
from torch.utils.data import IterableDataset, get_worker_info

FORMATS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".tsv", ".tsv.gz", ".tsv.zst", ".parquet")
NLI_CLASSES = {"contradiction": 2, "entailment": 3, "neutral": 4}


class ShardError(Exception):
    """What is wrong with a folder, where, and what to do."""


@dataclass(frozen=True)
class Position:
    """Where a training stands: an epoch, and the batches of it that all ranks together have taken."""

    epoch: int = 0
    batch: int = 0


@dataclass(frozen=True)
class Batch:
    """Rows that belong together."""

    number: int  # in the global order
    after: int  # batches that all ranks have taken once each of them has finished this step
    rows: list[dict]
    planned: bool  # False: no plan, or rows for which the plan had no place


@dataclass(frozen=True)
class Plan:
    """How the stage `batches` laid rows out."""

    size: int
    rows: int
    accumulate: int = 1
    copies: int = 1


class Shards:
    """The shards of one view and split."""

    def __init__(self, folder: str | Path, view: str = "pairs", split: str = "train", vectors: str | None = None):
        """`vectors` names a folder below vectors/, `demo-float16`: each row then has its teacher's vectors as "vectors".

        They are an array of shape (2, dimensions), of both sentences; for the view `sentences` of shape (dimensions).
        """
        self.folder, self.view, self.split = Path(folder), view, split
        manifest = self._manifest()
        views = sorted({(shard["view"], shard["split"]) for shard in manifest["shards"]})
        self.shards = [shard for shard in manifest["shards"] if (shard["view"], shard["split"]) == (view, split)]
        if not self.shards:
            there = ", ".join("/".join(one) for one in views) or "nothing"
            raise ShardError(f"{folder}: has no {view}/{split}; it holds {there}")
        self.shards = self._one_format(self.shards)
        self.rows = sum(shard["rows"] for shard in self.shards)
        self.plan = self._plan(manifest)
        self.vectors = self.folder / "vectors" / vectors if vectors else None
        if vectors and view.removesuffix("-tokens") == "sentences":
            self.vectors /= "sentences"

    def _manifest(self) -> dict:
        path = self.folder / "manifest.json"
        if not self.folder.is_dir():
            raise ShardError(f"{self.folder}: there is no such folder; `curate run PIPELINE --output {self.folder}` makes it")
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ShardError(
                f"{self.folder}: has no manifest.json, so its run is not finished; "
                "give the same `curate run` again, it goes on from where it stopped") from None
        except ValueError as error:
            raise ShardError(f"{path}: is no JSON ({error}); run `curate run` again into a new folder") from None
        if manifest.get("format") != 1:
            raise ShardError(f"{path}: has format {manifest.get('format')}, this reader knows 1; use that curate's own reader")
        return manifest

    @staticmethod
    def _one_format(shards: list[dict]) -> list[dict]:
        """A view may be written in several formats: the first that can be read is taken."""
        ending = next((e for shard in shards for e in FORMATS if shard["path"].endswith(e)), None)
        if ending is None:
            raise ShardError(f"{shards[0]['path']}: is not among {', '.join(FORMATS)}; add such an output to the pipeline")
        return [shard for shard in shards if shard["path"].endswith(ending)]

    def _plan(self, manifest: dict) -> Plan | None:
        for entry in manifest.get("arrangements", []):
            batches = entry.get("batches")
            if batches and self.split == "train" and entry["view"] == self.view.removesuffix("-tokens"):
                copies = batches.get("copies", 1)
                plan = Plan(batches["size"], batches["placed"] * copies, batches.get("accumulate", 1), copies)
                if plan.size < 1 or not 0 <= plan.rows <= self.rows:
                    raise ShardError(f"{self.folder}/manifest.json: batches of {plan.size} over {plan.rows} of {self.rows} rows")
                return plan
        return None

    def verify(self) -> None:
        """Compares the size and SHA-256 of every shard with the manifest."""
        for shard in self.shards:
            path, digest, size = self.folder / shard["path"], hashlib.sha256(), 0
            with _opened(path) as file:
                while block := file.read(1 << 20):
                    digest.update(block)
                    size += len(block)
            if size != shard["bytes"]:
                raise ShardError(f"{path}: has {size} bytes, the manifest says {shard['bytes']}; copy the folder again")
            if digest.hexdigest() != shard["sha256"]:
                raise ShardError(f"{path}: its SHA-256 is not the manifest's; copy the folder again")

    def dataset(self, batch_size: int | None = None, **options) -> "ShardDataset":
        """Batches for one rank; see ``ShardDataset``."""
        return ShardDataset(self, batch_size, **options)

    def blocks(self, size: int, wanted: Callable[[int], bool], first: int = 0) -> Iterator[tuple[int, list[dict]]]:
        """Batches by number from `first` on, where `wanted`; shards before them are not opened, other rows not parsed."""
        number, rows, place = first, [], 0
        for shard in self.shards:
            if place + shard["rows"] <= first * size:
                place += shard["rows"]
                continue
            stored, counted = self._stored_vectors(shard), 0
            for row, parse in _rows(self.folder / shard["path"], self.view):
                at, counted = place + counted, counted + 1
                if at < first * size:
                    continue
                number = at // size
                if wanted(number):
                    rows.append(self._with_vectors(parse(row), stored, counted - 1))
                if (at + 1) % size == 0 or at + 1 == self.rows:
                    if rows:
                        yield number, rows
                    rows = []
            if counted != shard["rows"]:
                raise ShardError(
                    f"{self.folder / shard['path']}: has {counted} rows, the manifest says {shard['rows']}; copy the folder again")
            place += shard["rows"]

    def _stored_vectors(self, shard: dict) -> tuple[np.ndarray, np.ndarray] | None:
        if self.vectors is None:
            return None
        stem = Path(shard["path"]).name.split(".")[0]
        path, ids = self.vectors / f"{stem}.npy", self.vectors / f"{stem}.ids.npy"
        if not path.exists() or not ids.exists():
            raise ShardError(f"{path}: is missing; add the stage `embed` to the pipeline and run it again")
        stored = np.load(path, mmap_mode="r"), np.load(ids, mmap_mode="r")
        if len(stored[0]) != shard["rows"] or len(stored[1]) != shard["rows"]:
            raise ShardError(f"{path}: has {len(stored[0])} rows, its shard {shard['rows']}; the vectors belong to another view")
        return stored

    def _with_vectors(self, row: dict, stored, number: int) -> dict:
        if stored is None:
            return row
        if "id" in row and stored[1][number].astype(str) != row["id"]:
            raise ShardError(f"{self.vectors}: row {number} is of {stored[1][number].astype(str)}, not of {row['id']}")
        return {**row, "vectors": np.array(stored[0][number], dtype=np.float32)}


class ShardDataset(IterableDataset):
    """The batches of one rank; give DataLoader `batch_size=None`, any number of workers, and no sampler."""

    def __init__(self, shards: Shards, batch_size: int | None = None, *, rank: int = 0, world: int = 1, start: int = 0,
                 even: bool = False, rest: bool = True):
        if not 0 <= rank < world:
            raise ShardError(f"rank {rank} of {world}: ranks count from 0")
        plan = shards.plan
        if plan and batch_size not in (None, plan.size):
            raise ShardError(
                f"{shards.folder}: its rows are laid out in batches of {plan.size}, not {batch_size}; "
                f"use that size, or run the stage `batches` with size: {batch_size}")
        if not plan and not batch_size:
            raise ShardError(f"{shards.folder}: has no batch plan for {shards.view}; give a batch size")
        self.shards, self.size = shards, plan.size if plan else batch_size
        self.rank, self.world, self.start = rank, world, start
        rows = shards.rows if rest or not plan else plan.rows
        # A plan whose last rows do not fill a batch shares it with what follows: that batch is not planned.
        self.planned = plan.rows // self.size if plan else 0
        self.batches = -(-rows // self.size)
        if plan and not rest:
            self.batches = self.planned
        if even:
            self.batches = start + (self.batches - start) // world * world

    def __len__(self) -> int:
        """Batches that this rank takes from `start` on."""
        return len(range(self.start + self.rank, self.batches, self.world))

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        number, workers = (worker.id, worker.num_workers) if worker else (0, 1)
        first = self.start + self.rank + number * self.world
        stride = self.world * workers

        def wanted(batch: int) -> bool:
            return batch < self.batches and batch >= first and (batch - first) % stride == 0

        if first >= self.batches:
            return
        for batch, rows in self.shards.blocks(self.size, wanted, first):
            step = (batch - self.start) // self.world
            after = min(self.start + (step + 1) * self.world, self.batches)
            yield Batch(batch, after, rows, planned=batch < self.planned)


def _opened(path: Path):
    try:
        return open(path, "rb")
    except FileNotFoundError:
        raise ShardError(f"{path}: is missing, though the manifest names it; copy the folder again") from None


def _rows(path: Path, view: str) -> Iterator[tuple[object, Callable[[object], dict]]]:
    """Raw rows, each with what makes a dictionary of it, so that rows of others cost no parsing."""
    if path.name.endswith(".parquet"):
        parse = _with_lists if view.removesuffix("-tokens") == "contrastive" else dict
        yield from ((row, parse) for row in _parquet(path))
        return
    parse = json.loads if ".jsonl" in path.name else _columns(view)
    with _opened(path) as file, _plain(path, file) as lines:
        # Lines end with \n alone: texts may hold other separators, which str.splitlines would take for an end.
        with io.TextIOWrapper(lines, encoding="utf-8", newline="\n") as text:
            for line in text:
                yield line.rstrip("\n"), parse


def _plain(path: Path, file):
    if path.name.endswith(".gz"):
        return gzip.GzipFile(fileobj=file)
    if path.name.endswith(".zst"):
        try:
            import zstandard
        except ImportError:
            raise ShardError(f"{path}: needs the package zstandard; install it, or write the format jsonl.gz") from None
        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return file


def _parquet(path: Path) -> Iterator[dict]:
    try:
        import pyarrow.parquet
    except ImportError:
        raise ShardError(f"{path}: needs the package pyarrow; install it, or write the format jsonl.zst") from None
    with _opened(path) as opened:
        file = pyarrow.parquet.ParquetFile(opened)
        for group in range(file.num_row_groups):
            yield from file.read_row_group(group).to_pylist()


def _with_lists(row: dict) -> dict:
    """A row of `contrastive` from columns, with the lists of negatives that JSON lines have."""
    row, lists = dict(row), {"negatives": [], "negative_kinds": [], "negative_scores": [], "negative_ids": []}
    number = 1
    while f"negative_{number}" in row:
        values = [row.pop(f"{name}_{number}", None) for name in ("negative", "kind", "score", "id")]
        if values[0] is not None:
            for known, value in zip(lists.values(), values):
                known.append(value)
        number += 1
    return {**row, **lists}


def _columns(view: str) -> Callable[[str], dict]:
    """How a line of a view's TSV becomes a row: it has no header, and fewer keys than JSON lines."""

    def pairs(line: str) -> dict:
        one, two, label = line.split("\t")
        kind = NLI_CLASSES.get(label)
        if kind is not None:
            return {"sentence1": one, "sentence2": two, "label": float(kind - 2), "scale": "nli", "class": kind}
        value = float(label) if label else None
        return {"sentence1": one, "sentence2": two, "label": value, "class": int(value) if value in (0, 1) else None}

    def seq2seq(line: str) -> dict:
        source, target = line.split("\t")
        return {"source": source, "target": target}

    def contrastive(line: str) -> dict:
        anchor, positive, *negatives = line.split("\t")
        return {"anchor": anchor, "positive": positive, "negatives": negatives}

    def sentences(line: str) -> dict:
        return {"text": line}

    known = {"pairs": pairs, "seq2seq": seq2seq, "contrastive": contrastive, "sentences": sentences}
    if view not in known:
        raise ShardError(f"the view {view} is not read from TSV; write it as jsonl")
    return known[view]
