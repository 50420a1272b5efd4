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

    /// Segments name stretches of the file, which tell row groups apart only where these follow each other.
    @Test(arguments: [[4, 104, 204], [204, 104, 4], [4, 4, 4], [4, 54, 104], [104, 4, 204]])
    func everyRowGroupIsInOneSegment(offsets: [Int]) throws {
        let footer = try ParquetFooter(Self.footer(offsets: offsets), fileSize: 1000)
        let segments = ParquetInventory.segments(footer, 1)
        let found = (segments.isEmpty ? [.whole] : segments).flatMap { footer.groups(in: $0).map(\.firstRow) }
        #expect(found == [0, 10, 20])
        #expect(segments.count == (offsets == [4, 104, 204] ? 3 : 0))
    }

    /// Of one column, 10 rows and 100 bytes in each row group.
    private static func footer(offsets: [Int]) -> [UInt8] {
        var footer = ThriftCompact()
        footer.structures(2, [ParquetElement.root(1), .value(ColumnSchema("text", .text), name: "text")]) {
            $1.describe(&$0)
        }
        footer.long(3, 10 * offsets.count)
        footer.structures(4, offsets) { group, offset in
            group.structures(1, [offset]) { chunk, offset in
                chunk.structure(3) { meta in
                    meta.integer(4, ParquetCode.zstd)
                    meta.long(7, 100)
                    meta.long(9, offset)
                }
            }
            group.long(3, 10)
        }
        footer.end()
        return footer.bytes
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
