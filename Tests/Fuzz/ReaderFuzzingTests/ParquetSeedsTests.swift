import CurateCore
import CurateFormats
import Files
import Testing

@testable import ReaderFuzzing

/// Damage finds something only in files that are sound before it.
@Suite struct ParquetSeedsTests {
    @Test(arguments: ["parquet", "parquet-lists"]) func everySeedIsRead(name: String) throws {
        let target = try #require(FuzzTargets.all.first { $0.name == name } as? FileTarget)
        for (number, seed) in target.seeds.enumerated() {
            let outcome = try read(seed) { ReadingCase(path: $0, layout: target.layout, labels: target.labels).read() }
            #expect(outcome.failure == nil && outcome.stray == nil, "seed \(number)")
            #expect(outcome.rows > 3 && outcome.records.count > 1, "seed \(number)")
        }
    }

    @Test(arguments: ["pairs", "contrastive"]) func everyShardIsReadBack(view: String) throws {
        let target = try #require(FuzzTargets.all.first { $0.name == "shard-" + view })
        for (number, seed) in target.seeds.enumerated() {
            let rows = try read(seed) { path in
                let reader = try #require(ShardReader(view: view, teachers: []))
                try reader.open(path)
                var rows = 0
                while let batch = try reader.next() { rows += batch.count }
                return rows
            }
            #expect(rows == Texts.pairs.count, "seed \(number)")
        }
    }

    private func read<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-fuzz")
        defer { try? FileSystem.remove(folder) }
        let writer = try FileWriter(path: folder + "/rows.parquet")
        try writer.write(bytes)
        try writer.publish(sync: false)
        return try body(folder + "/rows.parquet")
    }
}
