#!/usr/bin/env python3
"""Measures how well a RoFormer-Sim's likelihood tells broken edits of sentences from natural ones.

Prints a Markdown table: for each way to ask, the chance that a broken edit has worse perplexity, beside its source's,
than a natural one (AUC); the ratio of perplexities that 97 % of the natural ones stay below; the share of broken ones
above it, by fault with --faults.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from scipy.stats import rankdata

from roformer_sim import files
from roformer_sim.decoding import likelihoods

CHECKS = Path(__file__).resolve().parents[1] / "Tests/CurateStagesTests/Counterfactuals"


def rows(name: str) -> list[list[str]]:
    lines = (CHECKS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def hidden(length: int, share: int) -> tuple[tuple[int, int], ...]:
    """Every `share`-th character."""
    return tuple((place, place + 1) for place in range(share - 1, length, share))


#: What is asked of sentence and edit, each a (source, target, masked) triple: the ratio is that of the two perplexities.
WAYS = {
    "edited given edited": (lambda s, e: (e, e, ()), lambda s, e: (s, s, ())),
    "edited given source": (lambda s, e: (s, e, ()), lambda s, e: (s, s, ())),
    "source given edited": (lambda s, e: (e, s, ()), lambda s, e: (s, s, ())),
    "given itself, every 2nd character hidden": (
        lambda s, e: (e, e, hidden(len(e), 2)), lambda s, e: (s, s, hidden(len(s), 2))),
    "given itself, every 3rd character hidden": (
        lambda s, e: (e, e, hidden(len(e), 3)), lambda s, e: (s, s, hidden(len(s), 3))),
    "given itself, all hidden": (lambda s, e: (e, e, hidden(len(e), 1)), lambda s, e: (s, s, hidden(len(s), 1))),
    "given nothing": (lambda s, e: ("", e, ()), lambda s, e: ("", s, ())),
}


def auc(broken: np.ndarray, natural: np.ndarray) -> float:
    ranks = rankdata(np.concatenate([broken, natural]))[: len(broken)].sum()
    return float((ranks - len(broken) * (len(broken) + 1) / 2) / (len(broken) * len(natural)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--faults", action="store_true", help="tell the faults apart")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, tokenizer = files.load(options.model)
    natural = [(sentence, edit) for _, sentence, edit, verdict in rows("judged.tsv") if edit and verdict == "good"]
    broken = [(sentence, edit) for _, sentence, edit in rows("broken.tsv")]
    faults = np.array([fault for fault, _, _ in rows("broken.tsv")])
    print(f"{len(natural)} natural and {len(broken)} broken edits\n")
    print("| perplexity of the edit | AUC | bound | natural passed | broken refused |\n|---|---|---|---|---|")
    by_fault = defaultdict(list)
    for name, (of_edit, of_source) in WAYS.items():
        def ratios(pairs):
            edits = likelihoods(model, tokenizer, [of_edit(*pair) for pair in pairs])
            sources = likelihoods(model, tokenizer, [of_source(*pair) for pair in pairs])
            return np.exp((edits - sources).numpy())

        good, bad = ratios(natural), ratios(broken)
        bound = float(np.quantile(good, 0.97, method="higher"))
        print(f"| {name} | {auc(bad, good):.3f} | {bound:.2f} | {(good <= bound).mean():.3f} | {(bad > bound).mean():.3f} |",
            flush=True)
        for fault in sorted(set(faults)):
            by_fault[name].append(f"{fault} {(bad[faults == fault] > bound).mean():.2f}")
    for name, shares in by_fault.items() if options.faults else ():
        print(f"\n{name}: broken refused: {', '.join(shares)}")


if __name__ == "__main__":
    main()
