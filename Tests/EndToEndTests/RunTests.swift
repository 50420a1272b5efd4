import Foundation
import Testing

/// `curate run` on the sample, judged by what it wrote and by code of its own.
@Suite(.serialized)
struct RunTests {
    private static let plain = ["--set", "outputs.0.format=jsonl"]

    private func run(_ folder: String, _ more: [String] = []) throws -> Program.Outcome {
        try Program.run(["run", "pipelines/lcqmc-plain.yaml", "--output", folder] + Self.plain + more)
    }

    @Test func writesShardsAndReportsAndIsThenUpToDate() throws {
        let scratch = try Scratch()
        let first = try run(scratch / "out")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("written +"))
        let output = OutputFolder(scratch / "out")
        #expect(try output.rows("train").count > 3000)
        let before = try output.files()
        #expect(Set(before.keys).isSuperset(of: ["manifest.json", "stats.json", "README.md", "rejected/read.jsonl"]))
        let second = try run(scratch / "out")
        #expect(second.output.contains("up to date"))
        #expect(try output.files() == before)
        #expect(try Program.run(["verify", scratch / "out"]).code == 0)
    }

    @Test(arguments: ["jsonl.zst", "tsv.gz", "parquet", "tfrecord", "tfrecord.gz", "tar"])
    func everyFormatIsVerified(format: String) throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set", "outputs.0.format=\(format)"])
        #expect(run.code == 0, "\(run.errors)")
        #expect(try Program.run(["verify", out]).code == 0)
        let shard = out + "/data/pairs/train-00000-of-00001.\(format)"
        let whole = try Data(contentsOf: URL(fileURLWithPath: shard))
        try whole.dropLast(5).write(to: URL(fileURLWithPath: shard))
        let damaged = try Program.run(["verify", out])
        #expect(damaged.code == 1)
        #expect(damaged.output.contains("train-00000-of-00001.\(format) "), "\(damaged.output)")
    }

    /// `pipelines/lcqmc.yaml` with the teacher that the repository carries.
    @Test func theDemonstrationTeacherParaphrases() throws {
        let scratch = try Scratch()
        let out = scratch / "out"
        let run = try Program.run(
            ["run", "pipelines/lcqmc.yaml", "--output", out, "--set", "stages.paraphrase.cap=40"] + Self.plain)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try Program.run(["verify", out]).code == 0)
        let output = OutputFolder(out)
        let train = try output.rows("train")
        let made = train.filter { $0["origin"] as? String == "paraphrase" }
        #expect(made.count >= 10)
        #expect(train.allSatisfy { $0["score"] is Double || $0["score"] is Int })
        let originals = Set(train.compactMap { $0["id"] as? String })
        #expect(made.allSatisfy { originals.contains($0["parent"] as? String ?? "") })
        let heldOut = try Set((output.rows("validation") + output.rows("test")).flatMap(Self.keys))
        #expect(made.flatMap(Self.keys).filter(heldOut.contains).isEmpty)
    }

    @Test func everyRecordIsWrittenOrInTheLedger() throws {
        let scratch = try Scratch()
        #expect(try run(scratch / "out").code == 0)
        let output = OutputFolder(scratch / "out")
        let sample = Program.repository + "/data-schemas/corpora/lcqmc/sample/"
        let lines = try ["train.txt", "dev.txt", "test.txt"].reduce(0) { count, name in
            let data = try Data(contentsOf: URL(fileURLWithPath: sample + name))
            return count + data.split(separator: 10).count
        }
        let written = try ["train", "validation", "test"].reduce(0) { try $0 + output.rows($1).count }
        #expect(try written + output.ledgerLines() == lines)
    }

    @Test func noHeldOutSentenceIsTrainedOn() throws {
        let scratch = try Scratch()
        #expect(try run(scratch / "out").code == 0)
        let output = OutputFolder(scratch / "out")
        let heldOut = try Set((output.rows("validation") + output.rows("test")).flatMap(Self.keys))
        let leaked = try output.rows("train").flatMap(Self.keys).filter(heldOut.contains)
        #expect(!heldOut.isEmpty)
        #expect(leaked.isEmpty, "\(leaked.prefix(3))")
    }

    /// A key made by Foundation instead of the program: compatibility form, lower case, letters and digits.
    private static func keys(_ row: [String: Any]) -> [String] {
        ["sentence1", "sentence2"].compactMap { row[$0] as? String }.map { text in
            let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
            return String(String.UnicodeScalarView(folded.unicodeScalars.filter(CharacterSet.alphanumerics.contains)))
        }.filter { !$0.isEmpty }
    }

    @Test func threadsAndMemoryChangeNoByte() throws {
        let scratch = try Scratch()
        var reference: [String: Data]?
        for (number, more) in [["--threads", "1"], ["--threads", "3"], ["--threads", "2", "--memory", "80MiB"]]
            .enumerated()
        {
            #expect(try run(scratch / "out\(number)", more).code == 0)
            let files = try OutputFolder(scratch / "out\(number)").files()
            if let reference { #expect(files == reference, "\(more)") } else { reference = files }
        }
    }

    @Test func anotherSeedGivesAnotherOrderOfTheSameRows() throws {
        let scratch = try Scratch()
        #expect(try run(scratch / "a").code == 0)
        #expect(try run(scratch / "b", ["--set", "seed=7"]).code == 0)
        let ids = try ["a", "b"].map { try OutputFolder(scratch / $0).rows("train").compactMap { $0["id"] as? String } }
        #expect(ids[0] != ids[1])
        #expect(ids[0].sorted() == ids[1].sorted())
    }

    @Test func aChangedStageReusesWhatCameBefore() throws {
        let scratch = try Scratch()
        #expect(try run(scratch / "out").code == 0)
        let again = try run(scratch / "out", ["--set", "stages.guard.near=0.9"])
        #expect(again.code == 0)
        #expect(again.errors.contains("scan: 3 of 3 tasks are done already"), "\(again.errors)")
        #expect(try run(scratch / "fresh", ["--set", "stages.guard.near=0.9"]).code == 0)
        #expect(try OutputFolder(scratch / "out").files() == OutputFolder(scratch / "fresh").files())
    }
}
