#!/usr/bin/env bash
# Measures the data path on generated pairs beside Polars, DuckDB and a plain Python loop, and beside reading and
# hashing the same bytes; then the whole data path beside a plain Python loop that does as much, by datasketch. PAIRS=N sets how
# many pairs, WHOLE_PAIRS=N how many of the second, RUNS=N how often. Run it on a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."
pairs=${PAIRS:-4200000}
whole=${WHOLE_PAIRS:-200000}
runs=${RUNS:-3}
work=${BENCH_FOLDER:-.build/bench}
here=Tests/Benchmarks
mkdir -p "$work/input"
venv=.venv-bench
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import polars, duckdb, datasketch' 2>/dev/null || "$venv/bin/pip" -q install polars duckdb datasketch
python="$venv/bin/python"
"$python" -c 'import polars, duckdb; print("polars", polars.__version__, "duckdb", duckdb.__version__)'
export POLARS_MAX_THREADS=2

input() { # a file of $1 generated pairs
  local file="$work/input/pairs-$1.jsonl"
  [ -f "$file" ] || swift run -c release --package-path Tools/SampleCorpus sample-corpus --pairs "$1" --out "$file" >&2
  echo "$file"
}

measure() { # runs, pairs, jobs
  local times=$1 count=$2
  shift 2
  "$python" $here/measure.py --runs "$times" --pairs "$count" --output "$work/out" "$@"
}

run="--threads 2 --quiet --discard-work --no-index --output $work/out"
for count in $((pairs / 4)) "$pairs"; do
  file=$(input "$count")
  export CORPUS=$here/data-path/generated PAIRS=$file
  echo
  echo "$count pairs, $(wc -c < "$file") bytes"
  measure "$runs" "$count" \
    "curate, the peers' columns=.build/release/curate run $here/data-path/pipeline.yaml --memory 1GiB --set outputs.0.format=tsv.zst $run" \
    "curate, full rows=.build/release/curate run $here/data-path/pipeline.yaml --memory 1GiB $run" \
    "curate, full rows and the index of explain=.build/release/curate run $here/data-path/pipeline.yaml --memory 1GiB ${run/--no-index /}" \
    "curate, --memory 256MiB=.build/release/curate run $here/data-path/pipeline.yaml --memory 256MiB $run" \
    "Polars=$python $here/data-path/polars_job.py $file $work/out" \
    "DuckDB=$python $here/data-path/duckdb_job.py $file $work/out" \
    "reading (wc -l)=wc -l $file" \
    "hashing (sha256sum)=sha256sum $file"
done
echo
measure 1 "$pairs" "plain Python loop=python3 $here/data-path/python_job.py $file $work/out"

# Near duplicates, conflicts, closure and held-out sentences too. What Python left stands in its last column, what curate left in its folder.
file=$(input "$whole")
export PAIRS=$file HELD_OUT=data-schemas/corpora/lcqmc/sample
echo
echo "$whole pairs, the whole data path"
measure "$runs" "$whole" "curate, the whole path=.build/release/curate run $here/whole-path/pipeline.yaml $run"
measure 1 "$whole" "plain Python, the whole path=$python $here/whole-path/python_job.py $file $work/out $HELD_OUT/dev.txt $HELD_OUT/test.txt"
