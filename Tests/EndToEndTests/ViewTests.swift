import Foundation
import Testing

/// The view `sentences` and token columns, as the program writes them.
@Suite(.serialized)
struct ViewTests {
    private static func run(
        _ outputs: String, to output: String, pipeline: String = "pipelines/lcqmc-plain.yaml", sets: [String] = []
    ) throws -> Program.Outcome {
        let sets = (["outputs=[\(outputs)]"] + sets).flatMap { ["--set", $0] }
        return try Program.run(["run", pipeline, "--output", output] + sets)
    }

    private static func rows(_ output: String, _ view: String, _ split: String) throws -> [[String: Any]] {
        try OutputFolder.objects("\(output)/data/\(view)/\(split)-00000-of-00001.jsonl")
    }

    private static func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(file: "\(Program.repository)/data-schemas/\(name).schema.json")
    }

    @Test func sentencesAreThoseOfThePairs() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Self.run("{view: pairs, format: jsonl}, {view: sentences, format: jsonl}", to: out)
        #expect(run.code == 0, "\(run.errors)")
        var heldOut: Set<String> = []
        for split in ["validation", "test", "train"] {
            let rows = try Self.rows(out, "sentences", split)
            #expect(rows.flatMap(try Self.schema("record/sentences").problems) == [])
            let pairs = try Self.rows(out, "pairs", split)
            let texts = Set(pairs.flatMap { [$0["sentence1"] as? String ?? "", $0["sentence2"] as? String ?? ""] })
            let keys = rows.compactMap { $0["key"] as? String }
            #expect(Set(keys).count == rows.count && rows.count > 100)
            #expect(rows.allSatisfy { texts.contains($0["text"] as? String ?? "") })
            // A pair has one sentence or two.
            let places = rows.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
            #expect(places > pairs.count && places <= 2 * pairs.count)
            if split == "train" { #expect(heldOut.isDisjoint(with: keys)) } else { heldOut.formUnion(keys) }
        }
        #expect(try Self.schema("manifest/manifest").problems(OutputFolder(out).json("manifest.json")) == [])
        #expect(run.output.contains("wrote sentences/train: "))
        #expect(try Program.run(["verify", out]).code == 0)
    }

    /// The sample's training split shares sentences with its test split, which nothing but the view takes out here.
    @Test func sentencesHeldOutAreTakenOutWithoutAGuard() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Self.run(
            "{view: sentences, format: jsonl}", to: out, sets: ["stages=[normalize, shuffle]", "write_held_out=false"])
        #expect(run.code == 0, "\(run.errors)")
        let manifest = try OutputFolder(out).json("manifest.json")
        let arrangement = try #require((manifest["arrangements"] as? [[String: Any]])?.first)
        #expect((arrangement["counts"] as? [String: Int])?["held_out_sentences"] ?? 0 > 10)
        let whole = scratch / "whole"
        _ = try Self.run("{view: sentences, format: jsonl}", to: whole, sets: ["stages=[normalize, shuffle]"])
        let test = try Self.rows(whole, "sentences", "test") + Self.rows(whole, "sentences", "validation")
        let held = Set(test.compactMap { $0["key"] as? String })
        let train = try Self.rows(out, "sentences", "train")
        #expect(train.count > 1000)
        #expect(train.allSatisfy { !held.contains($0["key"] as? String ?? "") })
        #expect(!FileManager.default.fileExists(atPath: out + "/data/sentences/test-00000-of-00001.jsonl"))
    }

    @Test func sentencesInEveryFormat() throws {
        let scratch = try Scratch()
        var rows: Set<String> = []
        for format in ["jsonl.zst", "tsv", "tsv.gz", "parquet", "tfrecord", "tfrecord.gz", "tar"] {
            let out = scratch / format
            let run = try Self.run("{view: sentences, format: \(format)}", to: out)
            #expect(run.code == 0, "\(run.errors)")
            #expect(try Program.run(["verify", out]).code == 0, "\(format)")
            let line = run.output.split(separator: "\n").first { $0.hasPrefix("wrote sentences/train: ") } ?? ""
            rows.insert(String(line.prefix { $0 != "," }))
        }
        // `wrote sentences/train: 6001 rows in 1 shard`
        #expect(rows.count == 1, "\(rows)")
        let lines = try String(
            contentsOfFile: scratch / "tsv/data/sentences/train-00000-of-00001.tsv", encoding: .utf8
        ).split(separator: "\n")
        #expect(rows.first == "wrote sentences/train: \(lines.count) rows in 1 shard")
        #expect(!lines.contains { $0.contains("\t") })
    }

    @Test func tokensAreInEveryView() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let tokens = "tokens: {vocabulary: roformer-sim-demo, max_length: 16}"
        let outputs = ["pairs", "seq2seq", "contrastive", "sentences"].map { "{view: \($0), format: jsonl, \(tokens)}" }
        let run = try Self.run(
            outputs.joined(separator: ", "), to: out, pipeline: "pipelines/contrastive.yaml",
            sets: ["stages.batches.size=8"])
        #expect(run.code == 0, "\(run.errors)")
        for view in ["pairs", "seq2seq", "contrastive", "sentences"] {
            let rows = try Self.rows(out, view + "-tokens", "train")
            #expect(rows.count > 100)
            #expect(rows.flatMap(try Self.schema("record/\(view)").problems) == [], "\(view)")
            let key = ["pairs": "sentence1_", "contrastive": "positive_"][view] ?? ""
            let ids = rows.compactMap { $0[key + "token_ids"] as? [Int] }
            let segments = rows.compactMap { $0[key + "segment_ids"] as? [Int] }
            #expect(ids.count == rows.count && ids.map(\.count) == segments.map(\.count))
            #expect(ids.allSatisfy { $0.count <= 16 && $0.first == ids[0].first && $0.last == ids[0].last })
            #expect(segments.contains { $0.contains(1) } == (view == "seq2seq"))
        }
    }

    @Test func whatTokensLostIsTold() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Self.run(
            "{view: pairs, format: parquet, tokens: {vocabulary: models/roformer-sim-demo/vocab.txt, max_length: 12}}",
            to: out)
        #expect(run.code == 0, "\(run.errors)")
        let statistics = try OutputFolder(out).json("stats.json")
        #expect(try Self.schema("stats/stats").problems(statistics) == [])
        let tokens = try #require(statistics["tokens"] as? [[String: Any]])
        #expect(tokens.compactMap { $0["split"] as? String } == ["train", "validation", "test"])
        let cut = try #require(tokens[0]["truncated"] as? Int)
        #expect(cut > 100 && (tokens[0]["dropped"] as? Int ?? 0) >= cut)
        #expect(run.output.contains("sequences, \(cut) cut at 12 ids ("))
        #expect(run.output.contains("% of tokens unknown"))
        let card = try String(contentsOfFile: out + "/README.md", encoding: .utf8)
        #expect(card.contains("## Tokens") && card.contains("| pairs-tokens | train | "))
        let manifest = try OutputFolder(out).json("manifest.json")
        #expect(try Self.schema("manifest/manifest").problems(manifest) == [])
        let tokenizer = try #require((manifest["tokenizers"] as? [[String: Any]])?.first)
        #expect(tokenizer["max_length"] as? Int == 12)
        #expect((tokenizer["identity"] as? String)?.hasPrefix("sha256:") == true)
        // Where the vocabulary lies is no part of the result; what it holds is.
        let again = try Self.run(
            "{view: pairs, format: parquet, tokens: {vocabulary: demo, max_length: 12}}", to: out)
        #expect(again.output.contains("up to date"))
    }

    @Test func tokensMayBeCountedAlone() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let tokens = "vocabulary: demo, max_length: 12"
        let counted = try Self.run("{view: pairs, format: tsv, tokens: {\(tokens), columns: false}}", to: out)
        #expect(counted.code == 0, "\(counted.errors)")
        let bare = try Self.run("{view: pairs, format: tsv}", to: scratch / "bare")
        #expect(bare.code == 0, "\(bare.errors)")
        let carried = try Self.run("{view: pairs, format: jsonl, tokens: {\(tokens)}}", to: scratch / "carried")
        #expect(carried.code == 0, "\(carried.errors)")
        let shard = "data/pairs/train-00000-of-00001.tsv"
        #expect(FileManager.default.contentsEqual(atPath: out + "/" + shard, andPath: scratch / "bare/\(shard)"))
        let found = try [out, scratch / "carried"].map { folder in
            try #require(try OutputFolder(folder).json("stats.json")["tokens"] as? [[String: Any]]).map {
                [$0["sequences"], $0["truncated"], $0["tokens"], $0["dropped"], $0["unknown"]].map { $0 as? Int }
            }
        }
        #expect(found[0] == found[1] && found[0].count == 3 && (found[0][0][1] ?? 0) > 100)
        let stats = try Program.run(["stats", out])
        #expect(stats.output.contains("tokens  split       sequences"), "\(stats.output)")
        let page = try String(contentsOfFile: out + "/report.html", encoding: .utf8)
        #expect(page.contains("<h3>Tokens</h3>"))
    }

    @Test func aVocabularyThatIsNotThereIsAnErrorOfThePipeline() throws {
        let scratch = try Scratch()
        let run = try Self.run("{view: pairs, format: jsonl, tokens: {vocabulary: nothing}}", to: scratch / "out")
        #expect(run.code == 2 && run.errors.contains("there is no vocabulary 'nothing'"), "\(run.errors)")
    }

    @Test func aWorkerMakesTheSameTokens() throws {
        let scratch = try Scratch()
        let sets = ["outputs=[{view: pairs, format: jsonl, tokens: {vocabulary: demo}}]"].flatMap { ["--set", $0] }
        let plan = try Program.run(["plan", "pipelines/lcqmc-plain.yaml", "--json"] + sets)
        try scratch.write("plan.json", plan.output)
        let list = try Program.run(["worker", scratch / "plan.json", "--output", scratch / "workers", "--list"])
        #expect(list.code == 0, "\(list.errors)")
        let run = try Program.run(["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / "out"] + sets)
        #expect(run.code == 0, "\(run.errors)")
        let fragments = try Program.shell(
            """
            set -e; n=$(curate worker '\(scratch / "plan.json")' --output '\(scratch / "workers")' --list | wc -l)
            for f in $(seq 0 $((n - 1))); do
              p=$(curate worker '\(scratch / "plan.json")' --output '\(scratch / "workers")' --list | \
                sed -n "$((f + 1))s/.*\\"partitions\\":\\([0-9]*\\).*/\\1/p")
              for t in $(seq 0 $((p - 1))); do
                curate worker '\(scratch / "plan.json")' --output '\(scratch / "workers")' --fragment $f --partition $t
              done
            done
            """)
        #expect(fragments.code == 0, "\(fragments.errors)")
        let name = "data/pairs-tokens/train-00000-of-00001.jsonl"
        #expect(
            FileManager.default.contentsEqual(atPath: scratch / "out/\(name)", andPath: scratch / "workers/\(name)"))
    }
}
