import Foundation
import Testing

/// `curate explain` on folders of a plain run, of one with a teacher, and of ones that are not as they were.
@Suite(.serialized)
struct ExplainTests {
    private static let plain = ["--set", "outputs.0.format=jsonl"]

    /// Rows with every kind of width and space, a duplicate, a contradiction and a leak.
    private static let train = [
        "怎么　重置 密码？\t如何重置密码\t1", "怎么 重置 密码?\t如何重置密码\t1", "花呗怎么还款\t花呗如何还款\t1",
        "花呗如何还款\t怎样还花呗\t1", "今天下雨吗\t明天下雨吗\t0", "车\t船\t0", "坏行", "附近有银行吗\t附近哪里有银行\t1",
    ]

    private func corpus(_ scratch: Scratch, _ lines: [String] = train) throws {
        try scratch.write("in/train.txt", lines.joined(separator: "\n") + "\n")
        try scratch.write("in/dev.txt", "附近有银行吗\t附近哪里有银行？\t1\n")
        try scratch.write("in/test.txt", "天津站在哪\t天津站怎么去\t1\n")
    }

    private func run(_ scratch: Scratch, _ more: [String] = plain, to name: String = "out") throws -> OutputFolder {
        let run = try Program.run(
            [
                "run", "pipelines/lcqmc-plain.yaml", "--output", scratch / name, "--set",
                "corpora.0.max_rejected=5",
            ] + more, environment: ["LCQMC": scratch / "in"])
        #expect(run.code == 0, "\(run.errors)")
        return OutputFolder(scratch / name)
    }

    private func story(_ folder: String, _ id: String) throws -> [String: Any] {
        let told = try Program.run(["explain", folder, id, "--json"])
        #expect(told.code == 0, "\(told.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
    }

    private func decisions(_ story: [String: Any]) -> [String: String] {
        let all = story["decisions"] as? [[String: Any]] ?? []
        return Dictionary(
            all.map { ($0["stage"] as? String ?? "", $0["outcome"] as? String ?? "") }, uniquingKeysWith: { $1 })
    }

    private func row(_ output: OutputFolder, _ text: String) throws -> [String: Any] {
        try #require(output.rows("train").first { $0["sentence1"] as? String == text })
    }

    // MARK: The index

    @Test func aRunLeavesTheIndexUnlessToldNot() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let without = try run(scratch, Self.plain + ["--no-index"], to: "without").path
        let with = try run(scratch, to: "with").path
        let files = FileManager.default
        #expect(!files.fileExists(atPath: without + "/.curate/explain/index"))
        #expect(files.fileExists(atPath: with + "/.curate/explain/index.json"))
        let index = with + "/.curate/explain/index"
        let made = try files.attributesOfItem(atPath: index)[.modificationDate] as? Date
        #expect(try Program.run(["explain", with, "花呗怎么还款"]).output.contains("lcqmc"))
        #expect(try files.attributesOfItem(atPath: index)[.modificationDate] as? Date == made)
        #expect(try Program.run(["explain", without, "花呗怎么还款"]).code == 0)
        let late = try Data(contentsOf: URL(filePath: without + "/.curate/explain/index"))
        #expect(try Data(contentsOf: URL(filePath: index)) == late)
    }

    // MARK: Written and rejected records

    @Test func tellsWhereAWrittenRecordComesFrom() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let id = try #require(row(output, "怎么 重置 密码?")["id"] as? String)
        let story = try story(output.path, id)
        #expect(story["outcome"] as? String == "written" && story["origin"] as? String == "published")
        let source = try #require((story["sources"] as? [[String: Any]])?.first)
        #expect(source["file"] as? String == "lcqmc/train.txt" && source["line"] as? Int == 1)
        #expect(source["state"] as? String == "unchanged")
        #expect(source["bytes"] as? [Int] == [0, Self.train[0].utf8.count + 1])
        #expect((source["path"] as? String)?.hasSuffix("/in/train.txt") == true)
        let texts = try #require(story["texts"] as? [[String: Any]])
        #expect(texts[0]["published"] as? String == "怎么　重置 密码？")
        let removed = (texts[0]["changes"] as? [[String: String]] ?? []).filter { $0["kind"] == "removed" }
        #expect(removed.compactMap { $0["text"] } == ["　", "？"])
        #expect((texts[1]["changes"] as? [Any])?.isEmpty == true)
        #expect(decisions(story)["normalize"] == "changed" && decisions(story)["clean"] == "kept")
        let place = try #require((story["rows"] as? [[String: Any]])?.first { $0["kind"] as? String == "view" })
        let lines = try String(contentsOfFile: output.path + "/" + (place["path"] as? String ?? ""), encoding: .utf8)
            .split(separator: "\n")
        #expect(lines[(place["row"] as? Int ?? 0) - 1].contains(id))
        let text = try Program.run(["explain", output.path, String(id.prefix(12))])
        #expect(text.output.contains("[-？-]{+?+}"), "\(text.output)\(text.errors)")
        #expect(text.output.contains("lcqmc/train.txt:1"))
    }

    @Test func tellsWhyARecordWasRejected() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let duplicate = try #require(output.rejected("dedup.exact").first)
        let told = try story(output.path, duplicate["id"] as? String ?? "")
        #expect(told["outcome"] as? String == "rejected")
        #expect(((told["sources"] as? [[String: Any]])?.first)?["line"] as? Int == 2)
        let decisions = told["decisions"] as? [[String: Any]] ?? []
        let rejecting = try #require(decisions.first { $0["outcome"] as? String == "rejected" })
        #expect(rejecting["stage"] as? String == "dedup.exact")
        let survivor = try row(output, "怎么 重置 密码?")["id"] as? String ?? "?"
        let values = rejecting["values"] as? [[String: String]] ?? []
        #expect(values.contains { $0["value"]?.hasPrefix(survivor) == true }, "\(values)")
        #expect(decisions.last?["outcome"] as? String == "not_reached")
        // And from the other side.
        let related = try story(output.path, survivor)["related"] as? [[String: Any]] ?? []
        #expect(related.contains { $0["id"] as? String == duplicate["id"] as? String })
        let leak = try #require(output.rejected("guard").first)
        #expect(self.decisions(try story(output.path, leak["id"] as? String ?? ""))["guard"] == "rejected")
    }

    @Test func heldOutRecordsPassMostStages() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let id = try #require(output.rows("test").first?["id"] as? String)
        let story = try story(output.path, id)
        #expect(story["held_out"] as? Bool == true)
        #expect(decisions(story)["guard"] == "passed" && decisions(story)["normalize"] == "kept")
    }

    @Test func followsWhatMeansTheSame() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let id = try #require(row(output, "花呗怎么还款")["id"] as? String)
        let closure = try #require(try story(output.path, id)["closure"] as? [String: Any])
        #expect(
            Set(closure["sentences"] as? [String] ?? []) == ["花呗怎么还款", "花呗如何还款", "怎样还花呗"])
        #expect((closure["records"] as? [String])?.count == 2 && closure["whole"] as? Bool == true)
        let different = try #require(row(output, "今天下雨吗")["id"] as? String)
        #expect(try story(output.path, different)["closure"] == nil)
    }

    // MARK: By sentence

    @Test func findsRecordsBySentence() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        func matches(_ text: String) throws -> [[String: Any]] {
            let told = try Program.run(["explain", output.path, text, "--json"])
            #expect(told.code == 0, "\(told.errors)")
            let object = try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any]
            return object?["matches"] as? [[String: Any]] ?? []
        }
        let exact = try matches("花呗如何还款")
        #expect(exact.count == 2 && exact.allSatisfy { $0["exact"] as? Bool == true })
        // Another width and another mark: the compared form is the same.
        let alike = try matches("怎么重置密码")
        #expect(alike.count == 2 && alike.allSatisfy { $0["exact"] as? Bool == false })
        #expect(alike.contains { ($0["path"] as? String)?.hasPrefix("rejected/") == true })
        let one = try Program.run(["explain", output.path, "怎么重置密码", "--limit", "1"])
        #expect(one.errors.contains("1 of 2 rows"))
    }

    // MARK: Nothing found

    @Test func saysWhatWasLookedThrough() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let unknown = try Program.run(["explain", output.path, "00000000000000000000000000000000"])
        #expect(unknown.code == 2, "\(unknown.output)")
        #expect(unknown.errors.contains("no record") && unknown.errors.contains("rejected row"))
        let text = try Program.run(["explain", output.path, "没有这句话"])
        #expect(text.code == 2 && text.errors.contains("no record of") && text.errors.contains("curate show"))
        // It looks like an id, but is meant as a sentence.
        let hex = try Program.run(["explain", output.path, "abcdef", "--text"])
        #expect(hex.errors.contains("the sentence 'abcdef'"))
        let nothing = try Program.run(["explain", scratch / "nothing", "abcdef"])
        #expect(nothing.code == 2 && nothing.errors.contains("has no manifest.json"))
    }

    // MARK: Folders and corpora that are not as they were

    @Test func saysThatTheCorpusWasChanged() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let id = try #require(row(output, "花呗怎么还款")["id"] as? String)
        func source() throws -> [String: Any] {
            try #require((try story(output.path, id)["sources"] as? [[String: Any]])?.first)
        }
        // The same rows, written anew.
        try corpus(scratch)
        #expect(try source()["state"] as? String == "touched")
        #expect((try source()["note"] as? String)?.contains("this row is the same") == true)
        try corpus(scratch, ["新的一行\t又一行\t0"] + Self.train)
        #expect(try source()["state"] as? String == "changed")
        try corpus(scratch, ["新的一行\t又一行\t0"])
        #expect(try source()["state"] as? String == "changed")
        try FileManager.default.removeItem(atPath: scratch / "in/train.txt")
        #expect(try source()["state"] as? String == "missing")
        // What is in the folder is told all the same.
        try FileManager.default.removeItem(atPath: output.path + "/.curate")
        let told = try story(output.path, id)
        #expect(told["outcome"] as? String == "written" && (told["sources"] as? [Any])?.isEmpty == true)
        #expect((told["notes"] as? [String])?.first?.contains("does not know at which line") == true)
    }

    @Test func theIndexFollowsTheFolder() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch)
        let id = try #require(row(output, "花呗怎么还款")["id"] as? String)
        _ = try story(output.path, id)
        let index = output.path + "/.curate/explain/index"
        let before = try Data(contentsOf: URL(fileURLWithPath: index))
        _ = try story(output.path, id)
        #expect(try Data(contentsOf: URL(fileURLWithPath: index)) == before)
        #expect(try Program.run(["verify", output.path]).code == 0)
        // Another pipeline into the same folder: what it drops is found as dropped.
        _ = try run(scratch, Self.plain + ["--set", "stages.clean.min_chars=6", "--set", "stages.clean.max_chars=6"])
        let gone = try #require(output.rejected("clean").first { ($0["sentence1"] as? String)?.count == 5 })
        #expect(try story(output.path, gone["id"] as? String ?? "")["outcome"] as? String == "rejected")
        // A damaged index is made anew.
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: index))
        #expect(try story(output.path, id)["outcome"] as? String == "written")
    }

    @Test(arguments: ["jsonl.zst", "jsonl.gz", "parquet", "tfrecord"]) func readsOtherFormats(format: String) throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch, ["--set", "outputs.0.format=\(format)"])
        let told = try Program.run(["explain", output.path, "花呗怎么还款"])
        #expect(told.code == 0 && told.output.contains("exactly"), "\(told.output)\(told.errors)")
        let id = String(told.output.prefix(32))
        #expect(try story(output.path, id)["outcome"] as? String == "written")
    }

    @Test func saysThatShardsCannotBeReadBack() throws {
        let scratch = try Scratch()
        try corpus(scratch)
        let output = try run(scratch, ["--set", "outputs.0.format=tsv"])
        let told = try Program.run(["explain", output.path, "花呗怎么还款"])
        #expect(told.code == 2 && told.errors.contains("in formats that are not read back"), "\(told.errors)")
    }

    // MARK: Records that were made

    @Test func tellsHowRecordsWereMade() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Program.run(
            [
                "run", "pipelines/lcqmc.yaml", "--output", out, "--set", "stages.paraphrase.cap=40",
            ] + Self.plain)
        #expect(run.code == 0, "\(run.errors)")
        let train = try OutputFolder(out).rows("train")
        for (origin, stage, fact) in [
            ("paraphrase", "paraphrase", "cosine"), ("mined", "mine_negatives", "cosine"),
            ("counterfactual", "counterfactuals", "edit"),
        ] {
            let made = try #require(train.first { $0["origin"] as? String == origin }, "\(origin)")
            let told = try story(out, made["id"] as? String ?? "")
            #expect(told["origin"] as? String == origin)
            let decisions = told["decisions"] as? [[String: Any]] ?? []
            let making = try #require(decisions.first { $0["outcome"] as? String == "made" })
            #expect(making["stage"] as? String == stage)
            #expect((making["values"] as? [[String: String]] ?? []).contains { $0["name"] == fact }, "\(making)")
            #expect(decisions.first?["outcome"] as? String == "absent")
            let source = try #require((told["sources"] as? [[String: Any]])?.first, "\(origin)")
            #expect(source["state"] as? String == "unchanged" && source["bytes"] != nil, "\(origin) \(source)")
            let parent = try #require(told["parent"] as? [String: Any])
            #expect(parent["id"] as? String == made["parent"] as? String)
            let children = try story(out, made["parent"] as? String ?? "")["children"] as? [[String: Any]] ?? []
            #expect(children.contains { $0["id"] as? String == made["id"] as? String }, "\(origin)")
        }
    }
}
