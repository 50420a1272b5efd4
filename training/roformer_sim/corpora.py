"""Labelled sentence pairs of the sample and of the public test sets."""

import csv
import json
from pathlib import Path
from typing import Callable, Iterator

Pair = tuple[str, str, float]


def tabbed(path: Path) -> Iterator[Pair]:
    """`a TAB b TAB label` without a header; rows of another shape or label are passed over."""
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        columns = line.rstrip("\r").split("\t")
        if len(columns) == 3 and columns[2].isdigit():
            yield columns[0], columns[1], float(columns[2])


def numbered(path: Path) -> Iterator[Pair]:
    """PAWS-X: `id TAB a TAB b TAB label`, a header first."""
    for line in path.read_text(encoding="utf-8").split("\n")[1:]:
        columns = line.split("\t")
        if len(columns) == 4:
            yield columns[1], columns[2], float(columns[3])


def tabbed_header(path: Path) -> Iterator[Pair]:
    """`a TAB b TAB label`, a header first."""
    for line in path.read_text(encoding="utf-8-sig").split("\n")[1:]:
        columns = line.split("\t")
        if len(columns) == 3:
            yield columns[0], columns[1], float(columns[2])


def commas(path: Path) -> Iterator[Pair]:
    """BQ: comma-separated, a header first."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            if len(row) == 3:
                yield row[0], row[1], float(row[2])


#: Name, file below the folder of corpora, reader.
PUBLIC: list[tuple[str, str, Callable[[Path], Iterator[Pair]]]] = [
    ("LCQMC test", "LCQMC/test.txt", tabbed),
    ("BQ dev", "BQ/dev.csv", commas),
    ("ATEC test", "ATEC/atec_ccks_test.csv", tabbed_header),
    ("AFQMC dev", "AFQMC/dev.txt", tabbed),
    ("PAWS-X dev", "PAWSX/dev_2k.tsv", numbered),
    ("STS-B test", "STS-B/sts-b-test.txt", tabbed),
]


def groups(path: Path) -> list[dict]:
    """Groups of paraphrases as `sample-corpus groups` writes them."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
