import CurateCore
import Testing

@testable import CurateFormats

@Suite struct HTMLTests {
    private var layout: CorpusLayout { CorpusLayout(name: "page", format: .html, shape: .sentences) }

    private func texts(_ page: String) throws -> [String] { try read(page, layout).records.map(\.a) }

    @Test func eachBlockIsARow() throws {
        let page = """
            <!DOCTYPE html><html><head><title>帮助</title><style>p {color: red}</style></head>
            <body><h1>挂失 &amp; 补办</h1>
            <p>第一句。<b>第二</b>句，
              换行。<br>还是这一段。
            <ul><li>甲<li>乙</ul>
            <script>var x = "<p>不是文字</p>";</script><table><tr><td>3 &lt; 5</td><td></td></tr></table>
            """
        let rows = try read(page, layout)
        #expect(
            rows.records.map(\.a) == ["帮助", "挂失 & 补办", "第一句。第二句， 换行。 还是这一段。", "甲", "乙", "3 < 5"])
        #expect(rows.records.map(\.line) == [1, 2, 3, 4, 5, 6])
    }

    @Test(arguments: ["", " \n", "<p></p>", "<script>x</script>"]) func emptyPagesHaveNoRows(page: String) throws {
        #expect(try texts(page) == [])
    }

    @Test func plainTextAndDamagedPagesAreRead() throws {
        #expect(try texts("没有标签的一行") == ["没有标签的一行"])
        #expect(try texts("<p>甲<div>乙</p></span>丙") == ["甲", "乙丙"])
    }

    @Test func rejectsOnlyTheBlockThatCannotBeDecoded() throws {
        let bytes = Array("<p>甲</p>\n<p>x".utf8) + [0xFF] + Array("</p><p>乙</p>".utf8)
        let rows = try read(bytes, layout)
        #expect(rows.records.map(\.a) == ["甲", "乙"])
        #expect(rows.refused == ["2:1 invalid_encoding"])
    }

    @Test func longBlocksAreRefused() throws {
        let rows = try read(
            "<p>甲</p><p>\(String(repeating: "乙", count: 100))</p>", layout, limits: ReadingLimits(maximumRowBytes: 100))
        #expect(rows.records.map(\.a) == ["甲"])
        #expect(rows.refused == ["2:1 oversized_row"])
    }

    @Test func answersOfAQuestionAreOneRecord() throws {
        let layout = CorpusLayout(
            name: "answers", format: .jsonl, shape: .answers, columns: [.text: .name("q"), .group: .name("answers")])
        let rows = try read(#"{"q":"怎么办","answers":["甲。","乙。"]}"# + "\n" + #"{"q":"x","answers":[]}"#, layout)
        #expect(rows.records == [Row(1, "怎么办", "甲。\u{23CE}乙。", .unlabelled)])
        #expect(rows.refused == ["2:1 missing_field"])
    }
}
