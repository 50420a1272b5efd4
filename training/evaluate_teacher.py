#!/usr/bin/env python3
"""Measures a RoFormer-Sim: paraphrases of held-out sentences, and cosines beside labels.

Prints a Markdown table. Paraphrases come from groups that `sample-corpus groups --split test` wrote; with --show, some
are printed beside their source for a reader to judge.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

import torch
from scipy.stats import spearmanr

from roformer_sim import corpora, files
from roformer_sim.decoding import Sampling, Source, embed, paraphrase
from roformer_sim.filters import key, rejection


def spearman(model, tokenizer, pairs: list[corpora.Pair]) -> float:
    """Rank correlation of cosine and label."""
    left, right, labels = zip(*pairs)
    cosines = (embed(model, tokenizer, list(left)) * embed(model, tokenizer, list(right))).sum(-1)
    return float(spearmanr(cosines.numpy(), labels).statistic)


def candidates(model, tokenizer, sources: list[str], samples: int, top_p: float) -> list[list[tuple[str, float]]]:
    """Different candidates of each source with their cosines, the nearest first."""
    found = []
    for start in range(0, len(sources), 32):
        part = sources[start : start + 32]
        drawn = paraphrase(model, tokenizer, [
            Source(text, start + i, Sampling(samples=samples, top_p=top_p)) for i, text in enumerate(part)])
        for text, answers in zip(part, drawn):
            different = list({key(answer): answer for answer, _ in answers if key(answer)}.values())
            vectors = embed(model, tokenizer, [text, *different])
            found.append(sorted(zip(different, (vectors[1:] @ vectors[0]).tolist()), key=lambda pair: -pair[1]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--groups", type=Path, help="held-out groups")
    parser.add_argument("--sentences", type=Path, help="sentences to paraphrase instead, one a line")
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--samples", type=int, default=16)
    parser.add_argument("--keep", type=int, default=3, help="accepted candidates of a source, the nearest ones")
    parser.add_argument("--top-p", type=float, default=0.95)
    parser.add_argument("--cosine", type=float, nargs=2, default=[0.8, 0.995], metavar=("LEAST", "MOST"))
    parser.add_argument("--sample", type=Path, help="folder of the LCQMC sample")
    parser.add_argument("--corpora", type=Path, help="folder of the public corpora")
    parser.add_argument("--show", type=int, default=0, help="accepted paraphrases to print")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, tokenizer = files.load(options.model)

    if options.groups or options.sentences:
        report_paraphrases(model, tokenizer, options)
    rows = [("sample test", list(corpora.tabbed(options.sample / "test.txt")))] if options.sample else []
    if options.corpora:
        rows += [(name, list(read(options.corpora / path))) for name, path, read in corpora.PUBLIC]
    if rows:
        print("| test set | pairs | Spearman of cosine |\n|---|---|---|")
    for name, pairs in rows:
        print(f"| {name} | {len(pairs)} | {100 * spearman(model, tokenizer, pairs):.1f} |", flush=True)


def report_paraphrases(model, tokenizer, options) -> None:
    dice = random.Random(options.seed)
    if options.sentences:
        sources = [line for line in options.sentences.read_text(encoding="utf-8").splitlines() if line]
    else:
        sources = [dice.choice(group["texts"]) for group in corpora.groups(options.groups)]
    sources = dice.sample(sources, min(options.sources, len(sources)))
    found = candidates(model, tokenizer, sources, options.samples, options.top_p)
    reasons: Counter = Counter()
    kept = []
    for source, answers in zip(sources, found):
        verdicts = [(rejection(source, text, cosine, *options.cosine), text, cosine) for text, cosine in answers]
        reasons.update(reason or "accepted" for reason, _, _ in verdicts)
        kept += [(source, text, cosine) for reason, text, cosine in verdicts if reason is None][: options.keep]
    total = sum(reasons.values())
    print(f"{len(sources)} sources, {options.samples} samples each: {total} different candidates")
    print("| verdict | candidates | share |\n|---|---|---|")
    for reason, count in reasons.most_common():
        print(f"| {reason} | {count} | {100 * count / total:.1f} % |")
    served = len({source for source, _, _ in kept})
    print(f"sources with a paraphrase: {served} of {len(sources)}; kept: {len(kept)}\n")
    for source, text, cosine in dice.sample(kept, min(options.show, len(kept))):
        print(f"{source}\t{text}\t{cosine:.3f}")


if __name__ == "__main__":
    main()
