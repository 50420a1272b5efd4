#!/usr/bin/env python3
"""Measures an encoder: rank correlation of cosine and label, and the challenge set.

Test sets as in C-MTEB: Spearman of the cosine and the label as it is. Prints Markdown tables, or JSON.
"""

import argparse
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

import torch

from curate_shards import ShardError, Shards
from evaluate_teacher import spearman
from roformer_sim import challenge, corpora, files
from roformer_sim.decoding import embed


def test_sets(folder: Path | None, data: Path | None, split: str, most: int) -> list[tuple[str, list[corpora.Pair]]]:
    """Public test sets below `folder` that are there, and a split of a curate folder; at most so many pairs of each."""
    found = []
    if data:
        rows = [row for batch in Shards(data, "pairs", split).dataset(1024) for row in batch.rows]
        pairs = [(row["sentence1"], row["sentence2"], row["label"]) for row in rows if row.get("label") is not None]
        found.append((f"{data.name} {split}", pairs))
    for name, path, read in corpora.PUBLIC if folder else []:
        if (folder / path).exists():
            found.append((name, list(read(folder / path))))
    return [(name, random.Random(1).sample(pairs, most) if 0 < most < len(pairs) else pairs) for name, pairs in found]


def challenged(model, tokenizer) -> list[challenge.Score]:
    """The challenge set's scores by category."""
    of = challenge.triples()
    sentence, same, different = (
        embed(model, tokenizer, [getattr(t, name) for t in of]) for name in ("sentence", "same", "different"))
    return challenge.scores(of, (sentence * same).sum(-1).tolist(), (sentence * different).sum(-1).tolist())


def measure(model, tokenizer, sets) -> dict:
    """Everything as one value."""
    return {
        "spearman": {name: {"pairs": len(pairs), "value": 100 * spearman(model, tokenizer, pairs)} for name, pairs in sets},
        "challenge": [asdict(score) for score in challenged(model, tokenizer)],
    }


def table(found: dict) -> str:
    lines = ["| test set | pairs | Spearman of cosine |", "|---|---|---|"] if found["spearman"] else []
    lines += [f"| {name} | {one['pairs']} | {one['value']:.1f} |" for name, one in found["spearman"].items()]
    lines += ["", "| challenge | pairs | paraphrase nearer | AUC | cosine same | cosine different |", "|---|---|---|---|---|---|"]
    lines += [f"| {s['category']} | {s['pairs']} | {100 * s['accuracy']:.0f} % | {s['auc']:.2f} | {s['same']:.2f} | "
              f"{s['different']:.2f} |" for s in found["challenge"]]
    return "\n".join(lines).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, help="finished folder of `curate run`, whose --split is measured")
    parser.add_argument("--split", default="test")
    parser.add_argument("--corpora", type=Path, help="folder of the public corpora")
    parser.add_argument("--most", type=int, default=0, help="pairs of a test set, drawn evenly; default all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    try:
        sets = test_sets(options.corpora, options.data, options.split, options.most)
    except ShardError as error:
        sys.exit(f"error: {error}")
    found = measure(*files.load(options.model), sets)
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else table(found))


if __name__ == "__main__":
    main()
