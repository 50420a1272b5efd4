import CurateCore
import Testing

@testable import CurateFormats

@Suite struct XMLTests {
    private var layout: CorpusLayout {
        CorpusLayout(
            name: "xml", format: .xml, columns: [.a: .name("t1"), .b: .name("t2"), .label: .name("@label")],
            record: "pair")
    }

    private let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <set>
        <pair id="1" label="1"><t1>说：&quot;3 &lt; 5&quot;</t1><t2><![CDATA[x < y]]></t2></pair>
        <!-- 三 -->
        <pair
          label="0"><x/><t1>a
        b</t1><t2/></pair>
        </set>
        """

    private var expected: [Row] {
        [Row(3, "说：\"3 < 5\"", "x < y", binary(1)), Row(5, "a\nb", "", binary(0))]
    }

    @Test(arguments: [1, 40, 1 << 20]) func readsRecords(chunkBytes: Int) throws {
        let rows = try read(text, layout, limits: ReadingLimits(chunkBytes: chunkBytes))
        #expect(rows.records == expected)
        #expect(rows.rows == 2 && rows.rejections.isEmpty)
    }

    @Test func readsOtherEncodingsAsTheFileOrTheLayoutSays() throws {
        let wide = text.split(separator: "UTF-8").joined(separator: "UTF-16")
        for encoding in [nil, "utf-8", "utf-16"] {
            var layout = layout
            layout.encoding = encoding
            #expect(try read(wide.utf16Bytes(bigEndian: true, mark: true), layout).records == expected)
        }
        var layout = layout
        layout.encoding = "gb18030"
        let head = Array("<?xml version='1.0' encoding='big5' ?><s><pair label='1'><t1>".utf8)
        let bytes = head + [0xBB, 0xA8] + Array("</t1><t2>b</t2></pair></s>".utf8)
        #expect(try read(bytes, layout).records == [Row(1, "花", "b", binary(1))])
    }

    /// A record that cannot be decoded costs itself only, whoever says how the file is encoded.
    @Test(arguments: ["utf-8", "gb18030"], [true, false])
    func rejectsOnlyRecordsThatTheEncodingDoesNotHave(encoding: String, inLayout: Bool) throws {
        var layout = layout
        layout.encoding = inLayout ? encoding : nil
        let pair = { (a: String) in Array("<pair label='1'><t1>\(a)</t1><t2>b</t2></pair>\n".utf8) }
        let head = Array("<?xml version='1.0' encoding='\(encoding)'?>\n<s>\n".utf8)
        let broken = pair("x").flatMap { $0 == UInt8(ascii: "x") ? [0x78, 0xFF] : [$0] }
        let bytes = head + pair("a") + broken + pair("c") + [0xFF, 10] + pair("d") + Array("</s>".utf8)
        for chunkBytes in [1, 1 << 20] {
            let rows = try read(bytes, layout, limits: ReadingLimits(chunkBytes: chunkBytes))
            #expect(rows.records.map(\.a) == ["a", "c", "d"])
            #expect(rows.refused == ["4:1 invalid_encoding"])
        }
    }

    @Test func anUnknownEncodingIsTold() throws {
        let failure = #expect(throws: CorpusFileFailure.self) {
            try read("<?xml version='1.0' encoding='gb18031'?><s/>", layout)
        }
        #expect(failure?.reason == "no encoding is called 'gb18031'" && failure?.line == 1)
    }

    @Test func rejectsRecordsThatLackWhatIsNeeded() throws {
        let pairs = ["<pair label='1'><t1>a</t1></pair>", "<pair><t1>a</t1><t2>b</t2></pair>"]
        let bad = ["<pair label='9'><t1>文</t1><t2>b</t2></pair>", "<pair label='-'><t1>a</t1><t2>b</t2></pair>"]
        let rows = try read("<s>\n\((pairs + bad).joined(separator: "\n"))\n</s>", layout)
        #expect(rows.refused == ["2:1 missing_field", "3:1 missing_field", "4:1 bad_label", "5:1 unlabelled"])
        #expect(rows.rejections[2].bytes == Array("文\tb\t9".utf8))
        #expect(rows.rows == 4 && rows.count == 0)
        #expect(try read("<s><pair><t1>a</t1><t2>b</t2></pair></s>", layout, labelled: false).count == 1)
    }

    @Test func rejectsOversizedRecords() throws {
        let long = String(repeating: "x", count: 300)
        let text =
            "<s><pair label='1'><t1>\(long)</t1><t2>b</t2></pair>\n<pair label='0'><t1>a</t1><t2>b</t2></pair></s>"
        let rows = try read(text, layout, limits: ReadingLimits(maximumRowBytes: 200))
        #expect(rows.refused == ["1:1 oversized_row"])
        #expect(rows.records.map(\.line) == [2])
    }

    @Test func recordsBeforeADefectAreRead() throws {
        let file = try TemporaryFile(Array("<s>\n<pair label='1'><t1>a</t1><t2>b</t2></pair>\n<pair x></s>".utf8))
        let reader = try CorpusFileReader(path: file.path, layout: layout, labels: binaryRules, labelled: true)
        var rows = ParsedRows()
        let failure = #expect(throws: CorpusFileFailure.self) {
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        }
        #expect(rows.records.map(\.line) == [2])
        #expect(failure?.line == 3 && failure?.column != nil)
        #expect(failure?.reason.hasPrefix("not well-formed XML: ") == true)
    }

    @Test func passesOverRecordsOfOtherCorpora() throws {
        var layout = layout
        layout.only = [.init(column: .name("@lang"), value: "zh")]
        let pair = { (lang: String) in "<pair label='1' lang='\(lang)'><t1>\(lang)</t1><t2>b</t2></pair>" }
        let rows = try read("<s>\(pair("zh"))\(pair("en"))</s>", layout)
        #expect(rows.records.map(\.a) == ["zh"])
        #expect(rows.rows == 1)
    }
}
