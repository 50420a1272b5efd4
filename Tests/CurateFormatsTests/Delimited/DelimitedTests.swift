import CurateCore
import Testing

@testable import CurateFormats

@Suite struct DelimitedTests {
    @Test func readsPairs() throws {
        let rows = try read("怎么开？\t如何开？\t1\n人\t畜生\t0\n")
        #expect(rows.records == [Row(1, "怎么开？", "如何开？", binary(1)), Row(2, "人", "畜生", binary(0))])
        #expect(rows.rows == 2 && rows.rejections.isEmpty)
    }

    @Test func toleratesCarriageReturnsAndAMissingLastLineEnd() throws {
        let rows = try read("a\tb\t1\r\nc\rc\td\t0")
        #expect(rows.records == [Row(1, "a", "b", binary(1)), Row(2, "c\rc", "d", binary(0))])
    }

    @Test func skipsBlankLinesButNotLinesOfTabs() throws {
        let rows = try read("\n \r\n\u{0B}\u{0C}\na\tb\t1\n\t\t\n\t\t1\n")
        #expect(rows.records == [Row(4, "a", "b", binary(1)), Row(6, "", "", binary(1))])
        #expect(rows.refused == ["5:3 bad_label"])
        #expect(rows.rows == 3)
    }

    @Test func rejectsRaggedRowsWhereTheyAreRagged() throws {
        let rows = try read("文a\tb\t1\t多\n文a\tb\n")
        #expect(rows.refused == ["1:8 ragged_row", "2:5 ragged_row"])
        #expect(rows.rejections[0].message == "4 columns, expected 3 columns")
        #expect(rows.rejections[1].bytes == Array("文a\tb".utf8))
        #expect(rows.rows == 2 && rows.count == 0)
    }

    @Test func rejectsLabelsThatAreNone() throws {
        let rows = try read("文\tb\t7\nc\td\t-\ne\tf\t \u{FEFF}1.0 \n")
        #expect(rows.refused == ["1:5 bad_label", "2:5 unlabelled"])
        #expect(rows.rejections[0].message == "'7' is no label; allowed: 0, 1")
        #expect(rows.records == [Row(3, "e", "f", binary(1))])
    }

    @Test func unlabelledSplitsMayLackTheLabelColumn() throws {
        let rows = try read("a\tb\nc\td\t-\ne\n", labelled: false)
        #expect(rows.records == [Row(1, "a", "b", .unlabelled), Row(2, "c", "d", .unlabelled)])
        #expect(rows.refused == ["3:2 ragged_row"])
        #expect(rows.rejections.first?.message == "1 column, expected 2 or 3 columns")
    }

    @Test func aLackingLabelColumnInFrontMovesTheOthers() throws {
        var layout = pairLayout
        layout.columns = [.label: .position(1), .a: .position(2), .b: .position(3)]
        let rows = try read("a\tb\n1\tc\td\n", layout, labelled: false)
        #expect(rows.records.map(\.a) == ["a", "c"])
    }

    @Test func dropsTheByteOrderMarkOfTheFileOnly() throws {
        let rows = try read("\u{FEFF}a\t\u{FEFF}b\t\u{FEFF}1\n")
        #expect(rows.records == [Row(1, "a", "\u{FEFF}b", binary(1))])
    }

    @Test func findsColumnsByHeader() throws {
        var layout = pairLayout
        layout.header = true
        layout.columns = [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")]
        let rows = try read("\u{FEFF}id\tsentence1 \tsentence2\tlabel\r\n7\ta\tb\t1\r\n", layout)
        #expect(rows.records == [Row(2, "a", "b", binary(1))])
        #expect(try read("", layout).rows == 0)
        #expect(try read("id\tsentence1\tsentence2\tlabel", layout).rows == 0)
    }

    @Test func namesTheColumnsFoundWhenOneIsMissing() throws {
        var layout = pairLayout
        layout.header = true
        layout.columns = [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")]
        let failure = #expect(throws: CorpusFileFailure.self) { try read("sentenc1\tsentence2\tlabel\n", layout) }
        #expect(failure?.line == 1)
        #expect(failure?.reason == "no column 'sentence1'; found: 'sentenc1', 'sentence2', 'label'")
        #expect(failure?.hint == "Did you mean 'sentenc1'?")
    }

    @Test func rejectsRowsThatAreNotUTF8() throws {
        let bytes = Array("a\tb\t1\n文".utf8) + [0xFF] + Array("\tb\t1\nc\td\t0\n".utf8)
        let rows = try read(bytes)
        #expect(rows.records.map(\.line) == [1, 3])
        #expect(rows.refused == ["2:2 invalid_encoding"])
        #expect(rows.rejections.first?.bytes == Array("文".utf8) + [0xFF] + Array("\tb\t1".utf8))
    }

    @Test func keepsNULBytes() throws {
        #expect(try read("a\0\tb\t1\n").records == [Row(1, "a\0", "b", binary(1))])
    }

    @Test(arguments: [16, 1 << 20]) func rejectsOversizedRows(chunkBytes: Int) throws {
        let limits = ReadingLimits(maximumRowBytes: 2000, chunkBytes: chunkBytes)
        let long = String(repeating: "长", count: 700)
        let rows = try read("a\tb\t1\r\n\(long)\tb\t1\r\nc\td\t0\n", limits: limits)
        #expect(rows.records.map(\.line) == [1, 3])
        #expect(rows.refused == ["2:1 oversized_row"])
        #expect(rows.rejections.first?.message == "the row has 2104 bytes; at most 2000 are read")
        #expect(rows.rejections.first?.bytes == Array(long.utf8.prefix(1023)))
    }

    @Test func shapes() throws {
        var layout = pairLayout
        layout.shape = .triplet
        layout.columns = [.a: .position(1), .positive: .position(2), .negative: .position(3)]
        let triplets = try read("q\tp\tn\n", layout)
        #expect(triplets.records == [Row(1, "q", "p", binary(1)), Row(1, "q", "n", binary(0), sub: 1)])
        #expect(triplets.rows == 1)
        layout.shape = .positives
        layout.columns = [.a: .position(1), .b: .position(2)]
        #expect(try read("q\tp\n", layout).records == [Row(1, "q", "p", binary(1))])
        layout.shape = .sentences
        layout.columns = [.text: .position(1)]
        #expect(try read("q\n", layout).records == [Row(1, "q", "", .unlabelled, single: true)])
    }
}
