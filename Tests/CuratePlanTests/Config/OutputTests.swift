import CurateCore
import Testing

@testable import CuratePlan

struct OutputTests {
    private func complaint(_ output: String) -> [String] {
        findings("name: x\ncorpora: [{use: a}]\nstages: [shuffle]\noutputs:\n  - {\(output)}\n")
    }

    @Test(arguments: [
        (
            "view: seq2seq, format: jsonl",
            "5:12: error: the view 'seq2seq' is not available in this version. Available: contrastive, pairs."
        ),
        (
            "view: contrastive, format: tsv",
            "5:33: error: the view 'contrastive' cannot be written as 'tsv' in this version. Available: jsonl."
        ),
        (
            "view: pairs, format: parquet",
            "5:27: error: the view 'pairs' cannot be written as 'parquet' in this version. Available: jsonl, jsonl.gz, tsv."
        ),
        (
            "view: pairs, format: jsnl",
            "5:27: error: 'format' must be one of jsonl, jsonl.gz, jsonl.zst, tsv, tsv.gz, tsv.zst, parquet, not 'jsnl'. Did you mean 'jsonl'?"
        ),
        ("format: tsv", "5:5: error: 'view' is missing."),
        ("view: pairs, format: tsv, level: 3", "5:39: error: 'level' sets a compression, but 'tsv' is not compressed."),
        ("view: pairs, format: jsonl.gz, level: 10", "5:44: error: 'level' must be an integer from 1 to 9, not '10'."),
        ("view: pairs, format: tsv, max_rows: 0", "5:42: error: 'max_rows' must be an integer of at least 1, not '0'."),
        (
            "view: pairs, format: tsv, max_bytes: much",
            "5:43: error: 'max_bytes' must be a size such as 64MiB or 10MB, not 'much'."
        ),
        (
            "view: pairs, format: tsv, shards: 3",
            "5:32: error: unknown key 'shards' in an entry of 'outputs'. Possible: fewer, format, layout, level, max_bytes, max_rows, negatives, tokens, view."
        ),
        (
            "view: pairs, format: tsv, tokens: {vocabulary: v}",
            "5:40: error: 'tokens' are lists of numbers, for which 'tsv' has no form. Write parquet, jsonl, tfrecord or tar, or count them alone with 'columns: false'."
        ),
        (
            "view: pairs, format: jsonl, tokens: {max_length: 64}",
            "5:42: error: 'vocabulary' is missing."
        ),
        (
            "view: pairs, format: jsonl, tokens: {vocabulary: v, max_length: 3}",
            "5:70: error: 'max_length' must be an integer from 4 to 4096, not '3'."
        ),
        (
            "view: pairs, format: jsonl, tokens: {vocabulary: v, length: 3}",
            "5:58: error: unknown key 'length' in 'tokens'. Possible: columns, max_length, vocabulary."
        ),
    ])
    func wrongOutputs(_ output: String, _ message: String) { #expect(complaint(output) == ["p.yaml:" + message]) }

    @Test func outputWrittenTwice() {
        let text = pipelineText().replacing(
            "outputs:\n", with: "outputs:\n  - {view: pairs, format: tsv}\n")
        #expect(findings(text) == ["p.yaml:6:5: error: the view 'pairs' is written twice. Keep one output of it."])
    }

    @Test func aViewMayStandBesideItselfWithTokens() throws {
        let text = pipelineText().replacing(
            "outputs:\n",
            with: "outputs:\n  - {view: pairs, format: jsonl, tokens: {vocabulary: v}}\n")
        #expect(findings(text) == [])
        let twice = text.replacing(
            "outputs:\n", with: "outputs:\n  - {view: pairs, format: jsonl, tokens: {vocabulary: w}}\n")
        #expect(
            findings(twice) == [
                "p.yaml:6:5: error: the view 'pairs' with tokens is written twice. Keep one output of it."
            ])
    }

    @Test(arguments: [
        ("64MiB", 64 << 20), ("10 MB", 10_000_000), ("1.5k", 1536), ("2GiB", 2 << 30), ("4096", 4096), ("7B", 7),
    ])
    func sizes(_ text: String, _ bytes: Int) { #expect(ByteSize.parse(text) == bytes) }

    @Test(arguments: ["", "MiB", "-1", "0", "1TB", "1 2", "1..2k", "99999999999GiB"])
    func notSizes(_ text: String) { #expect(ByteSize.parse(text) == nil) }
}
