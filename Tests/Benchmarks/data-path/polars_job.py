"""The comparable subset of the data path in Polars: everything in memory, Parquet out."""
import sys
import polars as pl

source, output = sys.argv[1], sys.argv[2]


def clean(name):
    text = pl.col(name).str.normalize("NFKC").str.replace_all(r"[\p{Cc}\u200B-\u200F\u2060-\u2064\uFEFF]", "")
    return text.str.replace_all(r"\s+", " ").str.strip_chars().alias(name)


frame = pl.read_ndjson(source).with_columns(clean("sentence1"), clean("sentence2"))
frame = frame.filter(
    pl.col("sentence1").str.len_chars().is_between(2, 76) & pl.col("sentence2").str.len_chars().is_between(2, 76)
)
key1, key2 = pl.col("sentence1").str.to_lowercase(), pl.col("sentence2").str.to_lowercase()
frame = frame.with_columns(
    pl.min_horizontal(key1, key2).alias("low"), pl.max_horizontal(key1, key2).alias("high")
).unique(subset=["low", "high", "label"], keep="first", maintain_order=True).drop("low", "high")
frame = frame.sample(fraction=1.0, shuffle=True, seed=20210719)
rows = 50_000
for number, start in enumerate(range(0, frame.height, rows)):
    frame.slice(start, rows).write_parquet(f"{output}/train-{number:05d}.parquet", compression="zstd", compression_level=3)
print(frame.height)
