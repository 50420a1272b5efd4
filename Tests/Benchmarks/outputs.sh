#!/usr/bin/env bash
# Measures how fast rows of JSON lines are written in each format, beside pyarrow and datasets writing the same rows; every
# job reads the same shards. OUTPUT_PAIRS=N sets how many pairs, RUNS=N how often.
set -euo pipefail
cd "$(dirname "$0")/../.."
pairs=${OUTPUT_PAIRS:-400000}
runs=${RUNS:-3}
work=${BENCH_FOLDER:-.build/bench}
here=Tests/Benchmarks
curate=${CURATE_PROGRAM:-.build/release/curate}
mkdir -p "$work/input"
venv=${BENCH_VENV:-.venv-bench}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import pyarrow, datasets' 2>/dev/null || "$venv/bin/pip" -q install pyarrow datasets
python="$venv/bin/python"
"$python" -c 'import pyarrow, datasets; print("pyarrow", pyarrow.__version__, "datasets", datasets.__version__)'

file="$work/input/pairs-$pairs.jsonl"
[ -f "$file" ] || swift run -c release --package-path Tools/SampleCorpus sample-corpus --pairs "$pairs" --out "$file" >&2
source="$work/outputs-source"
CORPUS=$here/data-path/generated PAIRS=$file "$curate" run $here/data-path/pipeline.yaml --quiet --threads 2 \
  --memory 1GiB --output "$source" --set outputs.0.format=jsonl > /dev/null
rows=$(cat "$source"/data/pairs/train-*.jsonl | wc -l)
bytes=$(cat "$source"/data/pairs/train-*.jsonl | wc -c)
export="$curate export $source --split train"
peer="$python $here/outputs"
jobs=()
for format in jsonl jsonl.zst tsv parquet tfrecord tar mds; do
  jobs+=("curate, $format=$export --format $format --output $work/out/made")
done
jobs+=("curate, parquet with tokens=$export --format parquet --tokens roformer-sim-demo --output $work/out/made")
for format in parquet tsv; do jobs+=("pyarrow, $format=$peer/pyarrow_job.py $source $format $work/out"); done
for format in jsonl parquet; do jobs+=("datasets, $format=$peer/datasets_job.py $source $format $work/out"); done
jobs+=("reading (sha256sum)=sha256sum $(echo "$source"/data/pairs/train-*.jsonl)")
echo
echo "$rows rows of $bytes bytes as JSON lines"
"$python" $here/measure.py --runs "$runs" --pairs "$rows" --bytes "$bytes" --output "$work/out" "${jobs[@]}"
