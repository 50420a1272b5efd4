import CurateCore
import Testing

@testable import CurateFormats

/// Lists of values in formats that are not text. That readers understand them is tested in `Tests/Interoperability`.
@Suite struct ListTests {
    /// [7, 300], [], [-1]
    private let words = ColumnValues.lists(of: .words([7, 300, -1]), ends: [2, 2, 3])
    private let schema = ColumnSchema("n", .word, isList: true)

    @Test func parquetMarksWhereRowsBeginAndWhichAreEmpty() {
        var buffer = ColumnBuffer(schema)
        buffer.append(words)
        buffer.append(words)
        #expect(buffer.rows == 6 && buffer.count == 6 && buffer.entries == 8 && buffer.missing == 2)
        #expect(buffer.levels == [1, 1, 0, 1, 1, 1, 0, 1])
        #expect(buffer.repetitions == [0, 1, 0, 0, 0, 1, 0, 0])
        #expect(buffer.ends == [2, 3, 4, 6, 7, 8])
        #expect(buffer.bounds?.least == [255, 255, 255, 255] && buffer.bounds?.greatest == [44, 1, 0, 0])
    }

    @Test func jsonHasNestedLists() {
        var output: [UInt8] = []
        for row in 0..<3 { words.appendJSON(row, to: &output) }
        #expect(String(decoding: output, as: UTF8.self) == "[7,300][][-1]")
        output = []
        ColumnValues.lists(of: words, ends: [1, 3]).appendJSON(1, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "[[],[-1]]")
    }

    /// `ndarray:int32`: the number of dimensions with the type of the size, the size, the values.
    @Test func mdsHasArraysAndTexts() {
        let columns = [schema, ColumnSchema("t", .text, isList: true)]
        var shard = MDSShard(columns, limit: 1 << 20)
        let table = Table(
            count: 3, columns: [words, .lists(of: .texts(TextColumn(["一", "二"])), ends: [2, 2, 2])])
        shard.append(table, 0)
        let bytes = shard.take()
        let text = Array(#"["一","二"]"#.utf8)
        let sample: [UInt8] = [10, 0, 0, 0, UInt8(text.count), 0, 0, 0, 4, 2, 7, 0, 0, 0, 44, 1, 0, 0] + text
        #expect(Array(bytes.suffix(sample.count)) == sample)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#"["ndarray:int32", "json"]"#))
    }
}
