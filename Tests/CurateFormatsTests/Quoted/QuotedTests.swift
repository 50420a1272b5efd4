import CurateCore
import Testing

@testable import CurateFormats

@Suite struct QuotedTests {
    private var layout: CorpusLayout {
        CorpusLayout(
            name: "comma", format: .csv, quote: "\"", delimiter: ",",
            columns: [.a: .position(1), .b: .position(2), .label: .position(3)])
    }

    @Test func readsQuotesDoubledQuotesAndLineEndsInFields() throws {
        let rows = try read("\"他说\"\"好\"\",对\",b,1\r\n\"c\nd\r\n\",\"\",\"0\"\ne\"f\",g\"\",1\n", layout)
        let first = [Row(1, "他说\"好\",对", "b", binary(1)), Row(2, "c\nd\r\n", "", binary(0))]
        #expect(rows.records == first + [Row(5, "e\"f\"", "g\"\"", binary(1))])
        #expect(rows.rows == 3 && rows.rejections.isEmpty)
    }

    @Test func theLastRowMayLackItsLineEnd() throws {
        #expect(try read("a,b,\"1\"", layout).records == [Row(1, "a", "b", binary(1))])
        #expect(try read("a,b,1", layout).records == [Row(1, "a", "b", binary(1))])
        #expect(try read("a,\"b\"\"\",1", layout).records == [Row(1, "a", "b\"", binary(1))])
    }

    @Test func skipsBlankLines() throws {
        let rows = try read("\n \t\r\na,b,1\n,,\n\"\"\n", layout)
        #expect(rows.records == [Row(3, "a", "b", binary(1))])
        #expect(rows.refused == ["4:3 bad_label", "5:3 ragged_row"])
    }

    @Test func rejectsRaggedRowsAndBadLabelsAtTheirFields() throws {
        let rows = try read("\"一,\",b,1,\"x\"\n\"一,\",b\n\"一\"\"\",b,\"7\"\n", layout)
        #expect(rows.refused == ["1:10 ragged_row", "2:7 ragged_row", "3:9 bad_label"])
        #expect(rows.rejections[0].bytes == Array("\"一,\",b,1,\"x\"".utf8))
        #expect(rows.rejections[2].message == "'7' is no label; allowed: 0, 1")
    }

    @Test func anOpenQuoteCostsItsLineOnly() throws {
        let rows = try read("a,b,1\nc,\"d,0\ne,f,0\n", layout)
        #expect(rows.records.map(\.line) == [1, 3])
        #expect(rows.refused == ["2:3 malformed_csv"])
        #expect(rows.rejections.first?.bytes == Array("c,\"d,0".utf8))
        #expect(rows.rows == 3)
    }

    @Test func anOpenQuoteThatTheNextQuotedFieldClosesCostsItsLineOnly() throws {
        let rows = try read("c,\"d,0\n\"e\",f,0\ng,\"h\"i,1\nj,k,1\n", layout)
        #expect(rows.records.map(\.line) == [2, 4])
        #expect(rows.refused == ["1:3 malformed_csv", "3:6 malformed_csv"])
        #expect(rows.rejections[1].message == "neither a delimiter nor a line end follows the closing quote")
    }

    @Test func aQuoteIsNotFollowedBeyondTheLongestRow() throws {
        let rest = String(repeating: "x,y,1\n", count: 400)
        let limits = ReadingLimits(maximumRowBytes: 1100, chunkBytes: 64)
        let rows = try read("a,\"b,1\n" + rest + "c,\"d\",0\n", layout, limits: limits)
        #expect(rows.refused == ["1:3 malformed_csv"])
        #expect(rows.records.map(\.line) == Array(2...402))
    }

    @Test func rejectsOversizedRows() throws {
        let limits = ReadingLimits(maximumRowBytes: 1500)
        let long = String(repeating: "长", count: 500)
        let text = "\(long)\(long),b,1\na,b,1\n\"\(long)\",\"b\",1\n\"\(long)\n\"\nc,d,0\n"
        let rows = try read(text, layout, limits: limits)
        #expect(rows.refused == ["1:1 oversized_row", "3:1 oversized_row", "4:1 malformed_csv", "5:1 malformed_csv"])
        #expect(rows.records.map(\.line) == [2, 6])
    }

    @Test func findsColumnsByAQuotedHeader() throws {
        var layout = layout
        layout.header = true
        layout.columns = [.a: .name("sentence\n1"), .b: .name("b"), .label: .name("label")]
        let rows = try read("\u{FEFF}\"sentence\n1\",\" b\",label\r\na,b,1\n", layout)
        #expect(rows.records == [Row(3, "a", "b", binary(1))])
        #expect(throws: CorpusFileFailure.self) { try read("\"sentence,b,label\na,b,1\n", layout) }
        #expect(try read("", layout).rows == 0)
    }

    @Test func rejectsRowsThatAreNotUTF8() throws {
        let rows = try read(Array("a,\"b\n".utf8) + [0xC0] + Array("\",1\nc,d,0\n".utf8), layout)
        #expect(rows.refused == ["1:6 invalid_encoding"])
        #expect(rows.records == [Row(3, "c", "d", binary(0))])
    }

    @Test func passesOverRowsOfOtherCorpora() throws {
        var layout = layout
        layout.columnsCount = 4
        layout.only = [.init(column: .position(4), value: "zh\"")]
        let rows = try read("a,b,1,\"zh\"\"\"\nc,d,9,en\ne,f\n", layout)
        #expect(rows.records.map(\.line) == [1])
        #expect(rows.refused == ["3:4 ragged_row"])
        #expect(rows.rows == 2)
    }

    @Test func withoutAQuoteQuotesAreData() throws {
        var layout = layout
        layout.quote = nil
        #expect(try read("\"a,b\",1\n", layout).records == [Row(1, "\"a", "b\"", binary(1))])
    }
}
