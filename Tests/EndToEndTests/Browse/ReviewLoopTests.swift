import Foundation
import Testing

/// From looking at a run's output to a run that knows what was seen.
@Suite struct ReviewLoopTests {
    private func pipeline(_ scratch: Scratch, review: Bool) throws -> String {
        let stage = review ? "\n  - review: {file: out.review.jsonl}" : ""
        return try scratch.write(
            review ? "again.yaml" : "first.yaml",
            """
            name: loop
            corpora: [{use: lcqmc}]
            held_out: [lcqmc/dev, lcqmc/test]
            stages:
              - normalize: {}
              - clean: {}
              - dedup: {}\(stage)
              - reconcile: {}
              - guard: {}
              - shuffle: {}
            outputs: [{view: pairs, format: jsonl, max_rows: 1000}]

            """)
    }

    private func run(_ pipeline: String, _ out: String, in scratch: Scratch) throws -> Program.Outcome {
        let outcome = try Program.run(["run", pipeline, "-o", out, "--threads", "2"], in: scratch.path)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome
    }

    @Test func whatIsMarkedIsAppliedAndSaidByWhom() async throws {
        let scratch = try Scratch()
        let (out, again) = (scratch / "out", scratch / "again")
        _ = try run(pipeline(scratch, review: false), out, in: scratch)
        let before = try OutputFolder(out).files()
        let rows = try OutputFolder(out).rows("train")
        let (excluded, relabelled) = (rows[3], rows[11])
        let ids = try [excluded, relabelled].map { try #require($0["id"] as? String) }
        let label = try #require(relabelled["label"] as? Int)

        let browser = try RunningBrowser(out)
        let page = try await browser.get("/rows?of=data/pairs/train")
        #expect(page.status == 200)
        var form = try RunningBrowser.form(page.text, for: ids[0])
        form["decision"] = "exclude"
        form["note"] = "不是同一件事"
        let answer = try await browser.post("/mark", form)
        #expect(answer.status == 200 && answer.text.contains("Marks (1)"))
        form = try RunningBrowser.form(page.text, for: ids[1])
        form["decision"] = "binary:\(1 - label)"
        #expect(try await browser.post("/mark", form).status == 200)
        browser.stop()
        #expect(try OutputFolder(out).files() == before)

        let second = try pipeline(scratch, review: true)
        _ = try run(second, again, in: scratch)
        let kept = try OutputFolder(again).rows("train")
        #expect(!kept.contains { $0["id"] as? String == ids[0] })
        #expect(kept.first { $0["id"] as? String == ids[1] }?["label"] as? Int == 1 - label)
        let lost = try OutputFolder(again).rejected("review")
        #expect(lost.map { $0["id"] as? String } == [ids[0]])
        #expect(lost.first?["rule"] as? String == "excluded")
        #expect(lost.first?["values"] as? [String: String] == ["note": "不是同一件事", "by": "小王"])
        let schema = try JSONSchema(file: Program.repository + "/data-schemas/ledger/ledger.schema.json")
        for row in lost { #expect(schema.problems(row) == []) }
        let whole = try JSONSchema(file: Program.repository + "/data-schemas/manifest/manifest.schema.json")
        #expect(whole.problems(try OutputFolder(again).json("manifest.json")) == [])
        #expect(try Program.run(["verify", again]).code == 0)
        let manifest = try String(contentsOfFile: again + "/manifest.json", encoding: .utf8)
        #expect(manifest.contains("sha256") && !manifest.contains("不是同一件事"))

        // Nothing changed: nothing is done. A mark more: the run is made anew from there.
        #expect(try run(second, again, in: scratch).output.contains("up to date"))
        let marks = scratch / "out.review.jsonl"
        let undone = try String(contentsOfFile: marks, encoding: .utf8) + #"{"id":"\#(ids[0])","action":"undo"}"# + "\n"
        try Data(undone.utf8).write(to: URL(fileURLWithPath: marks))
        _ = try run(second, again, in: scratch)
        #expect(try OutputFolder(again).rows("train").contains { $0["id"] as? String == ids[0] })
        #expect(try OutputFolder(again).rejected("review").isEmpty)
    }

    @Test func marksOfOtherTextsAreListedAndNotApplied() throws {
        let scratch = try Scratch()
        let (out, again) = (scratch / "out", scratch / "again")
        _ = try run(pipeline(scratch, review: false), out, in: scratch)
        let id = try #require(try OutputFolder(out).rows("train")[0]["id"] as? String)
        let held = try #require(try OutputFolder(out).rows("test")[0]["id"] as? String)
        let texts = String(repeating: "0", count: 32)
        try scratch.write(
            "out.review.jsonl",
            """
            {"id":"\(id)","action":"exclude","texts":"\(texts)"}
            {"id":"\(held)","action":"exclude"}
            {"id":"\(texts)","action":"exclude"}

            """)
        let outcome = try run(pipeline(scratch, review: true), again, in: scratch)
        for count in ["1 texts_changed", "1 held_out", "1 unmatched"] {
            #expect(outcome.output.contains(count), "\(count)")
        }
        let listed = try OutputFolder.objects(again + "/review/review.jsonl")
        #expect(
            listed.compactMap { ($0["values"] as? [String: Any])?["problem"] as? String }.sorted() == [
                "held_out", "texts_changed",
            ])
        let schema = try JSONSchema(file: Program.repository + "/data-schemas/review/review.schema.json")
        for row in listed { #expect(schema.problems(row) == []) }
        let strict = try Program.run(
            ["run", scratch / "again.yaml", "-o", scratch / "strict", "--set", "stages.review.unmatched=fail"],
            in: scratch.path)
        #expect(strict.code == 1 && strict.errors.contains("1 of 3 marks meet no record"), "\(strict.errors)")
    }

    @Test func sameBytesWhateverTheThreads() throws {
        let scratch = try Scratch()
        _ = try run(pipeline(scratch, review: false), scratch / "out", in: scratch)
        let rows = try OutputFolder(scratch / "out").rows("train")
        let marks = rows.prefix(50).map { #"{"id":"\#($0["id"] ?? "")","action":"exclude","note":"多"}"# + "\n" }
        try scratch.write("out.review.jsonl", marks.joined())
        let file = try pipeline(scratch, review: true)
        var outputs: [[String: Data]] = []
        for threads in ["1", "4"] {
            let outcome = try Program.run(
                ["run", file, "-o", scratch / threads, "--threads", threads, "--memory", "80MiB"], in: scratch.path)
            #expect(outcome.code == 0, "\(outcome.errors)")
            outputs.append(try OutputFolder(scratch / threads).files())
        }
        #expect(outputs[0] == outputs[1])
        #expect(try OutputFolder(scratch / "1").rejected("review").count == 50)
    }

    @Test func saysWhatIsWrongWithTheFile() throws {
        let scratch = try Scratch()
        let file = try pipeline(scratch, review: true)
        let missing = try Program.run(["run", file, "-o", scratch / "x"], in: scratch.path)
        #expect(
            missing.code == 2
                && missing.errors.contains("again.yaml:8:5: error: 'review.file': out.review.jsonl cannot be read"),
            "\(missing.errors)")
        try scratch.write("out.review.jsonl", "{\"id\":\"1\"}\n")
        let damaged = try Program.run(["check", file], in: scratch.path)
        #expect(
            damaged.code == 2 && damaged.output.contains("out.review.jsonl:1: error: a mark needs 'id'"), "\(damaged)")
    }
}
