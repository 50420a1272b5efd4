import Foundation
import Testing

/// The view `contrastive` and the stage `batches`, as written by the program.
struct ContrastiveTests {
    private static func run(
        _ sets: [String], to output: String, threads: Int = 2, pipeline: String = "pipelines/contrastive.yaml"
    ) throws -> OutputFolder {
        let arguments =
            ["run", pipeline, "--output", output, "--threads", "\(threads)"]
            + (["outputs.0.format=jsonl"] + sets).flatMap { ["--set", $0] }
        let run = try Program.run(arguments)
        #expect(run.code == 0, "\(run.errors)")
        return OutputFolder(output)
    }

    private static func rows(_ output: OutputFolder) throws -> [[String: Any]] {
        try OutputFolder.objects(output.path + "/data/contrastive/train-00000-of-00001.jsonl")
    }

    @Test func rowsFitTheirSchemaAndComeInBatchesFreeOfConflicts() throws {
        let scratch = try Scratch()
        let output = try Self.run(["stages.batches.size=16"], to: scratch / "out")
        let schema = try JSONSchema(file: "\(Program.repository)/data-schemas/record/contrastive.schema.json")
        let rows = try Self.rows(output)
        #expect(rows.count > 64)
        #expect(rows.flatMap(schema.problems) == [])
        let manifest = try JSONSchema(file: "\(Program.repository)/data-schemas/manifest/manifest.schema.json")
        #expect(try manifest.problems(output.json("manifest.json")) == [])
        #expect(rows.contains { ($0["negatives"] as? [String])?.isEmpty == false })
        let check = try Program.shell("python3 Tests/Interoperability/check_batches.py '\(scratch / "out")'")
        #expect(check.code == 0, "\(check.output)\(check.errors)")
        #expect(try Program.run(["verify", scratch / "out"]).code == 0)
    }

    @Test func theSameBytesAtAnyNumberOfThreads() throws {
        let scratch = try Scratch()
        let first = try Self.run([], to: scratch / "one", threads: 1)
        let second = try Self.run([], to: scratch / "four", threads: 4)
        #expect(try first.files() == second.files())
    }

    @Test func rowsAreThoseOfAModelInThreeLines() throws {
        let scratch = try Scratch()
        let text = try String(contentsOfFile: Program.repository + "/pipelines/contrastive.yaml", encoding: .utf8)
        let pipeline = try scratch.write("both.yaml", text + "  - {view: pairs, format: jsonl}\n")
        let output = try Self.run(["outputs.0.negatives=64"], to: scratch / "out", pipeline: pipeline)
        let pairs = try OutputFolder.objects(output.path + "/data/pairs/train-00000-of-00001.jsonl")
        let positives = pairs.filter { $0["class"] as? Int == 1 }
        let rows = try Self.rows(output)
        #expect(Set(rows.compactMap { $0["id"] as? String }) == Set(positives.compactMap { $0["id"] as? String }))
        var different: [String: Set<String>] = [:]
        for pair in pairs where pair["class"] as? Int == 0 {
            guard let a = pair["sentence1"] as? String, let b = pair["sentence2"] as? String else { continue }
            different[a, default: []].insert(b)
            if pair["origin"] == nil { different[b, default: []].insert(a) }
        }
        // Sentences of one key share their negatives, so some rows have more than the model, which compares texts.
        let found = rows.map { row in
            (Set(row["negatives"] as? [String] ?? []), different[row["anchor"] as? String ?? ""] ?? [])
        }
        #expect(found.allSatisfy { $0.isSuperset(of: $1) })
        #expect(found.count { $0 == $1 } * 20 > found.count * 19)
    }

    @Test func exactlyAsManyNegativesOrNone() throws {
        let scratch = try Scratch()
        let output = try Self.run(
            ["outputs.0.negatives=1", "outputs.0.fewer=leave_out", "stages.batches.size=4"], to: scratch / "out")
        let rows = try Self.rows(output)
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { ($0["negatives"] as? [String])?.count == 1 })
    }

    @Test func theCheckerFindsTwoRowsThatChangedPlaces() throws {
        let scratch = try Scratch()
        _ = try Self.run(["stages.batches.size=4"], to: scratch / "out")
        let path = scratch / "out/data/contrastive/train-00000-of-00001.jsonl"
        var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        lines[1] = lines[0]
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let check = try Program.shell("python3 Tests/Interoperability/check_batches.py '\(scratch / "out")'")
        #expect(check.code == 1)
        #expect(try Program.run(["verify", scratch / "out"]).code != 0)
    }
}
