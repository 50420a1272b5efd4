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
        let verified = try Program.run(["verify", scratch / "out"])
        #expect(verified.code == 0 && verified.output.contains("none with a conflict"), "\(verified.output)")
    }

    /// Whatever rows are written in, they are shown, explained and proved alike.
    @Test(arguments: ["parquet", "tfrecord.gz"]) func otherFormatsSayWhatJSONLinesSay(format: String) throws {
        let scratch = try Scratch()
        let lines = try Self.run([], to: scratch / "lines").path
        let other = try Self.run(["outputs.0.format=\(format)"], to: scratch / "other").path
        func rows(_ folder: String) throws -> [NSDictionary] {
            let shown = try Program.run(["show", folder, "--view", "contrastive", "--limit", "0", "--json"])
            #expect(shown.code == 0, "\(shown.errors)")
            return try OutputFolder.objects(Data(shown.output.utf8)).map { NSDictionary(dictionary: $0) }
        }
        let shown = try rows(lines)
        #expect(shown.count > 64)
        #expect(try rows(other) == shown)
        let verified = try Program.run(["verify", other])
        #expect(verified.code == 0 && verified.output.contains("none with a conflict"), "\(verified.output)")
        let ids = shown.flatMap { $0["negative_ids"] as? [String] ?? [] }
        let negative = try #require(ids.first)
        let told = try [lines, other].map { try Program.run(["explain", $0, negative]) }
        #expect(told[0].code == 0 && told[0].output.contains("negative"), "\(told[0].output)\(told[0].errors)")
        #expect(told[1].output.replacing(format, with: "jsonl") == told[0].output)
    }

    // MARK: verify

    /// Writes a file of a finished folder anew, so that its size, checksum and number of rows are those of the manifest.
    private static func rewrite(
        _ folder: String, _ path: String, _ change: (inout [String]) -> Void
    ) throws {
        var lines = try String(contentsOfFile: folder + "/" + path, encoding: .utf8).split(separator: "\n").map(
            String.init)
        change(&lines)
        let text = lines.joined(separator: "\n") + "\n"
        try text.write(toFile: folder + "/" + path, atomically: true, encoding: .utf8)
        let sum = try Program.shell("sha256sum '\(folder)/\(path)'").output.prefix(64)
        try alterManifest(folder) { manifest in
            var shards = manifest["shards"] as? [[String: Any]] ?? []
            for place in shards.indices where shards[place]["path"] as? String == path {
                shards[place]["sha256"] = String(sum)
                shards[place]["bytes"] = text.utf8.count
                shards[place]["rows"] = lines.count
            }
            manifest["shards"] = shards
        }
    }

    private static func alterManifest(_ folder: String, _ change: (inout [String: Any]) -> Void) throws {
        var manifest = try OutputFolder(folder).json("manifest.json")
        change(&manifest)
        let data = try JSONSerialization.data(withJSONObject: manifest, options: [.withoutEscapingSlashes])
        try data.write(to: URL(fileURLWithPath: folder + "/manifest.json"))
    }

    private static func alterPlan(_ folder: String, _ change: (inout [String: Any]) -> Void) throws {
        try alterManifest(folder) { manifest in
            var arrangements = manifest["arrangements"] as? [[String: Any]] ?? []
            var plan = arrangements[0]["batches"] as? [String: Any] ?? [:]
            change(&plan)
            arrangements[0]["batches"] = plan
            manifest["arrangements"] = arrangements
        }
    }

    @Test func verifyFindsRowsThatChangedPlaces() throws {
        let scratch = try Scratch()
        _ = try Self.run(["stages.batches.size=16", "stages.batches.accumulate=2"], to: scratch / "out")
        let shard = "data/contrastive/train-00000-of-00001.jsonl"
        // Of one step, then of two.
        for (first, second) in [(3, 9), (5, 40)] {
            try Self.rewrite(scratch / "out", shard) { $0.swapAt(first, second) }
            let found = try Program.run(["verify", scratch / "out"])
            #expect(found.code == 1 && found.output.contains("\(shard) row "), "\(found.output)")
            try Self.rewrite(scratch / "out", shard) { $0.swapAt(first, second) }
            #expect(try Program.run(["verify", scratch / "out"]).code == 0)
        }
    }

    @Test func verifyFindsARowThatMeansTheSame() throws {
        let scratch = try Scratch()
        _ = try Self.run(["stages.batches.size=16", "stages.batches.accumulate=1"], to: scratch / "out")
        let shard = "data/contrastive/train-00000-of-00001.jsonl"
        try Self.rewrite(scratch / "out", shard) { lines in
            // With the id of its own, so that the order is as it was.
            let id = lines[7].prefix(48)
            lines[7] = String(id + lines[2].dropFirst(48))
        }
        let found = try Program.run(["verify", scratch / "out", "--json"])
        #expect(found.code == 1)
        #expect(found.output.contains("row 8 means the same as row 3 of its step"), "\(found.output)")
    }

    @Test func verifyFindsAnAlteredPlan() throws {
        let scratch = try Scratch()
        _ = try Self.run(["stages.batches.size=16", "stages.batches.accumulate=1"], to: scratch / "out")
        try Self.alterPlan(scratch / "out") { $0["placed"] = ($0["placed"] as? Int ?? 0) + 16 }
        let numbers = try Program.run(["verify", scratch / "out"])
        #expect(numbers.code == 1 && numbers.output.contains("manifest.json its batch plan"), "\(numbers.output)")
        // Numbers that fit each other, of batches that are not there.
        try Self.alterPlan(scratch / "out") { plan in
            let placed = (plan["placed"] as? Int ?? 0) - 16
            let rows = placed + (plan["remainder"] as? Int ?? 0)
            plan["size"] = 10
            plan["placed"] = placed / 10 * 10
            plan["batches"] = placed / 10
            plan["remainder"] = rows - placed / 10 * 10
        }
        let order = try Program.run(["verify", scratch / "out"])
        #expect(order.code == 1 && order.output.contains(".jsonl row "), "\(order.output)")
    }

    private static let copied = [
        "stages.batches.size=8", "stages.batches.accumulate=1", "stages.batches.copies=2", "stages.batches.near=0.6",
        "outputs.0.view=pairs", "outputs.0.max_rows=100",
    ]

    private static func pairsPipeline(_ scratch: Scratch) throws -> String {
        let text = try String(contentsOfFile: Program.repository + "/pipelines/contrastive.yaml", encoding: .utf8)
        return try scratch.write("pairs.yaml", text.replacing(", negatives: 4, fewer: keep", with: ""))
    }

    @Test func shardsEndWhereStepsDoAndRowsAreRepeatedBesideEachOther() throws {
        let scratch = try Scratch()
        let output = try Self.run(Self.copied, to: scratch / "out", pipeline: try Self.pairsPipeline(scratch))
        let manifest = try output.json("manifest.json")
        let shards = (manifest["shards"] as? [[String: Any]] ?? []).filter { $0["split"] as? String == "train" }
        let rows = shards.compactMap { $0["rows"] as? Int }
        #expect(
            rows.count > 3 && rows.allSatisfy { $0 <= 100 } && rows.dropLast().allSatisfy { $0 % 8 == 0 }, "\(rows)")
        let verified = try Program.run(["verify", scratch / "out"])
        #expect(verified.code == 0 && verified.output.contains("none with a conflict"), "\(verified.output)")
        let second = shards[1]["path"] as? String ?? ""
        try Self.rewrite(scratch / "out", second) { $0.swapAt(1, 2) }
        let found = try Program.run(["verify", scratch / "out"])
        #expect(found.code == 1 && found.output.contains("\(second) row 2 is not the row before it once more"))
    }

    @Test func directionsAreNeighboursAndTheRestIsInTheLedger() throws {
        let scratch = try Scratch()
        let sets = Self.copied.map { $0.replacing("copies=2", with: "mirrored=true") } + ["stages.batches.rest=reject"]
        let output = try Self.run(sets, to: scratch / "out", pipeline: try Self.pairsPipeline(scratch))
        let manifest = try output.json("manifest.json")
        let schema = try JSONSchema(file: "\(Program.repository)/data-schemas/manifest/manifest.schema.json")
        #expect(schema.problems(manifest) == [])
        let shards = (manifest["shards"] as? [[String: Any]] ?? []).filter { $0["split"] as? String == "train" }
        let rows = try shards.flatMap { try OutputFolder.objects(output.path + "/\($0["path"] ?? "")") }
        #expect(rows.count > 100 && rows.count % 8 == 0)
        for first in stride(from: 0, to: rows.count, by: 2) {
            let (one, two) = (rows[first], rows[first + 1])
            #expect(one["id"] as? String == two["id"] as? String)
            #expect(one["sentence1"] as? String == two["sentence2"] as? String)
            #expect(one["sentence2"] as? String == two["sentence1"] as? String)
        }
        let ledger = try OutputFolder.objects(output.path + "/rejected/batches.jsonl")
        let arrangements = manifest["arrangements"] as? [[String: Any]]
        let plan = arrangements?[0]["batches"] as? [String: Any]
        #expect(!ledger.isEmpty && ledger.count == plan?["remainder"] as? Int)
        #expect(ledger.allSatisfy { ["no_place", "no_full_step"].contains($0["rule"] as? String) })
        #expect(ledger.allSatisfy { ($0["values"] as? [String: Any])?["view"] as? String == "pairs" })
        let written = Set(rows.compactMap { $0["id"] as? String })
        #expect(written.isDisjoint(with: ledger.compactMap { $0["id"] as? String }))
        let verified = try Program.run(["verify", scratch / "out"])
        #expect(verified.code == 0 && verified.output.contains("none with a conflict"), "\(verified.output)")
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
