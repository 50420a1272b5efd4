"""Mining end to end: curate's mine_negatives beside sentence-transformers' mine_hard_negatives, on the same vectors.

    hard_negatives.py CURATE [--pairs 50000] [--columns 384] [--threads 2]

Both get pairs of texts that mean the same and a vector for each text, look through all texts for each pair's first, take ranks
10 to 100 and keep four that lie below 95 % of the pair's own cosine. Both are measured as processes, from files to rows;
the time that a process takes to import its libraries is told apart.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy

PIPELINE = """name: hard-negatives
seed: 1
teachers: {given: {kind: vectors, path: FOLDER/vectors.npy, texts: FOLDER/texts.txt}}
corpora: [{use: lcqmc, path: FOLDER/corpus, splits: [train]}]
stages:
  - normalize
  - mine_negatives: {teacher: given, per_anchor: 4, ranks: [10, 100], max_of_positive: 0.95, lexical: 0, reciprocal: 0, uses: 1000000}
outputs: [{view: pairs, format: jsonl}]
"""


def prepare(folder, pairs, columns):
    random = numpy.random.default_rng(1)
    letters = numpy.array([chr(0x4E00 + number) for number in range(3000)])
    texts = ["".join(row) for row in letters[random.integers(0, 3000, (2 * pairs, 12))]]
    middles = random.standard_normal((max(1, pairs // 40), columns), dtype=numpy.float32)
    anchors = middles[numpy.arange(pairs) % len(middles)] + 0.7 * random.standard_normal((pairs, columns), dtype=numpy.float32)
    table = numpy.empty((2 * pairs, columns), numpy.float32)
    table[0::2], table[1::2] = anchors, anchors + 0.3 * random.standard_normal((pairs, columns), dtype=numpy.float32)
    numpy.save(folder + "/vectors.npy", table / numpy.linalg.norm(table, axis=1, keepdims=True))
    os.mkdir(folder + "/corpus")
    with open(folder + "/texts.txt", "w", encoding="utf-8") as file:
        file.writelines(text + "\n" for text in texts)
    with open(folder + "/corpus/train.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{one}\t{two}\t1\n" for one, two in zip(texts[0::2], texts[1::2]))
    with open(folder + "/pipeline.yaml", "w", encoding="utf-8") as file:
        file.write(PIPELINE.replace("FOLDER", folder))


def peer(folder, threads):
    """What the peer's process does."""
    started = time.perf_counter()
    import faiss
    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.util import mine_hard_negatives
    torch.set_num_threads(threads)
    faiss.omp_set_num_threads(threads)
    imported = time.perf_counter()
    texts = open(folder + "/texts.txt", encoding="utf-8").read().splitlines()
    table = numpy.load(folder + "/vectors.npy")
    places = {text: place for place, text in enumerate(texts)}

    class Given(SentenceTransformer):
        """Has the vectors already."""

        def __init__(self):
            super().__init__(modules=[torch.nn.Identity()], device="cpu")

        def encode(self, sentences, **_):
            return table[[places[text] for text in sentences]]

        encode_query = encode_document = encode

        def get_embedding_dimension(self):
            return table.shape[1]

        get_sentence_embedding_dimension = get_embedding_dimension

    pairs = Dataset.from_dict({"anchor": texts[0::2], "positive": texts[1::2]})
    found = mine_hard_negatives(
        pairs, Given(), corpus=texts, range_min=10, range_max=100, num_negatives=4, relative_margin=0.05,
        sampling_strategy="top", use_faiss=True, output_format="triplet", verbose=False)
    found.to_json(folder + "/peer.jsonl", force_ascii=False)
    print(json.dumps({"rows": len(found), "importing": imported - started}))


def measured(command):
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = child.communicate()
    if child.returncode:
        sys.exit(f"{command[0]}: {errors[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, processor, after.ru_maxrss / 1024, output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("curate")
    parser.add_argument("--pairs", type=int, default=50_000)
    parser.add_argument("--columns", type=int, default=384)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        return peer(options.peer, options.threads)
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, options.pairs, options.columns)
        print(f"{options.pairs} pairs, {2 * options.pairs} texts of {options.columns} numbers, {options.threads} threads")
        own = measured([options.curate, "run", folder + "/pipeline.yaml", "--output", folder + "/out", "--quiet", "--no-index",
                        "--threads", str(options.threads)])
        rows = sum(json.loads(line).get("origin") == "mined" for name in sorted(os.listdir(folder + "/out/data/pairs"))
                   for line in open(folder + "/out/data/pairs/" + name, encoding="utf-8"))
        print(f"curate                  {own[0]:7.1f} s  {own[1]:7.1f} s of processors  {own[2]:7.0f} MiB at most  {rows} negatives")
        # The most memory of all children so far: told only where the peer's is more.
        other = measured([sys.executable, __file__, options.curate, "--peer", folder, "--threads", str(options.threads)])
        told = json.loads(other[3].strip().splitlines()[-1])
        print(f"sentence-transformers   {other[0]:7.1f} s  {other[1]:7.1f} s of processors  {other[2]:7.0f} MiB at most  "
              f"{told['rows']} negatives, {told['importing']:.1f} s of it importing")
        print(f"curate is {other[0] / own[0]:.1f} times as fast, {(other[0] - told['importing']) / own[0]:.1f} times without importing")


if __name__ == "__main__":
    main()
