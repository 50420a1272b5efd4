import CurateCore
import Testing

@testable import CurateFormats

@Suite struct JSONLinesTests {
    private var layout: CorpusLayout {
        CorpusLayout(
            name: "lines", format: .jsonl, encoding: "utf-8",
            columns: [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])
    }

    private func row(_ a: String, _ b: String, _ label: String) -> String {
        #"{"id": 7, "sentence1": \#(a), "sentence2": \#(b), "label": \#(label)}"#
    }

    @Test func readsPairsWithLabelsOfEveryType() throws {
        let text = [row(#""文\n""#, #""\u6587""#, #""1""#), "", row("\"c\"", "\"d\"", "0"), row("\"\"", "\"f\"", "1.0")]
        let rows = try read(text.joined(separator: "\r\n"), layout)
        let expected = [Row(1, "文\n", "文", binary(1)), Row(3, "c", "d", binary(0)), Row(4, "", "f", binary(1))]
        #expect(rows.records == expected)
        #expect(rows.rows == 3 && rows.rejections.isEmpty)
    }

    @Test func readsNLILabels() throws {
        let rules = LabelRules(scale: .nli, values: ["entailment": 1, "contradiction": 0], unlabelled: ["-"])
        let text = [row("\"a\"", "\"b\"", "\"contradiction\""), row("\"a\"", "\"b\"", "\"-\"")].joined(separator: "\n")
        let rows = try read(text, layout, labels: rules)
        #expect(rows.records == [Row(1, "a", "b", Label(.nli, 0))])
        #expect(rows.refused == ["2:1 unlabelled"])
    }

    @Test(arguments: [
        (#"{"sentence1": "文", "sentence2": "b", "label": 1"#, "1:48 malformed_json"),
        (#"{"sentence1": "文\x", "sentence2": "b", "label": 1}"#, "1:17 malformed_json"),
        (#"{"sentence1": "\ud800", "sentence2": "b", "label": 1}"#, "1:16 malformed_json"),
        (#"{"sentence1": "a", "sentence1": "b", "sentence2": "b", "label": 1}"#, "1:20 malformed_json"),
        (#"["a", "b", 1]"#, "1:1 wrong_type"),
        (#"{"sentence1": "a", "sentence2": "b", "label": 1} x"#, "1:50 malformed_json"),
        (#"{"sentence1": "a", "label": 1}"#, "1:1 missing_field"),
        (#"{"sentence1": "a", "sentence2": null, "label": 1}"#, "1:1 missing_field"),
        (#"{"sentence1": "a", "sentence2": "b", "label": null}"#, "1:1 missing_field"),
        (#"{"sentence1": 3, "sentence2": null, "label": 1}"#, "1:1 missing_field"),
        (#"{"sentence1": 3, "sentence2": "b", "label": 1}"#, "1:1 wrong_type"),
        (#"{"sentence1": "a", "sentence2": "b", "label": [1]}"#, "1:1 wrong_type"),
        (#"{"sentence1": "a", "sentence2": "b", "label": true}"#, "1:1 wrong_type"),
        (#"{"sentence1": "a", "sentence2": "b", "label": 2}"#, "1:1 bad_label"),
    ]) func rejectsOneRowOnly(bad: String, refusal: String) throws {
        let rows = try read(bad + "\n" + row("\"a\"", "\"b\"", "1"), layout)
        #expect(rows.refused == [refusal])
        #expect(rows.rejections.first?.bytes == Array(bad.utf8))
        #expect(rows.records == [Row(2, "a", "b", binary(1))])
        #expect(rows.rows == 2)
    }

    @Test func rejectsRowsThatAreNotUTF8() throws {
        let bytes = Array(#"{"sentence1": "文"#.utf8) + [0xE6] + Array(#"", "sentence2": "b", "label": 1}"#.utf8)
        #expect(try read(bytes, layout).refused == ["1:17 invalid_encoding"])
    }

    @Test(arguments: [1, 1 << 20]) func aBlankLineThatIsTooLongIsRefusedLikeAnyOther(chunkBytes: Int) throws {
        let blank = String(repeating: " ", count: 1500)
        let text = [row("\"a\"", "\"b\"", "1"), blank, "", row("\"c\"", "\"d\"", "0"), blank + "\r", blank]
        let limits = ReadingLimits(maximumRowBytes: 1200, chunkBytes: chunkBytes)
        let rows = try read(text.joined(separator: "\n"), layout, limits: limits)
        #expect(rows.records.map(\.line) == [1, 4])
        #expect(rows.refused == ["2:1 oversized_row", "5:1 oversized_row", "6:1 oversized_row"])
        #expect(rows.rejections[1].message == "the row has 1500 bytes; at most 1200 are read")
    }

    @Test(arguments: [1, 1 << 20]) func aCarriageReturnThatEndsTheFileBelongsToItsRow(chunkBytes: Int) throws {
        let limits = ReadingLimits(maximumRowBytes: 1200, chunkBytes: chunkBytes)
        let rows = try read(String(repeating: "x", count: 1200) + "\r", layout, limits: limits)
        #expect(rows.rejections.map(\.message) == ["the row has 1201 bytes; at most 1200 are read"])
        #expect(try read(row("\"a\"", "\"b\"", "1") + "\r", layout, limits: limits).count == 1)
    }

    @Test func unlabelledSplitsNeedNoLabel() throws {
        let rows = try read(#"{"sentence1": "a", "sentence2": "b"}"#, layout, labelled: false)
        #expect(rows.records == [Row(1, "a", "b", .unlabelled)])
    }

    @Test func groups() throws {
        var layout = layout
        layout.shape = .group
        layout.columns = [.text: .name("text"), .group: .name("synonyms")]
        let text = [
            #"{"text": "问", "synonyms": ["甲", "乙\n"]}"#, #"{"text": "问", "synonyms": []}"#,
            #"{"text": "问", "synonyms": ["甲", 1]}"#, #"{"text": "问", "synonyms": "甲"}"#,
        ]
        let rows = try read(text.joined(separator: "\n"), layout)
        #expect(rows.records == [Row(1, "问", "甲", binary(1)), Row(1, "问", "乙\n", binary(1), sub: 1)])
        #expect(rows.refused == ["2:1 missing_field", "3:1 wrong_type", "4:1 wrong_type"])
        #expect(rows.rows == 4)
    }

    @Test func aGroupMayNotHaveMoreTextsThanARowMayMakeRecords() throws {
        var layout = layout
        layout.shape = .group
        layout.columns = [.text: .name("text"), .group: .name("synonyms")]
        let texts = { (count: Int) in Array(repeating: "\"x\"", count: count).joined(separator: ",") }
        let row = { (count: Int) in "{\"text\": \"q\", \"synonyms\": [\(texts(count))]}\n" }
        let rows = try read(row(4096) + row(4097), layout)
        #expect(rows.count == 4096)
        #expect(rows.refused == ["2:1 oversized_row"])
    }
}
