import Foundation
import Testing

/// What `curate run` tells on standard error, and what it keeps of times.
@Suite(.serialized)
struct ProgressRunTests {
    private func run(_ folder: String, _ more: [String]) throws -> Program.Outcome {
        let outcome = try Program.run(["run", "pipelines/lcqmc-plain.yaml", "--output", folder] + more)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome
    }

    private static let stages = ["read", "dedup", "reconcile", "guard", "settle", "write"]

    @Test func aLineForEachStageWhereNoTerminalIs() throws {
        let scratch = try Scratch()
        let outcome = try run(scratch / "out", [])
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        let told = lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(told.filter(Self.stages.contains) == Self.stages)
        #expect(lines.contains { $0.hasPrefix("read: ") && $0.contains(" rows, ") && $0.contains(" rejected, ") })
        #expect(!outcome.errors.contains("\u{1B}"))
        for word in ["report.html", "curate show", "curate explain", "curate stats"] {
            #expect(outcome.output.contains(word), "\(word)")
        }
    }

    @Test func quietTellsTheOutcomeAlone() throws {
        let scratch = try Scratch()
        let outcome = try run(scratch / "out", ["--quiet"])
        #expect(outcome.errors == "")
        #expect(outcome.output.contains("records"))
        let both = try Program.run(["run", "pipelines/lcqmc-plain.yaml", "--quiet", "--progress", "json"])
        #expect(both.code == 2 && both.errors.contains("exclude each other"))
    }

    @Test func everyEventIsALineOfJSON() throws {
        let scratch = try Scratch()
        let outcome = try run(scratch / "out", ["--progress", "json"])
        let events = try outcome.errors.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
        let planned = try #require(events.first { $0["event"] as? String == "planned" })
        #expect(planned["stages"] as? [String] == Self.stages)
        let ended = events.filter { $0["event"] as? String == "stage" }
        #expect(ended.compactMap { $0["stage"] as? String } == Self.stages)
        let statistics = try OutputFolder(scratch / "out").json("stats.json")
        let balance = try #require(statistics["balance"] as? [String: Int])
        let sources = try #require(statistics["sources"] as? [[String: Any]])
        let unreadable = sources.flatMap { ($0["rejected"] as? [String: Int] ?? [:]).values }.reduce(0, +)
        let finished = events.last { $0["event"] as? String == "finished" }
        #expect(finished?["rejected"] as? Int == (balance["rejected"] ?? 0) + unreadable)
        let read = try #require(ended.first)
        #expect(read["rows"] as? Int == sources.reduce(0) { $0 + ($1["records"] as? Int ?? 0) })
    }

    /// Times are kept apart from all that must be equal between runs.
    @Test func timesAreKeptInTheWorkFolderAlone() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        _ = try run(out, ["--threads", "1"])
        let timings = try OutputFolder(out).json(".curate/timings.json")
        let parts = try #require(timings["parts"] as? [[String: Any]])
        #expect(parts.allSatisfy { ($0["peak_bytes"] as? Int ?? 0) > 1 << 20 })
        #expect(parts.first?["name"] as? String == "scan" && parts.last?["name"] as? String == "shards")
        _ = try run(scratch / "other", ["--threads", "3"])
        #expect(try OutputFolder(out).files() == OutputFolder(scratch / "other").files())
        #expect(try Program.run(["verify", out]).code == 0)
        let told = try Program.run(["stats", out])
        #expect(told.output.contains("peak memory") && told.output.contains("With 1 thread"))
        // Another stage's options: what the reading took is still known, beside what the new pass took.
        let again = try run(out, ["--set", "stages.guard.near=0.9", "--progress", "json"])
        #expect(again.errors.contains("\"reused\":true"))
        let later = try #require(try OutputFolder(out).json(".curate/timings.json")["parts"] as? [[String: Any]])
        #expect(later.first?["reused"] as? Int == parts.first?["tasks"] as? Int)
        #expect(later.first?["seconds"] as? Double ?? 0 >= parts.first?["seconds"] as? Double ?? 1)
        try FileManager.default.removeItem(atPath: out + "/.curate")
        let without = try Program.run(["stats", out])
        #expect(without.code == 0 && without.output.contains("not on record"))
    }

    @Test func aFailureIsToldBelowTheProgress() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / "out", "--set", "max_rejected=0"])
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("max_rejected"))
    }
}
