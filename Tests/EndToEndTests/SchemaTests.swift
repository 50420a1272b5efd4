import Foundation
import Testing

/// Real output against the schemas in `data-schemas`.
struct SchemaTests {
    private static func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(file: "\(Program.repository)/data-schemas/\(name).schema.json")
    }

    @Test func whatARunWritesFitsItsSchemas() throws {
        let scratch = try Scratch()
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--set", "outputs.0.format=jsonl", "--output", scratch / "out"])
        #expect(run.code == 0, "\(run.errors)")
        let output = OutputFolder(scratch / "out")
        #expect(try Self.schema("manifest/manifest").problems(output.json("manifest.json")) == [])
        #expect(try Self.schema("stats/stats").problems(output.json("stats.json")) == [])
        let timings = try Self.schema("timings/timings")
        #expect(timings.problems(try output.json(".curate/timings.json")) == [])
        let told = try Program.run(["stats", output.path, "--json"]).output
        let report = try #require(JSONSerialization.jsonObject(with: Data(told.utf8)) as? [String: Any])
        #expect(timings.problems(try #require(report["timings"])) == [])
        let row = try Self.schema("record/pairs")
        let rows = try output.rows("train") + output.rows("test")
        #expect(rows.flatMap(row.problems) == [])
        let line = try Self.schema("ledger/ledger")
        let ledgers = try output.files().keys.filter { $0.hasPrefix("rejected/") }
        #expect(ledgers.count >= 3)
        for ledger in ledgers {
            #expect(try OutputFolder.objects(output.path + "/" + ledger).flatMap(line.problems) == [], "\(ledger)")
        }
    }

    @Test func aWrongRowDoesNotFit() throws {
        let row = try Self.schema("record/pairs")
        let wrong: [String: Any] = ["id": "xyz", "sentence1": 3, "extra": true]
        #expect(row.problems(wrong).count >= 3)
    }

    @Test func theSchemaOfPipelinesIsTheOneOnRecord() throws {
        let printed = try Program.run(["stages", "--schema"])
        let stored = try String(
            contentsOfFile: Program.repository + "/data-schemas/pipeline/pipeline.schema.json", encoding: .utf8)
        #expect(
            printed.output == stored,
            "run: .build/debug/curate stages --schema > data-schemas/pipeline/pipeline.schema.json")
    }

    @Test func theDocumentationOfStagesIsTheOneOnRecord() throws {
        let printed = try Program.run(["stages", "--markdown"])
        let stored = try String(contentsOfFile: Program.repository + "/docs/stages.md", encoding: .utf8)
        #expect(printed.output == stored, "run: .build/debug/curate stages --markdown > docs/stages.md")
    }

    @Test func theDocumentationOfTeachersIsTheOneOnRecord() throws {
        let printed = try Program.run(["teachers", "--markdown"])
        let stored = try String(contentsOfFile: Program.repository + "/docs/teacher-kinds.md", encoding: .utf8)
        #expect(printed.output == stored, "run: .build/debug/curate teachers --markdown > docs/teacher-kinds.md")
        #expect(try Program.run(["teachers", "http"]).output.contains("api_key_env"))
        let unknown = try Program.run(["teachers", "htp"])
        #expect(unknown.code == 2 && unknown.errors.contains("Did you mean 'http'?"))
    }
}
