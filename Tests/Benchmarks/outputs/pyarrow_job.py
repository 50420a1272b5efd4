"""Writes a shard of JSON lines anew with pyarrow: pyarrow_job.py FOLDER FORMAT OUTPUT, FORMAT parquet or tsv."""
import pathlib
import sys

import pyarrow
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

pyarrow.set_cpu_count(2)
folder, ending, output = sys.argv[1:]
files = sorted(pathlib.Path(folder, "data/pairs").glob("train-*.jsonl"))
rows = 0
for number, file in enumerate(files):
    table = pyarrow.json.read_json(file)
    rows += table.num_rows
    path = f"{output}/{number}.{ending}"
    if ending == "parquet":
        pyarrow.parquet.write_table(table, path, compression="zstd", row_group_size=65_536)
    else:
        columns = table.select(["sentence1", "sentence2", "label"])
        options = pyarrow.csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
        pyarrow.csv.write_csv(columns, path, options)
print(rows, "rows")
