import CurateCore
import Testing

@testable import CurateFormats

@Suite struct JSONArrayTests {
    private var layout: CorpusLayout {
        CorpusLayout(name: "array", format: .json, columns: [.a: .name("a"), .b: .name("b"), .label: .name("label")])
    }

    private func element(_ a: String) -> String { "{\"a\": \"\(a)\", \"b\": \"b\", \"label\": 1}" }

    @Test func readsElementsOnOneLineOnTheirOwnAndOverSeveral() throws {
        let pretty = "{\n  \"a\":\r\n\"z\\n\", \"b\": \"}]\\\"\",\n\"label\": 0}"
        let rows = try read("\u{FEFF} [\(element("x")), \(element("文")),\n\n\(element("y"))\n,\(pretty)\n]\n", layout)
        #expect(
            rows.records == [
                Row(1, "x", "b", binary(1)), Row(1, "文", "b", binary(1)), Row(3, "y", "b", binary(1)),
                Row(4, "z\n", "}]\"", binary(0)),
            ])
        #expect(rows.rows == 4 && rows.rejections.isEmpty)
    }

    @Test func readsTheArrayUnderAKey() throws {
        var layout = layout
        layout.record = "data"
        let before = #"{"version": "1,\"", "meta": {"data": [1, {"x": []}]}, "n": 3,"#
        #expect(
            try read("\(before)\n\"data\": [\(element("x"))], \"more\": 1}", layout).records == [
                Row(2, "x", "b", binary(1))
            ])
        let failure = #expect(throws: CorpusFileFailure.self) { try read("{\"rows\": []}", layout) }
        #expect(failure?.reason == "no key 'data' holds an array")
    }

    @Test func emptyFilesAndArraysHaveNoRows() throws {
        for text in ["", " \n", "[]", "[ \n ]\n"] { #expect(try read(text, layout).rows == 0) }
    }

    @Test(arguments: [
        ("{\"a\": \"x\", \"b\": \"b\", \"label\": 1", "2:34 malformed_json"),
        ("{\"a\": \"x, \"b\": \"b\", \"label\": 1}", "2:33 malformed_json"),
        ("{\"a\": \"x\", \"b\": \"b\", \"label\": 1]}", "2:32 malformed_json"),
        ("{\"a\": \"x, \\\"b\": \"b\", \"label\": 1}", "2:15 malformed_json"),
        ("{\"a\": \"\\ud800\", \"b\": \"b\", \"label\": 1}", "2:8 malformed_json"),
        ("[\"a\", \"b\", 1]", "2:1 wrong_type"), ("\"a\"", "2:1 wrong_type"), ("17", "2:1 wrong_type"),
        ("{\"a\": \"x\", \"label\": 1}", "2:1 missing_field"),
        ("{\n\"a\": 1, \"b\": \"b\", \"label\": 1}", "2:1 wrong_type"),
        ("{\"a\": \"x\", \"b\": \"b\", \"label\": 5}", "2:1 bad_label"),
    ]) func oneElementThatIsWrongCostsItselfOnly(bad: String, refusal: String) throws {
        let rows = try read("[\(element("x")),\n\(bad),\n\(element("y")), \(element("z"))\n]", layout)
        #expect(rows.refused == [refusal])
        #expect(rows.records.map(\.a) == ["x", "y", "z"])
        #expect(rows.rejections.first?.bytes.starts(with: bad.utf8) == true)
        #expect(rows.rows == 4)
    }

    @Test func aWrongLastElementDoesNotHideTheEnd() throws {
        let rows = try read("[\(element("x")),\n{\"a\": \"open,\n\"b\": 1}\n]\n", layout)
        #expect(rows.refused == ["2:13 malformed_json"])
        #expect(rows.records.map(\.a) == ["x"])
    }

    @Test(arguments: [64, 1 << 20]) func rejectsOversizedElements(chunkBytes: Int) throws {
        let limits = ReadingLimits(maximumRowBytes: 1200, chunkBytes: chunkBytes)
        let long = String(repeating: "x", count: 5000)
        let rows = try read("[\(element("x")),\n\(element(long)),\n\(element("y"))]", layout, limits: limits)
        #expect(rows.refused == ["2:1 oversized_row"])
        #expect(rows.rejections.first?.bytes.count == 1024)
        #expect(rows.records.map(\.a) == ["x", "y"])
    }

    @Test(arguments: [
        ("[", "the file ends before its array does"), ("[{\"a\": 1", "the file ends within an element of its array"),
        ("[] x", "text follows the array's end"), ("{}", "the outermost value is no array"),
    ]) func tellsWhatIsWrongWithTheFile(text: String, reason: String) {
        let failure = #expect(throws: CorpusFileFailure.self) { try read(text, layout) }
        #expect(failure?.reason == reason)
    }

    @Test func deliversWhatComesBeforeTheEndOfATruncatedFile() throws {
        let file = try TemporaryFile(Array("[\(element("x")),\n\(element("y")),\n{\"a\"".utf8))
        let reader = try CorpusFileReader(path: file.path, layout: layout, labels: binaryRules, labelled: true)
        var rows = ParsedRows()
        let failure = #expect(throws: CorpusFileFailure.self) {
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        }
        #expect(failure?.line == 3)
        #expect(rows.records.map(\.a) == ["x", "y"])
    }
}
