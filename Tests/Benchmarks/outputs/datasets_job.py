"""Writes a shard of JSON lines anew with datasets: datasets_job.py FOLDER FORMAT OUTPUT, FORMAT parquet or jsonl."""
import os
import pathlib
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets  # noqa: E402

datasets.disable_progress_bars()
folder, ending, output = sys.argv[1:]
files = [str(file) for file in sorted(pathlib.Path(folder, "data/pairs").glob("train-*.jsonl"))]
rows = datasets.load_dataset("json", data_files=files, split="train", cache_dir=output + "/cache")
if ending == "parquet":
    rows.to_parquet(f"{output}/0.parquet")
else:
    rows.to_json(f"{output}/0.jsonl", force_ascii=False)
print(rows.num_rows, "rows")
