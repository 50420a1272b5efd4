"""The comparable subset of the data path in DuckDB: SQL, two threads, Parquet out."""
import sys
import duckdb

source, output = sys.argv[1], sys.argv[2]
base = duckdb.connect()
base.execute("SET threads TO 2")
base.execute("SELECT setseed(0.20210719)")


def clean(name):
    # DuckDB has NFC only; the compatibility mapping of full-width forms is done by translate.
    wide = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
    narrow = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)).replace("'", "''")
    text = f"translate(nfc_normalize({name}), '{wide}\u3000', '{narrow} ')"
    text = f"regexp_replace({text}, '[\\x00-\\x1F\\x7F\u200b-\u200f\ufeff]', '', 'g')"
    return f"trim(regexp_replace({text}, '\\s+', ' ', 'g'))"


base.execute(
    f"""CREATE TABLE pairs AS WITH cleaned AS (
      SELECT {clean('sentence1')} AS sentence1, {clean('sentence2')} AS sentence2, label
      FROM read_json('{source}', format='newline_delimited', columns={{sentence1: 'VARCHAR', sentence2: 'VARCHAR', label: 'INTEGER'}})),
    kept AS (SELECT * FROM cleaned WHERE length(sentence1) BETWEEN 2 AND 76 AND length(sentence2) BETWEEN 2 AND 76)
    SELECT any_value(sentence1) AS sentence1, any_value(sentence2) AS sentence2, label FROM kept
    GROUP BY least(lower(sentence1), lower(sentence2)), greatest(lower(sentence1), lower(sentence2)), label"""
)
base.execute(
    f"COPY (SELECT * FROM pairs ORDER BY random()) TO '{output}' "
    "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000, FILE_SIZE_BYTES '8MB')"
)
print(base.execute("SELECT count(*) FROM pairs").fetchone()[0])
