import CurateCore
import Foundation
import Testing

@testable import CuratePlan

struct PipelineReaderTests {
    private let full = """
        name: lcqmc
        about: a trial
        seed: 7
        max_rejected: 5
        corpora:
          - use: lcqmc
            path: data/LCQMC
            layout: official-tsv
            splits: [train]
            as: questions
            max_rejected: 0.5%
          - {use: corpora/mine, splits: a/train}
        held_out: [questions/dev, {use: afqmc, path: elsewhere, splits: [dev, test], layout: clue-jsonl}, mine/b/test]
        write_held_out: false
        stages:
          - normalize
          - clean: {max_chars: 60}
          - guard:
          - shuffle: {}
        outputs:
          - {view: pairs, format: jsonl.gz, max_rows: 10, max_bytes: 1KiB, level: 9}
          - {view: contrastive, format: jsonl}
        """

    @Test func everyKey() throws {
        let read = try pipeline(full)
        #expect(read.name == "lcqmc")
        #expect(read.about == "a trial")
        #expect(read.seed == 7)
        #expect(!read.writeHeldOut)
        #expect(
            read.corpora == [
                CorpusUse(
                    use: "lcqmc", path: "data/LCQMC", layout: "official-tsv", splits: ["train"], label: "questions",
                    maxRejected: .share(0.005), line: 6, column: 5),
                CorpusUse(
                    use: "corpora/mine", splits: ["a/train"], label: "mine", maxRejected: .count(5), line: 12, column: 5
                ),
            ])
    }

    @Test func heldOutSplitsAreFoundWhereTheirCorpusIs() throws {
        #expect(
            try pipeline(full).heldOut == [
                HeldOutUse(
                    use: "lcqmc", path: "data/LCQMC", layout: "official-tsv", splits: ["dev"], label: "questions",
                    maxRejected: .share(0.005), line: 13, column: 12),
                HeldOutUse(
                    use: "afqmc", path: "elsewhere", layout: "clue-jsonl", splits: ["dev", "test"], label: "afqmc",
                    maxRejected: .count(5), line: 13, column: 27),
                HeldOutUse(
                    use: "corpora/mine", splits: ["b/test"], label: "mine", maxRejected: .count(5), line: 13, column: 99
                ),
            ])
    }

    @Test func stagesAndOutputs() throws {
        let read = try pipeline(full)
        #expect(read.stages.map(\.name) == ["normalize", "clean", "guard", "shuffle"])
        #expect(
            read.stages[1]
                == StageUse(name: "clean", options: Options(["min_chars": 2, "max_chars": 60]), line: 17, column: 5))
        #expect(
            read.outputs == [
                OutputUse(
                    view: "pairs", format: "jsonl.gz", maxRows: 10, maxBytes: 1024, level: 9, line: 21, column: 5),
                OutputUse(view: "contrastive", format: "jsonl", line: 22, column: 5),
            ])
    }

    @Test func defaults() throws {
        let read = try pipeline("name: x\ncorpora: [{use: lcqmc}]\n")
        #expect(read.seed == 20_210_719)
        #expect(read.writeHeldOut)
        #expect(read.corpora[0] == CorpusUse(use: "lcqmc", line: 2, column: 11))
        #expect(read.corpora[0].path == "sample")
        #expect(read.corpora[0].maxRejected == .share(0.01))
        #expect(read.heldOut.isEmpty && read.stages.isEmpty && read.outputs.isEmpty)
    }

    @Test func storedAsJSONItReadsBack() throws {
        let text = pipelineText(
            stages: "  - every: {share: 1, weights: {b: 1, a: 2.5}, spellings: {x: y, z: 3}, word: w}")
        for read in [try pipeline(full), try pipeline(text)] {
            #expect(try JSONDecoder().decode(Pipeline.self, from: JSONEncoder().encode(read)) == read)
        }
    }

    @Test func withoutPlacesCommentsDoNotCount() throws {
        let spaced = try pipeline("# words\n\n" + full.replacing("  - clean:", with: "  # more\n  -   clean:"))
        #expect(spaced != (try pipeline(full)))
        #expect(spaced.withoutPlaces == (try pipeline(full)).withoutPlaces)
    }

    @Test func allErrorsTogetherInOrder() {
        let text = """
            nmae: x
            seed: -1
            corpora:
              - use: lcqmc
                pth: here
              - path: there
            held_out: lcqmc/dev
            stages:
              - normalise
              - clean: {max_char: 5}
            outputs:
              - {view: pair, format: jsonl}
            """
        #expect(
            findings(text) == [
                "p.yaml:1:1: error: unknown key 'nmae' in the pipeline. Did you mean 'name'?",
                "p.yaml:1:1: error: 'name' is missing.",
                "p.yaml:2:7: error: 'seed' must be an integer of at least 0, not '-1'.",
                "p.yaml:5:5: error: unknown key 'pth' in an entry of 'corpora'. Did you mean 'path'?",
                "p.yaml:6:5: error: 'use' is missing.",
                "p.yaml:7:11: error: 'held_out' must be a list, not 'lcqmc/dev'.",
                "p.yaml:9:5: error: unknown stage 'normalise'. Did you mean 'normalize'?",
                "p.yaml:10:13: error: unknown option 'max_char' of 'clean'. Did you mean 'max_chars'?",
                "p.yaml:12:12: error: 'view' must be one of pairs, contrastive, seq2seq, sentences, not 'pair'. Did you mean 'pairs'?",
            ])
    }

    @Test(arguments: [
        ("", "p.yaml:1:1: error: the pipeline must be a map, not nothing."),
        ("- a\n", "p.yaml:1:1: error: the pipeline must be a map, not a list."),
        ("abc\n", "p.yaml:1:1: error: the pipeline must be a map, not 'abc'."),
    ])
    func notAMap(_ text: String, _ message: String) {
        #expect(findings(text).first?.hasPrefix(message) == true)
    }

    @Test func corporaAreNeeded() {
        #expect(findings("name: x\n") == ["p.yaml:1:1: error: 'corpora' is missing."])
        #expect(findings("name: x\ncorpora:\n") == ["p.yaml:2:9: error: 'corpora' is missing."])
        #expect(findings("name: x\ncorpora: []\n") == ["p.yaml:2:10: error: 'corpora' lists no corpus."])
    }

    @Test(arguments: ["a/b", "''", "..", "a b"])
    func namesBecomeFolders(_ name: String) {
        let shown = name == "''" ? "" : name
        #expect(
            findings("name: \(name)\ncorpora: [{use: lcqmc}]\n") == [
                "p.yaml:1:7: error: 'name' must be made of letters, digits, '-', '_' and '.', not '\(shown)'."
            ])
    }

    @Test func corpusListedTwice() {
        #expect(
            findings("name: x\ncorpora:\n  - use: lcqmc\n  - use: lcqmc\n") == [
                "p.yaml:4:5: error: the corpus 'lcqmc' is listed twice. Give one of them another name with 'as:'."
            ])
    }

    @Test func heldOutNeedsASplit() {
        #expect(
            findings(pipelineText(more: "held_out: [lcqmc]")).first
                == "p.yaml:9:12: error: 'lcqmc' does not name a split. Write corpus and split: 'lcqmc/dev'.")
    }

    @Test func heldOutOfStandardInput() {
        let text = "name: x\ncorpora: [{use: lcqmc, path: '-'}]\nheld_out: [lcqmc/dev]\n"
        #expect(
            findings(text) == [
                "p.yaml:3:12: error: 'lcqmc' is read from standard input, which holds no held-out split. Write {use: lcqmc, splits: [...], path: ...}."
            ])
    }

    @Test(arguments: [
        (
            "  - clean:\n    max_chars: 3",
            "p.yaml:8:5: error: an entry of 'stages' must be one stage, but this one has the keys 'clean', 'max_chars'. Indent options under 'clean:', and start a line with '- ' for each stage."
        ),
        ("  - clean: 3", "p.yaml:8:12: error: the options of 'clean' must be a map, not '3'."),
        ("  - [clean]", "p.yaml:8:5: error: an entry of 'stages' must be a stage, not a list."),
        ("  -", "p.yaml:8:4: error: an entry of 'stages' must be a stage, not nothing."),
        (
            "  - xyzzy",
            "p.yaml:8:5: error: unknown stage 'xyzzy'. Possible: clean, dedup, every, guard, mix, normalize, paraphrase, reconcile, resplit, sample, shuffle."
        ),
        ("  - mix: {a: 1}", "p.yaml:8:11: error: unknown option 'a' of 'mix'. It has no options."),
        ("  - clean: {min_chars: 9, max_chars: 3}", "p.yaml:8:5: error: 'min_chars' is larger than 'max_chars'."),
    ])
    func stages(_ entry: String, _ message: String) {
        #expect(findings(pipelineText(stages: entry)).first == message)
    }
}
