#!/bin/sh
# Mines, scores what has no score yet, and mines again, until nothing is left to score.
#   examples/rescoring/loop.sh [OUTPUT] [SCORES]
set -eu
output=${1:-out/rescored}
SCORES=${2:-out/scores.jsonl}
export SCORES
here=$(dirname "$0")

mkdir -p "$(dirname "$SCORES")"
touch "$SCORES"
curate run "$here/pipeline.yaml" --output "$output" 2> /dev/null
while [ -e "$output/review/mine_negatives.jsonl" ]; do
  echo "scoring $(wc -l < "$output/review/mine_negatives.jsonl") pairs"
  python3 "$here/score.py" "$output/review/mine_negatives.jsonl" >> "$SCORES"
  curate run "$here/pipeline.yaml" --output "$output" 2> /dev/null
done
