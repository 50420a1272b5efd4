#!/bin/sh
# Runs a pipeline, then hands the shards to a trainer, but only where there is a new result.
#   examples/chaining/train.sh [PIPELINE] [OUTPUT]
set -eu
pipeline=${1:-examples/chaining/pipeline.yaml}
output=${2:-out/chained}

# Standard output is one line of JSON, whatever the run tells on standard error.
result=$(curate run "$pipeline" --output "$output" --json 2> /dev/null)
case $result in
  *'"status":"up_to_date"'*) echo "nothing new in $output"; exit 0 ;;
esac
curate verify "$output" > /dev/null
# In place of a trainer: anything that reads the shards.
rows=$(cat "$output"/data/pairs/train-*.jsonl | wc -l)
echo "training on $rows rows of $output"
