#!/usr/bin/env python3
"""Trains the same encoder with the same steps and seeds on differently made data, and compares.

Each arm is a pipeline of training/ablation/; arms whose stages the curate at hand lacks are told and skipped.
All arms take the same share of the same training files; an arm with fewer rows repeats them sooner. A test set of which the
first arm has trained on pairs is measured a second time without those.
Prints a Markdown table: mean over the seeds, and the standard deviation behind ±. Finished runs are kept in OUTPUT.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import torch

from curate_shards import Shards
from evaluate import measure, test_sets
from roformer_sim import files
from roformer_sim.fine_tuning import VIEWS, Objective
from train import Settings, Training

ARMS = Path(__file__).resolve().parent / "ablation"


def curated(pipeline: Path, options) -> Path | None:
    """The arm's finished folder; None where curate cannot run its pipeline."""
    folder = options.output / "data" / pipeline.stem
    command = [options.curate, "run", str(pipeline), "--output", str(folder), "--threads", "1", "--quiet"]
    variables = {"CORPORA": str(options.corpora.resolve()), "SHARE": str(options.share), "PARAPHRASES": str(options.paraphrases)}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables})
    if done.returncode == 0:
        return folder
    errors = [line for line in done.stderr.splitlines() if "error" in line] or done.stderr.splitlines()[-1:] or ["?"]
    print(f"skipped {pipeline.stem}: {errors[0].strip()}", file=sys.stderr)
    return None


def result(arm: str, folder: Path | None, seed: int, sets, options) -> dict:
    """Measures of one training, from an earlier start of this script where it was finished."""
    kept = options.output / f"{arm}-{seed}.json"
    if kept.exists():
        return json.loads(kept.read_text())
    settings = Settings(steps=options.steps, batch=options.batch, rate=options.rate, seed=seed, warmup=20)
    objective = Objective(options.objective, max_length=48)
    started = time.process_time()
    training = Training(options.model, Shards(folder, VIEWS[options.objective]), options.output / "model", objective, settings,
                        device=options.device)
    # Seeds differ in dropout and in where in the order a training begins.
    losses = train(training, seed)
    training.model.eval()
    found = {**measure(training.model, training.tokenizer, sets), "loss": losses[-1], "rows": training.shards.rows,
             "seconds": time.process_time() - started}
    kept.write_text(json.dumps(found))
    return found


def train(training: Training, seed: int) -> list[float]:
    """Takes the training's steps from a place in the order that depends on the seed alone."""
    losses: list[float] = []
    place = seed * 7919 % training.per_epoch
    while training.step < training.steps:
        for batch in training.batches(place):
            loss = training.take(batch.rows)
            losses += [loss] if loss is not None else []
            if training.step >= training.steps:
                break
        place = 0
    return losses


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the public corpora")
    parser.add_argument("--output", type=Path, default=Path("out/ablation"))
    parser.add_argument("--model", type=Path, default=Path("models/roformer-sim-demo"), help="where every training starts")
    parser.add_argument("--curate", default=os.environ.get("CURATE", "curate"), help="program; default CURATE, or curate")
    parser.add_argument("--objective", choices=["cosent", "supervised"], default="cosent")
    parser.add_argument("--arms", nargs="*", help="default all pipelines of training/ablation")
    parser.add_argument("--share", type=float, default=0.15, help="of the training files; default 0.15")
    parser.add_argument("--paraphrases", type=int, default=300, help="sentences that arm d has paraphrased; default 300")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--most", type=int, default=2000, help="pairs of a test set; default 2000")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.output.mkdir(parents=True, exist_ok=True)
    sets = test_sets(options.corpora, None, "test", options.most)
    pipelines = sorted(path for path in ARMS.glob("*.yaml") if not options.arms or path.stem in options.arms)
    folders = {path.stem: curated(path, options) for path in pipelines}
    sets = parted(sets, next(folder for folder in folders.values() if folder))
    found: dict[str, list[dict]] = {arm: [] for arm, folder in folders.items() if folder}
    for seed in options.seeds:
        for arm in found:
            found[arm].append(result(arm, folders[arm], seed, sets, options))
            print(f"{arm}, seed {seed}: {found[arm][-1]['seconds']:.0f} s", file=sys.stderr, flush=True)
    print(table(found, before(sets, options)))


def parted(sets, folder: Path) -> list:
    """The test sets and, where training rows of a folder hold pairs of one, what is left of it without them."""
    trained = {pair_key(row["sentence1"], row["sentence2"]) for batch in Shards(folder, "pairs").dataset(1024) for row in batch.rows}
    found = []
    for name, pairs in sets:
        unseen = [pair for pair in pairs if pair_key(*pair[:2]) not in trained]
        found += [(name, pairs)] + ([(f"{name}, not trained on", unseen)] if len(unseen) < len(pairs) else [])
    return found


def pair_key(one: str, two: str) -> frozenset[str]:
    """What two pairs have in common that differ in width, case, space or order alone."""
    return frozenset("".join(unicodedata.normalize("NFKC", text).lower().split()) for text in (one, two))


def before(sets, options) -> dict:
    """Measures of the model that every training starts from."""
    model, tokenizer = files.load(options.model)
    return measure(model.to(options.device), tokenizer, sets)


def table(found: dict[str, list[dict]], start: dict) -> str:
    arms = list(found)
    lines = ["| measure | before | " + " | ".join(arms) + " |", "|---|---|" + "---|" * len(arms)]

    def line(name: str, value) -> str:
        cells = [f"{value(start):.1f}"] + [_spread([value(one) for one in found[arm]]) for arm in arms]
        return f"| {name} | " + " | ".join(cells) + " |"

    lines.append("| training rows | | " + " | ".join(str(found[arm][0]["rows"]) for arm in arms) + " |")
    for name, measured in start["spearman"].items():
        lines.append(line(f"Spearman {name} ({measured['pairs']})", lambda one, name=name: one["spearman"][name]["value"]))
    for place, score in enumerate(start["challenge"]):
        lines.append(line(f"challenge AUC {score['category']}", lambda one, place=place: 100 * one["challenge"][place]["auc"]))
    return "\n".join(lines)


def _spread(values: list[float]) -> str:
    if len(values) < 2:
        return f"{values[0]:.1f}"
    return f"{statistics.mean(values):.1f} ± {statistics.stdev(values):.1f}"


if __name__ == "__main__":
    main()
