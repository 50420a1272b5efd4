"""Mining's benchmark: the nearest rows of all rows, beside faiss called from Python on the same vectors in one run.

    peer.py NATIVE_BINARY [--rows 100000] [--columns 384] [--most 100] [--threads 2] [--index exact ivf hnsw]

Recall is measured against the first index asked for, exact where it is among them. The vectors are of length 1 and lie
around middles, some forty to each, as sentences of one topic do.
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

import faiss


def vectors(rows, columns):
    random = numpy.random.default_rng(1)
    middles = random.standard_normal((rows // 40, columns), dtype=numpy.float32)
    table = middles[numpy.arange(rows) % len(middles)]
    table += 0.7 * random.standard_normal((rows, columns), dtype=numpy.float32)
    return table / numpy.linalg.norm(table, axis=1, keepdims=True)


def peer(kind, table, most):
    rows, columns = table.shape
    start = time.perf_counter()
    if kind == "exact":
        index = faiss.IndexFlatIP(columns)
    elif kind == "ivf":
        lists = max(1, min(rows // 39, int(4 * rows ** 0.5)))
        index = faiss.IndexIVFFlat(faiss.IndexFlatIP(columns), columns, lists, faiss.METRIC_INNER_PRODUCT)
        index.nprobe = min(lists, max(32, lists // 50))
        index.train(table)
    else:
        index = faiss.IndexHNSWFlat(columns, 32, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 80
        index.hnsw.efSearch = max(128, 2 * most)
    index.add(table)
    built = time.perf_counter()
    found = index.search(table, most)[1]
    return built - start, time.perf_counter() - built, found


def recall(found, right):
    sample = range(0, len(right), max(1, len(right) // 2000))
    return sum(len(set(found[row]) & set(right[row])) for row in sample) / (len(sample) * right.shape[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("native")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=384)
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--index", nargs="+", default=["exact", "ivf", "hnsw"], choices=["exact", "ivf", "hnsw"])
    options = parser.parse_args()
    faiss.omp_set_num_threads(options.threads)
    table = vectors(options.rows, options.columns)
    print(f"{options.rows} x {options.rows} vectors of {options.columns}, top {options.most}, {options.threads} threads; "
          f"faiss {faiss.__version__}")
    print(f"{'':24}{'build s':>10}{'search s':>10}{'processor s':>13}{'recall':>8}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        table.tofile(f"{folder}/vectors")
        right = None
        for kind in sorted(options.index):
            used = time.process_time()
            build, search, found = peer(kind, table, options.most)
            used = time.process_time() - used
            right = found if right is None else right
            line(f"faiss, {kind}", build, search, used, recall(found, right),
                 resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
            ran = subprocess.run(
                [options.native, f"{folder}/vectors", str(options.columns), str(options.most), str(options.threads),
                 kind, f"{folder}/found"], check=True, capture_output=True, text=True, env=os.environ)
            native = json.loads(ran.stdout)
            found = numpy.fromfile(f"{folder}/found", dtype=numpy.int32).reshape(-1, options.most)
            line(f"curate, {kind}", native["build"], native["search"], native["processor"], recall(found, right),
                 native["bytes"])
    return 0


def line(name, build, search, used, share, size):
    print(f"{name:24}{build:10.1f}{search:10.1f}{used:13.1f}{share:8.3f}{size / 2 ** 20:10.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
