"""The whole data path as a plain Python loop, near duplicates by datasketch: what is usually written by hand.

    python_job.py PAIRS.jsonl OUTPUT HELD_OUT.txt ...

Normalizes, filters by length, drops exact duplicates, pairs with two labels, near duplicates (MinHash-LSH of character
bigrams, candidates verified, numbers and negation protected), counts label 0 inside components of positives, keeps held-out
pairs, sentences and near duplicates of them out, shuffles and writes shards.
"""
import json
import random
import re
import sys
import unicodedata

from datasketch import MinHash, MinHashLSH

NEAR, PERMUTATIONS = 0.85, 128
source, output, held_out = sys.argv[1], sys.argv[2], sys.argv[3:]
dropped = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff]")
white = re.compile(r"\s+")
facts = re.compile(r"[0-9]+|[不没别无未非]")


def clean(text):
    return white.sub(" ", dropped.sub("", unicodedata.normalize("NFKC", text))).strip()


def key(text):
    return "".join(letter for letter in text.lower() if letter.isalnum())


def bigrams(text):
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def minhash(grams):
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([gram.encode() for gram in grams])
    return made


def near(one, other):
    return len(one & other) >= NEAR * len(one | other)


# Held-out sentences.
held_pairs, held_sentences = set(), {}
held_lsh = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)
for name in held_out:
    for line in open(name, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 3:
            continue
        keys = [key(clean(cell)) for cell in cells[:2]]
        held_pairs.add(frozenset(keys))
        for text in keys:
            if text not in held_sentences:
                held_sentences[text] = bigrams(text)
                held_lsh.insert(text, minhash(held_sentences[text]))

# Exact duplicates and conflicts.
rows, labels = {}, {}
with open(source, encoding="utf-8") as lines:
    for line in lines:
        row = json.loads(line)
        a, b = clean(row["sentence1"]), clean(row["sentence2"])
        if not (2 <= len(a) <= 76 and 2 <= len(b) <= 76):
            continue
        pair = tuple(sorted((key(a), key(b))))
        labels.setdefault(pair, set()).add(row["label"])
        rows.setdefault((pair, row["label"]), (a, b, row["label"]))

# Near duplicates, held-out sentences.
kept, grams, parent = [], {}, {}
lsh = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)


def sentence(text):
    if text not in grams:
        found = bigrams(text)
        grams[text] = (found, minhash(found), facts.findall(text))
    return grams[text]


def same(pair, other):
    return all(
        sentence(one)[2] == sentence(two)[2] and near(sentence(one)[0], sentence(two)[0]) for one, two in zip(pair, other))


def leaks(pair):
    if frozenset(pair) in held_pairs or any(text in held_sentences for text in pair):
        return True
    return any(
        near(sentence(text)[0], held_sentences[found]) for text in pair for found in held_lsh.query(sentence(text)[1]))


for place, ((pair, label), row) in enumerate(rows.items()):
    if len(labels[pair]) > 1:
        continue
    both = sentence(pair[0])[1].copy()
    both.merge(sentence(pair[1])[1])
    if any(other[1] == label and same(pair, other[0]) for other in lsh.query(both)):
        continue
    lsh.insert((pair, label), both)
    if not leaks(pair):
        kept.append((pair, row))


# Label 0 inside a component of positives.
def root(text):
    while parent.setdefault(text, text) != text:
        parent[text] = parent[parent[text]]
        text = parent[text]
    return text


for pair, row in kept:
    if row[2] == 1:
        parent[root(pair[0])] = root(pair[1])
breaks = sum(row[2] == 0 and root(pair[0]) == root(pair[1]) for pair, row in kept)

random.Random(20210719).shuffle(kept)
for number, start in enumerate(range(0, len(kept), 50_000)):
    with open(f"{output}/train-{number:05d}.jsonl", "w", encoding="utf-8") as shard:
        for _, (a, b, label) in kept[start : start + 50_000]:
            shard.write(json.dumps({"sentence1": a, "sentence2": b, "label": label}, ensure_ascii=False) + "\n")
print(f"{len(kept)} rows, {breaks} closure breaks")
