import Foundation
import Testing

/// `curate stats` and `curate show` on a finished folder.
@Suite(.serialized)
struct LookingTests {
    private func folder(_ scratch: Scratch, format: String = "jsonl.zst") throws -> String {
        let out = scratch / "out"
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set", "outputs.0.format=\(format)"])
        #expect(run.code == 0, "\(run.errors)")
        return out
    }

    private func rows(_ arguments: [String]) throws -> [[String: Any]] {
        let shown = try Program.run(["show"] + arguments + ["--json"])
        #expect(shown.code == 0, "\(shown.errors)")
        return try shown.output.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func showsRowsThatFulfilACondition() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        #expect(try rows([out]).count == 20)
        let all = try rows([out, "--limit", "0", "--split", "train"])
        #expect(all.count > 3000)
        let positive = try rows([out, "--limit", "0", "--split", "train", "--where", "label == 1 and copies > 1"])
        #expect(!positive.isEmpty)
        #expect(
            positive.count == all.count { $0["label"] as? Int == 1 && ($0["copies"] as? Int ?? 0) > 1 })
        let drawn = try rows([out, "--sample", "7", "--limit", "50", "--split", "train"])
        #expect(drawn.count == 50 && Set(drawn.compactMap { $0["id"] as? String }).count == 50)
        let again = try rows([out, "--sample", "7", "--limit", "50", "--split", "train"])
        #expect(drawn.map { $0["id"] as? String } == again.map { $0["id"] as? String })
        let sorted = try rows([out, "--sort", "-copies", "--limit", "0"]).compactMap { $0["copies"] as? Int }
        #expect(sorted == sorted.sorted(by: >))
    }

    @Test func showsWhatWasRejected() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let all = try rows([out, "--rejected", "--limit", "0"])
        let leaked = try rows([out, "--rejected", "--rule", "held_out_pair", "--limit", "0"])
        #expect(leaked.count == all.count { $0["rule"] as? String == "held_out_pair" })
        #expect(!leaked.isEmpty)
        let cards = try Program.run(["show", out, "--rejected", "--rule", "guard", "--limit", "3"])
        #expect(cards.output.contains("guard: held_out_"))
        #expect(cards.errors.contains("3 rows; there are more"))
    }

    @Test func tellsStatistics() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let told = try Program.run(["stats", out])
        #expect(told.code == 0, "\(told.errors)")
        for word in ["train", "lcqmc/train", "held_out_pair", "guard", "records + 0 made ="] {
            #expect(told.output.contains(word), "\(word)")
        }
        let json = try Program.run(["stats", out, "--json"])
        var report = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let shards = try #require(report.removeValue(forKey: "shards") as? [[String: Any]])
        #expect(report.removeValue(forKey: "timings") is [String: Any])
        #expect(NSDictionary(dictionary: report) == NSDictionary(dictionary: try OutputFolder(out).json("stats.json")))
        for shard in shards {
            #expect(told.output.contains("\((shard["sha256"] as? String ?? "none").prefix(16))"))
        }
    }

    private func counted(_ out: String, _ by: String) throws -> [[String: Any]] {
        let outcome = try Program.run(["stats", out, "--by", by, "--json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    }

    /// From the statistics and from the shards, against rows counted here.
    @Test func countsRowsByProperties() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let all = try rows([out, "--limit", "0"])
        let train = try rows([out, "--limit", "0", "--split", "train"])
        for by in ["split,corpus,label", "split,label,origin"] {
            let counts = try counted(out, by)
            #expect(counts.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == all.count)
            let positive = counts.first { $0["split"] as? String == "train" && $0["label"] as? String == "1" }
            #expect(positive?["rows"] as? Int == train.count { $0["label"] as? Int == 1 }, "\(by)")
        }
        #expect(try counted(out, "view").first?["rows"] as? Int == all.count)
        let table = try Program.run(["stats", out, "--by", "split,label"])
        #expect(table.output.hasPrefix("split") && table.output.contains("validation"))
        #expect(table.errors.contains("from the statistics"))
        #expect(try Program.run(["stats", out, "--by", "label,origin"]).errors.contains("from the shards"))
        let wrong = try Program.run(["stats", out, "--by", "colour"])
        #expect(wrong.code == 2 && wrong.errors.contains("there are corpus, source, split"))
    }

    @Test(arguments: ["parquet", "tfrecord.gz"]) func showsOtherFormatsAsItShowsJSONLines(format: String) throws {
        let scratch = try Scratch()
        let out = try folder(scratch, format: format)
        let shown = try rows([out, "--limit", "0"]).map { NSDictionary(dictionary: $0) }
        #expect(shown.count > 3000)
        let again = scratch / "lines"
        let lines = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", again, "--set", "outputs.0.format=jsonl"])
        #expect(lines.code == 0)
        #expect(try rows([again, "--limit", "0"]).map { NSDictionary(dictionary: $0) } == shown)
    }

    /// A pager is for people: what goes into a pipe or a file is never paged.
    @Test func nothingIsPagedIntoAPipe() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let shown = try Program.run(
            ["show", out, "--limit", "3"], environment: ["PAGER": "echo paged", "TERM": "xterm"])
        #expect(shown.code == 0 && !shown.output.contains("paged") && shown.output.contains("label"))
    }

    @Test func saysWhatCannotBeShown() throws {
        let scratch = try Scratch()
        let nothing = try Program.run(["show", scratch / "nothing"])
        #expect(nothing.code == 2 && nothing.errors.contains("has no manifest.json"))
        let out = try folder(scratch, format: "tar")
        let records = try Program.run(["show", out])
        #expect(records.code == 2 && records.errors.contains("is in no format that this command reads"))
        let counted = try Program.run(["stats", out, "--by", "label,origin"])
        #expect(counted.code == 2 && counted.errors.contains("would have to be read"))
        #expect(try Program.run(["show", out, "--view", "pears"]).errors.contains("It has pairs."))
        #expect(try Program.run(["show", out, "--suspicious"]).errors.contains("The stage 'score' writes one"))
        #expect(try Program.run(["show", out, "--where", "labl == 0"]).errors.contains("Did you mean 'label'?"))
    }
}
