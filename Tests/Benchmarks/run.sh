#!/usr/bin/env bash
# Measures the data path on generated pairs beside Polars, DuckDB and a plain Python loop, and beside reading and
# hashing the same bytes. PAIRS=N sets how many pairs, RUNS=N how often.
set -euo pipefail
cd "$(dirname "$0")/../.."
pairs=${PAIRS:-4200000}
runs=${RUNS:-3}
work=${BENCH_FOLDER:-.build/bench}
mkdir -p "$work/input"
input="$work/input/pairs-$pairs.jsonl"
[ -f "$input" ] || swift run -c release --package-path Tools/SampleCorpus sample-corpus --pairs "$pairs" --out "$input"
venv=.venv-bench
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import polars, duckdb' 2>/dev/null || "$venv/bin/pip" -q install polars duckdb
"$venv/bin/python" -c 'import polars, duckdb; print("polars", polars.__version__, "duckdb", duckdb.__version__)'
ls -l "$input" | awk '{print $5 " bytes"}'
here=Tests/Benchmarks
python="$venv/bin/python"
export POLARS_MAX_THREADS=2
export CORPUS=$here/data-path/generated PAIRS=$input
jobs=(
  "curate, 2 threads=.build/release/curate run $here/data-path/pipeline.yaml --threads 2 --memory 1GiB --quiet --discard-work --output $work/out"
  "curate, 256 MiB=.build/release/curate run $here/data-path/pipeline.yaml --threads 2 --memory 256MiB --quiet --discard-work --output $work/out"
  "Polars=$python $here/data-path/polars_job.py $input $work/out"
  "DuckDB=$python $here/data-path/duckdb_job.py $input $work/out"
  "reading (wc -l)=wc -l $input"
  "hashing (sha256sum)=sha256sum $input"
)
"$python" $here/measure.py --runs "$runs" --pairs "$pairs" --output "$work/out" "${jobs[@]}"
"$python" $here/measure.py --runs 1 --pairs "$pairs" --output "$work/out" \
  "plain Python loop=python3 $here/data-path/python_job.py $input $work/out"
