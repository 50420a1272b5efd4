"""The comparable subset of the data path as a plain Python loop."""
import json
import random
import re
import sys
import unicodedata

source, output = sys.argv[1], sys.argv[2]
dropped = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff]")
white = re.compile(r"\s+")


def clean(text):
    return white.sub(" ", dropped.sub("", unicodedata.normalize("NFKC", text))).strip()


seen, kept = set(), []
with open(source, encoding="utf-8") as lines:
    for line in lines:
        row = json.loads(line)
        a, b = clean(row["sentence1"]), clean(row["sentence2"])
        if not (2 <= len(a) <= 76 and 2 <= len(b) <= 76):
            continue
        key = (*sorted((a.lower(), b.lower())), row["label"])
        if key in seen:
            continue
        seen.add(key)
        kept.append((a, b, row["label"]))
random.Random(20210719).shuffle(kept)
for number, start in enumerate(range(0, len(kept), 50_000)):
    with open(f"{output}/train-{number:05d}.jsonl", "w", encoding="utf-8") as shard:
        for a, b, label in kept[start : start + 50_000]:
            shard.write(json.dumps({"sentence1": a, "sentence2": b, "label": label}, ensure_ascii=False) + "\n")
print(len(kept))
