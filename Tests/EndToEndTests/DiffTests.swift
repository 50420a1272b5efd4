import Foundation
import Testing

/// `curate diff` between folders of one pipeline, of changed ones, and of other formats.
@Suite(.serialized)
struct DiffTests {
    private func run(_ scratch: Scratch, _ name: String, _ sets: [String] = [], corpus: String? = nil) throws -> String
    {
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / name, "--quiet"]
                + sets.flatMap { ["--set", $0] }, environment: corpus.map { ["LCQMC": $0] } ?? [:])
        #expect(run.code == 0, "\(run.errors)")
        return scratch / name
    }

    private func difference(
        _ first: String, _ second: String, code: Int32, _ more: [String] = []
    ) throws -> [String: Any] {
        let told = try Program.run(["diff", first, second, "--json"] + more)
        #expect(told.code == code, "\(told.output)\(told.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
    }

    private func changes(_ difference: [String: Any]) -> [String: Int] {
        difference["changes"] as? [String: Int] ?? [:]
    }

    @Test func equalFoldersAreEqualInAnyFormatAndOrder() throws {
        let scratch = try Scratch()
        let first = try run(scratch, "first")
        let rows = try (Program.run(["show", first, "--limit", "0", "--json"]).output).split(separator: "\n").count
        let again = try difference(first, first, code: 0)
        #expect(again["by_checksum"] as? Bool == true && changes(again) == ["same": rows])
        let shuffled = try run(scratch, "shuffled", ["seed=7", "outputs.0.max_rows=500"])
        let other = try difference(first, shuffled, code: 0)
        #expect(other["by_checksum"] as? Bool == false && changes(other) == ["same": rows])
        let parquet = try run(scratch, "parquet", ["outputs.0.format=parquet"])
        #expect(changes(try difference(first, parquet, code: 0)) == ["same": rows])
        let exported = try Program.run(["export", first, "--format", "jsonl.gz", "--output", scratch / "exported"])
        #expect(exported.code == 0, "\(exported.errors)")
        let export = try difference(first, scratch / "exported", code: 0)
        #expect(export["compares_rejected"] as? Bool == false && changes(export) == ["same": rows])
    }

    @Test func tellsWhatAStricterPipelineDrops() throws {
        let scratch = try Scratch()
        let first = try run(scratch, "first")
        let second = try run(scratch, "second", ["stages.clean.max_chars=14"])
        let found = try difference(first, second, code: 1)
        let groups = found["groups"] as? [[String: Any]] ?? []
        let lost = groups.filter { $0["change"] as? String == "lost" }
        #expect(lost.contains { $0["after"] as? String == "clean: too_long" }, "\(lost)")
        #expect(lost.allSatisfy { $0["source"] as? String == "lcqmc/train" && $0["before"] as? String == "train" })
        #expect(lost.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == changes(found)["lost"])
        // What one side loses the other gains.
        let back = changes(try difference(second, first, code: 1))
        #expect(back["gained"] == changes(found)["lost"] && back["lost"] == changes(found)["gained"])
        #expect(back["same"] == changes(found)["same"])
        let stages = found["stages"] as? [[String: String]] ?? []
        #expect(stages.count == 1 && stages[0]["stage"] == "clean" && stages[0]["after"]?.contains("14") == true)
        let sides = ["first", "second"].map { (found[$0] as? [String: Any])?["rows"] as? Int ?? 0 }
        let kept = changes(found).filter { ["same", "revalued"].contains($0.key) }.values.reduce(0, +)
        #expect(kept + (changes(found)["lost"] ?? 0) == sides[0])
        #expect(kept + (changes(found)["gained"] ?? 0) == sides[1])
        #expect((found["inputs"] as? [Any])?.isEmpty == true)
        let text = try Program.run(["diff", first, second])
        #expect(text.code == 1 && text.output.contains("clean: too_long") && text.output.contains("max_chars: 14"))
    }

    @Test func examplesAreSeededAndTheSameAtAnyNumberOfThreads() throws {
        let scratch = try Scratch()
        let first = try run(scratch, "first", ["outputs.0.max_rows=300"])
        let second = try run(scratch, "second", ["stages.clean.max_chars=14", "outputs.0.max_rows=400"])
        let one = try Program.run(["diff", first, second, "--threads", "1", "--memory", "80MiB", "--json"])
        let four = try Program.run(["diff", first, second, "--threads", "4", "--json"])
        #expect(one.output == four.output && one.code == 1)
        let other = try Program.run(["diff", first, second, "--seed", "5", "--json"])
        #expect(other.output != one.output)
        let found = try difference(first, second, code: 1, ["--examples", "2"])
        let examples = found["examples"] as? [[String: Any]] ?? []
        #expect(examples.filter { $0["change"] as? String == "lost" }.count == 2)
        for example in examples {
            let row = try #require((example["first"] ?? example["second"]) as? [String: Any])
            let file = (example["first"] == nil ? second : first) + "/" + (row["path"] as? String ?? "")
            #expect(FileManager.default.fileExists(atPath: file))
            #expect((row["texts"] as? [String])?.count == 2)
        }
        #expect(try difference(first, second, code: 1, ["--examples", "0"])["examples"] as? [String] == [])
    }

    @Test func tellsLabelsTextsAndValues() throws {
        let scratch = try Scratch()
        let first = try run(scratch, "first", ["outputs.0.format=jsonl"])
        let second = scratch / "second"
        try FileManager.default.copyItem(atPath: first, toPath: second)
        try edit(second) { number, line in
            switch number {
            case 0: line.replacing("\"label\":1", with: "\"label\":7").replacing("\"label\":0", with: "\"label\":7")
            case 1: line.replacing("\"sentence1\":\"", with: "\"sentence1\":\"又")
            case 2: line.replacing("\"copies\":", with: "\"copies\":9")
            case 3: nil
            default: line
            }
        }
        let found = changes(try difference(first, second, code: 1))
        for change in ["relabelled", "changed", "revalued", "lost"] { #expect(found[change] == 1, "\(found)") }
        #expect(found["gained"] == nil && found["moved"] == nil)
        let back = changes(try difference(second, first, code: 1))
        #expect(back["gained"] == 1 && back["lost"] == nil && back["changed"] == 1)
    }

    /// Changes lines of a folder's first train shard; it gets another name, as the manifest's checksum is not made anew.
    private func edit(_ folder: String, _ body: (Int, String) -> String?) throws {
        let data = folder + "/data/pairs/"
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: data).sorted().first { $0.hasPrefix("train") })
        let lines = try String(contentsOfFile: data + name, encoding: .utf8).split(separator: "\n").enumerated()
        let changed = lines.compactMap { body($0, String($1)) }.map { $0 + "\n" }.joined()
        try FileManager.default.removeItem(atPath: data + name)
        let other = name.replacing("train-0", with: "train-1")
        try changed.write(toFile: data + other, atomically: true, encoding: .utf8)
        let manifest = folder + "/manifest.json"
        try String(contentsOfFile: manifest, encoding: .utf8).replacing(name, with: other).write(
            toFile: manifest, atomically: true, encoding: .utf8)
    }

    @Test func saysWhatCannotBeCompared() throws {
        let scratch = try Scratch()
        let first = try run(scratch, "first")
        let nothing = try Program.run(["diff", first, scratch / "nothing"])
        #expect(nothing.code == 2 && nothing.errors.contains("has no manifest.json"))
        let view = try Program.run(["diff", first, first, "--view", "seq2seq"])
        #expect(view.code == 2 && view.errors.contains("It has pairs."), "\(view.errors)")
        let tsv = try run(scratch, "tsv", ["outputs.0.format=tsv"])
        let common = try Program.run(["diff", first, tsv])
        #expect(common.code == 2 && common.errors.contains("no view in common"), "\(common.errors)")
    }
}
