import Foundation
import Testing

/// `curate export`: bytes equal those that a run writes.
@Suite(.serialized)
struct ExportTests {
    private func folder(_ scratch: Scratch, _ format: String) throws -> String {
        let out = scratch / format
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set", "outputs.0.format=\(format)"])
        #expect(run.code == 0, "\(run.errors)")
        return out
    }

    private func shards(_ folder: String) throws -> [String: Data] {
        let data = folder + "/data/pairs"
        var shards: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: data) {
            shards[name] = try Data(contentsOf: URL(fileURLWithPath: data + "/" + name))
        }
        return shards
    }

    @Test func writesWhatARunWouldHaveWritten() throws {
        let scratch = try Scratch()
        let (lines, parquet) = (try folder(scratch, "jsonl.zst"), try folder(scratch, "parquet"))
        for (source, format, wanted) in [(lines, "parquet", parquet), (parquet, "jsonl.zst", lines)] {
            let made = scratch / "made-\(format)"
            let export = try Program.run(["export", source, "--format", format, "--output", made])
            #expect(export.code == 0, "\(export.errors)")
            #expect(try shards(made) == shards(wanted))
            #expect(try Program.run(["verify", made]).code == 0)
            let again = try Program.run(["export", source, "--format", format, "--output", made])
            #expect(again.output.contains("up to date"))
        }
    }

    @Test func aPipelinesLayoutIsThatOfTheExport() throws {
        let scratch = try Scratch()
        let out = scratch / "text2vec"
        let run = try Program.run(
            [
                "run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set", "outputs.0.format=tsv", "--set",
                "outputs.0.layout=text2vec",
            ])
        #expect(run.code == 0, "\(run.errors)")
        let made = scratch / "made"
        let export = try Program.run(
            [
                "export", try folder(scratch, "jsonl.zst"), "--layout", "text2vec", "--format", "tsv", "--output", made,
            ])
        #expect(export.code == 0, "\(export.errors)")
        let name = "/data/pairs-text2vec/train-00000-of-00001.tsv"
        #expect(try Data(contentsOf: URL(fileURLWithPath: out + name)).count > 1000)
        #expect(FileManager.default.contentsEqual(atPath: out + name, andPath: made + name))
        #expect(try Program.run(["verify", out]).code == 0)
    }

    @Test func refusesWhatItCannotDo() throws {
        let scratch = try Scratch()
        let lines = try folder(scratch, "jsonl")
        for (arguments, message) in [
            (["--layout", "flagembeding"], "Did you mean 'flagembedding'?"),
            (["--layout", "flagembedding", "--format", "parquet"], "cannot be written as 'parquet'"),
            (["--format", "xlsx"], "cannot be written as 'xlsx'"), (["--split", "dev"], "has no split 'dev'"),
            (["--view", "sentences"], "has no view 'sentences'"), (["--view", "sentence"], "cannot be exported"),
            (["--tokens", "nothing"], "there is no vocabulary 'nothing'"),
            (["--tokens", "demo", "--format", "tsv"], "for which 'tsv' has no form"),
            (["--tokens", "demo", "--layout", "text2vec"], "Leave out --layout or --tokens"),
            (["--layout", "text2vec", "--output", scratch / "STS"], "'STS'"),
        ] {
            let output = arguments.contains("--output") ? [] : ["--output", scratch / "x"]
            let export = try Program.run(["export", lines] + arguments + output)
            #expect(export.code == 2 && export.errors.contains(message), "\(arguments): \(export.errors)")
        }
        let unfinished = scratch / "unfinished"
        try FileManager.default.createDirectory(atPath: unfinished, withIntermediateDirectories: true)
        let export = try Program.run(["export", unfinished, "--output", scratch / "x"])
        #expect(export.code == 2 && export.errors.contains("did not finish"))
        let over = try Program.run(["export", lines, "--output", lines])
        #expect(over.code == 2 && over.errors.contains("is no export"))
        #expect(try Program.run(["verify", lines]).code == 0)
    }

    @Test func tellsOfADamagedShard() throws {
        let scratch = try Scratch()
        let lines = try folder(scratch, "jsonl")
        let shard = lines + "/data/pairs/train-00000-of-00001.jsonl"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: shard))
        bytes.replaceSubrange(0..<1, with: Data("x".utf8))
        try bytes.write(to: URL(fileURLWithPath: shard))
        let export = try Program.run(["export", lines, "--output", scratch / "x"])
        #expect(export.code == 1 && export.errors.contains("train-00000-of-00001.jsonl:1:"), "\(export.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch / "x/manifest.json"))
    }

    /// The views of one small run, as JSON lines and in another format.
    private func views(_ scratch: Scratch, _ format: String) throws -> String {
        let views = ["pairs", "seq2seq", "contrastive", "sentences"].filter {
            format.hasPrefix("tsv") ? $0 != "contrastive" : true
        }
        let outputs = views.map { "{view: \($0), format: \(format)}" }.joined(separator: ", ")
        let out = scratch / "views-\(format)"
        let file = try scratch.write("views.yaml", Self.taught)
        let run = try Program.run(["run", file, "--output", out, "--set", "outputs=[\(outputs)]"])
        #expect(run.code == 0, "\(run.errors)")
        return out
    }

    /// Positives and negatives of every origin that no model has to write, and scores.
    private static let taught = """
        name: views
        corpora: [{use: lcqmc, path: sample}]
        held_out: [lcqmc/dev, lcqmc/test]
        stages:
          - normalize
          - clean: {min_chars: 2, max_chars: 76}
          - dedup
          - reconcile
          - guard
          - mine_negatives: {teacher: demo, per_anchor: 2}
          - counterfactuals: {share: 0.2}
          - rewordings: {share: 0.2}
          - dedup
          - reconcile
          - guard: {min_chars: 1}
          - score: {teacher: demo}
          - batches: {size: 8}
          - shuffle
        outputs: []
        """

    /// Every file of a view below a folder, by its path.
    private func files(_ folder: String, _ view: String) throws -> [String: Data] {
        let prefix = "data/\(view)/"
        return try OutputFolder(folder).files().filter { $0.key.hasPrefix(prefix) }
    }

    @Test(arguments: ["parquet", "tfrecord.gz"])
    func everyViewComesBackFromOtherFormats(format: String) throws {
        let scratch = try Scratch()
        let (lines, other) = (try views(scratch, "jsonl"), try views(scratch, format))
        for view in ["pairs", "seq2seq", "contrastive", "sentences"] {
            let there = scratch / "there-\(view)", back = scratch / "back-\(view)"
            let out = try Program.run(["export", lines, "--view", view, "--format", format, "--output", there])
            #expect(out.code == 0, "\(out.errors)")
            let written = try files(there, view)
            #expect(!written.isEmpty)
            #expect(written == (try files(other, view)), "\(view) as \(format)")
            if view == "sentences" && format == "parquet" { continue }
            let home = try Program.run(["export", there, "--view", view, "--format", "jsonl", "--output", back])
            #expect(home.code == 0, "\(home.errors)")
            #expect(try files(back, view) == files(lines, view), "\(view) from \(format)")
            #expect(try Program.run(["verify", back]).code == 0)
        }
    }

    /// Which records negatives are, where positives come from: what a view of columns had best not lose.
    @Test func rowsWithNegativesHaveIdsAndOriginsToLose() throws {
        let scratch = try Scratch()
        let rows = try OutputFolder.objects(
            views(scratch, "jsonl") + "/data/contrastive/train-00000-of-00001.jsonl")
        let ids = rows.flatMap { $0["negative_ids"] as? [String] ?? [] }
        #expect(ids.count > 100 && !ids.contains(String(repeating: "0", count: 32)))
        #expect(rows.contains { $0["origin"] != nil && $0["parent"] != nil })
        #expect(rows.contains { $0["score"] != nil } && rows.contains { $0["edit"] != nil })
        #expect(rows.contains { ($0["negative_scores"] as? [Any])?.contains { $0 is NSNumber } == true })
    }

    @Test func tablesWithoutAHeaderGiveTextsAndLabels() throws {
        let scratch = try Scratch()
        let (lines, tables) = (try views(scratch, "jsonl"), try views(scratch, "tsv.gz"))
        for view in ["pairs", "seq2seq"] {
            let back = scratch / "back-\(view)"
            let export = try Program.run(["export", tables, "--view", view, "--format", "jsonl", "--output", back])
            #expect(export.code == 0, "\(export.errors)")
            let name = "/data/\(view)/train-00000-of-00001.jsonl"
            let keys = view == "pairs" ? ["sentence1", "sentence2", "label"] : ["source", "target"]
            func essence(_ folder: String) throws -> [[String]] {
                try OutputFolder.objects(folder + name).map { row in keys.map { "\(row[$0] ?? "")" } }
            }
            let found = try essence(back)
            #expect(found.count > 100)
            #expect(try found == essence(lines))
        }
        let sentences = try Program.run(["export", tables, "--view", "sentences", "--output", scratch / "x"])
        #expect(sentences.code == 2 && sentences.errors.contains("in no format from which it can be read back"))
    }

    @Test func gradesInATableWithoutAHeaderAreRefused() throws {
        let scratch = try Scratch()
        let pipeline = try scratch.write(
            "grades.yaml",
            "name: p\ncorpora: [{use: sts-b-zh, path: sample}]\nstages: [normalize]\noutputs: [{view: pairs, format: tsv}]\n"
        )
        let run = try Program.run(["run", pipeline, "--output", scratch / "out"])
        #expect(run.code == 0, "\(run.errors)")
        let export = try Program.run(["export", scratch / "out", "--format", "parquet", "--output", scratch / "x"])
        #expect(export.code == 2 && export.errors.contains("whether 1 is a class or a grade"), "\(export.errors)")
    }

    @Test func tokensAreThoseOfARun() throws {
        let scratch = try Scratch()
        let out = scratch / "tokens"
        let run = try Program.run(
            [
                "run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set",
                "outputs=[{view: pairs, format: parquet, tokens: {vocabulary: demo, max_length: 16}}]",
            ])
        #expect(run.code == 0, "\(run.errors)")
        let made = scratch / "made"
        let export = try Program.run(
            [
                "export", try folder(scratch, "jsonl"), "--format", "parquet", "--tokens", "roformer-sim-demo",
                "--max-length", "16", "--output", made,
            ])
        #expect(export.code == 0, "\(export.errors)")
        #expect(try files(made, "pairs-tokens") == files(out, "pairs-tokens"))
        let again = try Program.run(["export", out, "--format", "jsonl", "--output", scratch / "plain"])
        #expect(again.code == 0, "\(again.errors)")
        #expect(try files(scratch / "plain", "pairs") == files(scratch / "jsonl", "pairs"))
    }
}
