"""Proves that a folder's batches are free of false negatives, from its shards alone.

usage: check_batches.py FOLDER [--view contrastive] [--size 64] [--accumulate 1] [--random]

Reads the JSON lines of the train split in order, joins what is labelled the same with a union-find of its own over
texts as they stand, and counts the steps in which two rows share a component. Without --size the manifest's batch plan
is read. --random shuffles the rows first, to tell how many steps would be in conflict without a plan. Exits with 1
when a step has a conflict.
"""

import argparse
import gzip
import json
import pathlib
import random
import subprocess
import sys


def lines(path):
    name = str(path)
    if name.endswith(".gz"):
        with gzip.open(name, "rt", encoding="utf-8") as file:
            yield from file
    elif name.endswith(".zst"):
        output = subprocess.run(["zstd", "-dcq", name], check=True, capture_output=True).stdout
        yield from output.decode("utf-8").splitlines()
    else:
        with open(name, encoding="utf-8") as file:
            yield from file


class Components:
    def __init__(self):
        self.parent = {}

    def root(self, text):
        self.parent.setdefault(text, text)
        while self.parent[text] != text:
            self.parent[text] = self.parent[self.parent[text]]
            text = self.parent[text]
        return text

    def join(self, first, second):
        self.parent[self.root(first)] = self.root(second)


def parts(row):
    """What a row stands for, its negatives, and whether its two sentences mean the same."""
    if "anchor" in row:
        return [row["anchor"], row["positive"]], row["negatives"], True
    return [row["sentence1"], row["sentence2"]], [], row["class"] == 1


def conflicts(step, components):
    own = [{components.root(text) for text in row[0]} for row in step]
    negative = [{components.root(text) for text in row[1]} for row in step]
    for i in range(len(step)):
        for j in range(i + 1, len(step)):
            if own[i] & own[j] or own[i] & negative[j] or own[j] & negative[i]:
                return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--view", default="contrastive")
    parser.add_argument("--size", type=int)
    parser.add_argument("--accumulate", type=int)
    parser.add_argument("--random", action="store_true")
    options = parser.parse_args()

    manifest = json.loads((options.folder / "manifest.json").read_text(encoding="utf-8"))
    plans = [p for p in manifest.get("arrangements", []) if p["view"] == options.view and "batches" in p]
    plan = plans[0]["batches"] if plans else {}
    size = options.size or plan.get("size", 64)
    accumulate = options.accumulate or plan.get("accumulate", 1)
    copies = plan.get("copies", 1)

    shards = [s["path"] for s in manifest["shards"] if s["view"] == options.view and s["split"] == "train"]
    rows = [json.loads(line) for shard in shards for line in lines(options.folder / shard)]
    rows = [parts(row) for row in rows[::copies]]
    components = Components()
    for own, _, same in rows:
        if same:
            components.join(*own)
    if options.random:
        random.Random(7).shuffle(rows)
    elif plan:
        rows = rows[: plan["placed"]]
    width = size * accumulate // copies
    steps = [rows[start : start + width] for start in range(0, len(rows) - width + 1, width)]
    bad = [number for number, step in enumerate(steps) if conflicts(step, components)]
    print(json.dumps({"steps": len(steps), "rows": width, "in_conflict": len(bad), "first": bad[:5]}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
