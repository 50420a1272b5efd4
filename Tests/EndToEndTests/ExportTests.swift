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
            (["--view", "sentences"], "cannot be exported"),
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
}
