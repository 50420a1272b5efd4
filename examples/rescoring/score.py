#!/usr/bin/env python3
"""Scores the pairs of a list by `curate run`; in place of a cross-encoder, by the characters that they share.

    score.py out/rescored/review/mine_negatives.jsonl >> out/scores.jsonl

With sentence-transformers it would be

    model = CrossEncoder("BAAI/bge-reranker-base")
    scores = model.predict([(row["text1"], row["text2"]) for row in rows])
"""
import json
import sys


def score(first, second):
    first, second = set(first), set(second)
    return round(len(first & second) / max(1, len(first | second)), 4)


for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)["values"]
    row["score"] = score(row["text1"], row["text2"])
    print(json.dumps({name: row[name] for name in ("text1", "text2", "score")}, ensure_ascii=False))
