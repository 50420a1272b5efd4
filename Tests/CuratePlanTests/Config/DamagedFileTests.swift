import CurateCore
import Testing

@testable import CuratePlan

/// Whatever is lost from a file, reading it ends in a value or in messages that have a place.
struct DamagedFileTests {
    private let pipelineFile = """
        name: x
        seed: ${SEED:-7}
        corpora:
          - {use: lcqmc, path: "a\\tb", splits: [train], max_rejected: 1%}
        held_out: [lcqmc/dev, {use: 'afqmc', splits: test}]
        stages:
          - normalize
          - every: {cosine: [0.1, 0.9], weights: {a: 1}, levels: [pair]}
          - guard:
          - shuffle
        outputs:
          - {view: pairs, format: jsonl.gz, max_bytes: 1MiB}
        """

    private let corpusFile = """
        corpus: mine
        title: "t"
        home: https://example.org
        licence: none
        licence_class: open
        type: mixed
        labels: {scale: binary, values: {"0": 0, 是: 1}}
        layouts:
          - name: a
            format: csv
            header: true
            shape: pair
            columns: {a: s1, b: s2, label: 3}
            splits: {train: [a.csv], x/dev: {files: b, labelled: false}}
        """

    /// The text without each of its characters, and cut off at each.
    private func damaged(_ text: String) -> [String] {
        text.indices.flatMap { index in
            var shorter = text
            shorter.remove(at: index)
            return [shorter, String(text[..<index])]
        }
    }

    @Test func pipelines() {
        for text in [pipelineFile] + damaged(pipelineFile) {
            let found = findings(text)
            #expect(found.allSatisfy { $0.hasPrefix("p.yaml:") }, "\(text)")
        }
        #expect(findings(pipelineFile) == [])
    }

    @Test func corpora() throws {
        _ = try CorpusYAML.read(corpusFile, file: "c.yaml", folder: "mine")
        for text in damaged(corpusFile) {
            do { _ = try CorpusYAML.read(text, file: "c.yaml", folder: "mine") } catch {
                #expect(!error.all.isEmpty && error.all.allSatisfy { $0.file == "c.yaml" && $0.line != nil }, "\(text)")
            }
        }
    }
}
