import CurateCore
import Testing

@testable import CurateFormats

/// That readers understand the files is tested with the readers, in `Tests/Interoperability`.
@Suite struct ParquetShardTests {
    private func file(_ count: Int, pieces: Int = 1, groupRows: Int = 65_536) throws -> [UInt8] {
        let encoder = ParquetShard(PairsTable(ShardRecords.roster), groupRows: groupRows)
        return try ShardRecords.shard(encoder, ShardRecords.batch(count), pieces: pieces)
    }

    @Test(arguments: [0, 1, 1000])
    func beginsAndEndsAsParquetDoes(count: Int) throws {
        let bytes = try file(count)
        #expect(bytes.prefix(4) == Array("PAR1".utf8)[...])
        #expect(bytes.suffix(4) == Array("PAR1".utf8)[...])
        let length = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length > 100 && length < bytes.count - 8)
    }

    @Test(arguments: [1, 2, 3, 7])
    func doesNotDependOnHowRecordsCome(pieces: Int) throws {
        #expect(try file(1000, pieces: pieces, groupRows: 300) == file(1000, groupRows: 300))
    }

    @Test func boundsAreTheLeastAndTheGreatest() {
        var texts = ColumnBuffer(ColumnSchema("text", .text))
        texts.append(.texts(TextColumn(["b", "", "é", "z"])))
        #expect(texts.bounds?.least == [])
        #expect(texts.bounds?.greatest == Array("é".utf8))
        var numbers = ColumnBuffer(ColumnSchema("number", .number, isOptional: true))
        numbers.append(.numbers([nil, 0, 2.5]))
        #expect(numbers.bounds?.least == [0, 0, 0, 0x80])
        #expect(numbers.bounds?.greatest == [0, 0, 0x20, 0x40])
        #expect(numbers.missing == 1)
    }

    @Test func longTextsHaveNoBounds() {
        var texts = ColumnBuffer(ColumnSchema("text", .text))
        texts.append(.texts(TextColumn(["a", String(repeating: "长", count: 100)])))
        #expect(texts.bounds == nil)
    }

    @Test func givesUpADictionaryOfTooManyValues() {
        var texts = ColumnBuffer(ColumnSchema("text", .text))
        texts.append(.texts(TextColumn(["a", "b", "a", "c"])))
        #expect(texts.dictionary(most: 2) == nil)
        #expect(texts.dictionary(most: 3)?.indices == [0, 1, 0, 2])
    }
}
