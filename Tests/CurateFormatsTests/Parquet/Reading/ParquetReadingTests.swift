import CurateCore
import Testing

@testable import CurateFormats

/// That files of other writers are understood is tested with those writers, in `Tests/Interoperability`.
@Suite struct ParquetReadingTests {
    private static let layout = CorpusLayout(
        name: "parquet", format: .parquet,
        columns: [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])

    private func file(_ count: Int, groupRows: Int = 300) throws -> [UInt8] {
        let encoder = ParquetShard(PairsTable(ShardRecords.roster), groupRows: groupRows)
        return try ShardRecords.shard(encoder, ShardRecords.batch(count))
    }

    @Test func readsWhatIsWritten() throws {
        let rows = try read(file(1000), Self.layout)
        let batch = ShardRecords.batch(1000)
        // The record without a label, and those of other scales than this corpus', are rejected where they stand.
        let wanted = (0..<1000).filter { batch.labels[$0].scale != .none && batch.labels[$0].value <= 1 }
        #expect(rows.records.map(\.a) == wanted.map { batch.a.text.string($0) })
        #expect(rows.records.map(\.b) == wanted.map { batch.b.text.string($0) })
        #expect(rows.records.map(\.line) == wanted.map { $0 + 1 })
        #expect(rows.refused.prefix(3) == ["3:1 bad_label", "4:1 bad_label", "5:1 missing_field"])
        #expect(rows.rows == 1000)
    }

    @Test(arguments: [1, 10_000, 1 << 30])
    func segmentsTogetherAreTheFile(targetBytes: Int) throws {
        let file = try TemporaryFile(try file(1000))
        let whole = try read(file: file.path, Self.layout)
        let entry = try FileInventory.scan(path: file.path, layout: Self.layout, targetBytes: targetBytes)
        #expect(entry.lines == 1000)
        #expect(entry.segments.count == (targetBytes == 1 ? 4 : targetBytes == 10_000 ? entry.segments.count : 1))
        let parts = try entry.segments.flatMap { try read(file: file.path, Self.layout, segment: $0).records }
        #expect(parts == whole.records)
    }

    @Test func tellsWhatColumnsThereAre() throws {
        var layout = Self.layout
        layout.columns[.label] = .name("score")
        let bytes = try file(10)
        let failure = #expect(throws: CorpusFileFailure.self) { try read(bytes, layout) }
        #expect(failure?.reason == "no column 'score'")
        #expect(failure?.hint?.contains("sentence1, sentence2, label") == true)
    }

    @Test(arguments: [0, 3, 11, 200])
    func refusesAFileThatEndsTooEarly(length: Int) throws {
        let bytes = Array(try file(10).prefix(length))
        #expect(throws: CorpusFileFailure.self) { try read(bytes, Self.layout) }
    }

    /// Every byte of the file wrong, one at a time: rows or a failure come out, and the program goes on.
    @Test func outlivesDamage() throws {
        let sound = try file(40)
        for place in sound.indices {
            var bytes = sound
            bytes[place] ^= 0x55
            do {
                _ = try read(bytes, Self.layout)
            } catch {
                #expect(error is CorpusFileFailure, "byte \(place): \(error)")
            }
        }
    }

    @Test(arguments: [(1, [1, 0, 1, 1, 0, 0, 0, 1, 1]), (3, Array(repeating: 5, count: 100)), (7, Array(0..<100))])
    func runLengthsReadBack(width: Int, values: [UInt32]) {
        var bytes: [UInt8] = []
        RunLengths.encode(values[...], width: width, into: &bytes)
        #expect(RunLengths.decode(bytes[...], width: width, count: values.count) == values)
        #expect(RunLengths.decode(bytes.prefix(1), width: width, count: values.count) == nil)
    }
}
