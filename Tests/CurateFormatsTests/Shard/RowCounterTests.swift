import CurateCore
import Testing

@testable import CurateFormats

@Suite struct RowCounterTests {
    private static func shard(_ format: String, _ rows: Int) throws -> [UInt8] {
        let encoder = try #require(
            ViewCatalog.encoder(view: "pairs", format: format, level: nil, roster: ShardRecords.roster))
        return try ShardRecords.shard(encoder, ShardRecords.batch(rows), pieces: 3)
    }

    private func count(_ bytes: some Sequence<UInt8>, _ format: String, pieces size: Int = 100) -> Int? {
        var counter = RowCounters.counter(forFile: "data/pairs/train-00000-of-00001.\(format)")
        let bytes = Array(bytes)
        for start in stride(from: 0, to: bytes.count, by: size) {
            counter.take(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        return counter.rows
    }

    @Test(arguments: ["jsonl", "tsv", "parquet", "tfrecord", "tar"], [0, 1, 50])
    func countsWhatWasWritten(format: String, rows: Int) throws {
        let bytes = try Self.shard(format, rows)
        for size in [1, 7, 512, 100_000] { #expect(count(bytes, format, pieces: size) == rows) }
    }

    @Test(arguments: ["parquet", "tfrecord", "tar"])
    func noticesAMissingEnd(format: String) throws {
        let bytes = try Self.shard(format, 20)
        for missing in [1, 3, 10] { #expect(count(bytes.dropLast(missing), format) == nil) }
    }

    @Test func damagedFootersEndTheReading() throws {
        let bytes = try Self.shard("parquet", 20)
        for place in bytes.count - 200..<bytes.count {
            var damaged = bytes
            damaged[place] ^= 0x5A
            _ = count(damaged, "parquet", pieces: 4096)
        }
    }
}
