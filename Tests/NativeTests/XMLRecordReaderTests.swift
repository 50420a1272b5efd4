import Testing
import XMLReading

struct XMLRecordReaderTests {
    private static let plain = """
        <?xml version="1.0" encoding="UTF-8"?>
        <pairs>
          <pair id="1" label='是'>
            <q>今天&amp;明天</q>
            <a>好<b>极</b>了<![CDATA[<x>]]></a>
          </pair>
          <pair
             id="2"><q/>
          </pair>
          <other><q>不要</q></other>
        </pairs>
        """

    @Test func recordsAreReadWithLineAndFields() throws {
        let records = try read(Self.plain, fields: ["@id", "@label", "q", "a"])
        #expect(records.map(\.line) == [3, 7])
        #expect(records.map(\.column) == [3, 3])
        #expect(records.map(texts) == [["1", "是", "今天&明天", "好极了<x>"], ["2", nil, "", nil]])
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func chunkSizeChangesNothing(_ size: Int) throws {
        let limits = XMLLimits(chunkBytes: size)
        let records = try read(Self.plain, fields: ["@id", "q", "a"], limits: limits)
        #expect(try records == read(Self.plain, fields: ["@id", "q", "a"]))
    }

    @Test(arguments: [1, 20, 4096]) func recordsTellWhereTheyStand(_ size: Int) throws {
        let xml = "<!DOCTYPE r [<!ENTITY e '<pair/>'>]><r>文<pair><q>字</q></pair> &e;<pair/></r>"
        let records = try read(xml, fields: ["q"], limits: XMLLimits(chunkBytes: size))
        let bytes = Array(xml.utf8)
        let texts = records.map { $0.place.map { String(decoding: bytes[$0], as: UTF8.self) } }
        #expect(texts == ["<pair><q>字</q></pair>", nil, "<pair/>"])
    }

    /// libxml2 stops where it cannot decode, and calls what it has read so far well-formed.
    @Test(arguments: 1...60) func inputThatCannotBeDecodedIsNotTakenForItsEnd(_ size: Int) throws {
        let head = Array("<?xml version='1.0' encoding='big5'?><r><pair/>".utf8)
        let bytes = head + [0xFF, 0xFF, 0xFF, 0xFF] + Array("<pair/></r>".utf8)
        let reader = try XMLRecordReader(element: "pair", fields: [], bytes: bytes, limits: XMLLimits(chunkBytes: size))
        #expect(throws: XMLReadingError.self) { while try reader.next() != nil {} }
    }

    @Test func namesMayCarryAPrefixAndChildrenANumber() throws {
        let xml = """
            <r xmlns:x="u"><x:pair x:n="1"><s>一</s><s>二</s><deep><s>三</s></deep></x:pair>
            <pair n="2"><s>四</s></pair></r>
            """
        #expect(try read(xml, fields: ["@n", "s[1]", "s[2]"]).map(texts) == [["1", "一", "二"], ["2", "四", nil]])
        #expect(try read(xml, element: "x:pair", fields: ["@x:n", "s[2]"]).map(texts) == [["1", "二"]])
    }

    @Test func aRecordInsideARecordIsContent() throws {
        let records = try read("<pair><q>外<pair><q>内</q></pair></q><pair>x</pair></pair>", fields: ["q", "pair"])
        #expect(records.map(texts) == [["外内", "x"]])
    }

    @Test func linesBeyondSixteenBitsAreExact() throws {
        let xml = "<r>" + String(repeating: "\n", count: 70_000) + "<pair\n\nid='1'><q>x</q></pair>\n<pair/></r>"
        #expect(try read(xml, fields: ["q"]).map(\.line) == [70_001, 70_004])
    }

    @Test(arguments: ["gb18030", "gbk", "big5", "utf-16"])
    func theDeclaredEncodingIsHonoured(_ name: String) throws {
        let (bytes, text) = try #require(EncodedXML.samples[name])
        for size in [1, 5, 4096] {
            let reader = try XMLRecordReader(
                element: "pair", fields: [XMLField("q")], bytes: bytes, limits: XMLLimits(chunkBytes: size))
            #expect(try reader.next().map(texts) == [text])
            #expect(try reader.next() == nil)
        }
    }

    @Test(arguments: [
        "", "<r>", "<r><pair></r>", "<r><pair>&x;</pair></r>", "<r>\u{1}</r>", "<r/>x", "<r a='1' a='2'/>",
    ])
    func malformedXMLIsAnError(_ xml: String) {
        #expect(throws: XMLReadingError.self) { try read(xml, fields: ["q"]) }
    }

    @Test func anErrorTellsItsPlaceAfterTheRecordsBeforeIt() throws {
        let xml = "<r>\n<pair><q>好</q></pair>\n<pair><q>坏</w></pair></r>"
        let reader = try XMLRecordReader(element: "pair", fields: [.child("q", occurrence: 1)], bytes: Array(xml.utf8))
        #expect(try reader.next().map(texts) == ["好"])
        for _ in 0..<2 {
            let error = #expect(throws: XMLReadingError.self) { try reader.next() }
            guard case .malformed(line: 3, _, let message)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("q"))
        }
    }

    @Test func aTruncatedFileIsAnError() throws {
        let bytes = Array(Self.plain.utf8)
        for count in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: XMLReadingError.self, "cut at \(count)") {
                try records(of: XMLRecordReader(element: "pair", fields: [], bytes: Array(bytes[..<count])))
            }
        }
    }

    @Test func invalidBytesAreAnError() {
        for bytes: [UInt8] in [[0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0]] {
            let xml = Array("<r><pair><q>".utf8) + bytes + Array("</q></pair></r>".utf8)
            #expect(throws: XMLReadingError.self, "\(bytes)") {
                try records(of: XMLRecordReader(element: "pair", fields: [], bytes: xml))
            }
        }
    }

    @Test func smallEntitiesAreReplaced() throws {
        let xml = "<!DOCTYPE r [<!ENTITY n '名'><!ENTITY m '<i>&n;&n;</i>'>]><r><pair id='&n;'><q>&m;&m;</q></pair></r>"
        #expect(try read(xml, fields: ["@id", "q"]).map(texts) == [["名", "名名名名"]])
    }

    @Test(arguments: [
        // Exponential, quadratic and endless expansion.
        "<!DOCTYPE r [<!ENTITY a0 'xxxxxxxxxx'>"
            + (1...12).map { "<!ENTITY a\($0) '" + String(repeating: "&a\($0 - 1);", count: 10) + "'>" }.joined()
            + "]><r><pair><q>&a12;</q></pair></r>",
        "<!DOCTYPE r [<!ENTITY a '" + String(repeating: "x", count: 100_000) + "'>]><r><pair><q>"
            + String(repeating: "&a;", count: 20_000) + "</q></pair></r>",
        "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r><pair><q>&a;</q></pair></r>",
    ])
    func expandingEntitiesAreRefused(_ xml: String) {
        #expect(throws: XMLReadingError.self) { try read(xml, fields: ["q"]) }
    }

    @Test(arguments: [
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><r><pair><q>&x;</q></pair></r>",
        "<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/hostname'> %x;]><r><pair><q>a</q></pair></r>",
        "<!DOCTYPE r [<!ENTITY % x '<!ENTITY y \"z\">'> %x;]><r><pair><q>&y;</q></pair></r>",
    ])
    func externalAndParameterEntitiesAreRefused(_ xml: String) {
        let error = #expect(throws: XMLReadingError.self) { try read(xml, fields: ["q"]) }
        #expect(String(describing: error).contains("refused"))
    }

    @Test func anExternalSubsetIsNotLoaded() throws {
        let xml = "<!DOCTYPE r SYSTEM 'file:///nonexistent.dtd'><r><pair><q>a</q></pair></r>"
        #expect(try read(xml, fields: ["q"]).map(texts) == [["a"]])
    }

    @Test func longFieldsAreKeptUpToTheLimit() throws {
        let long = String(repeating: "长", count: 4_000_000)
        let xml = "<r><pair><q>\(long)</q></pair></r>"
        #expect(try read(xml, fields: ["q"]).first?.fields[0]?.count == 12_000_000)
        let error = #expect(throws: XMLReadingError.self) {
            try read(xml, fields: ["q"], limits: XMLLimits(fieldBytes: 1_000_000))
        }
        #expect(error == .fieldTooLong(line: 1, limit: 1_000_000))
    }

    @Test func fieldsAreWrittenInThreeWays() throws {
        #expect(try XMLField("@id") == .attribute("id"))
        #expect(try XMLField("q") == .child("q", occurrence: 1))
        #expect(try XMLField("q[3]") == .child("q", occurrence: 3))
        for text in ["", "@", "q[0]", "q[x]", "[1]", "q]"] {
            #expect(throws: XMLFieldError.self, "\(text)") { try XMLField(text) }
        }
    }

    @Test func aFileCutShortIsCalledSo() throws {
        let error = #expect(throws: XMLReadingError.self) { try read("<r>\n<pair/>\n", fields: []) }
        #expect(error.map(String.init(describing:))?.hasPrefix("Line 2,") == true)
        #expect(error.map(String.init(describing:))?.hasSuffix("the file ends before the document does.") == true)
        let trailing = #expect(throws: XMLReadingError.self) { try read("<r/>\nx", fields: []) }
        #expect(String(describing: trailing).contains("Extra content"))
    }

    @Test func inputIsReadOnlyAsRecordsAreTaken() throws {
        let limits = XMLLimits(chunkBytes: 1_000)
        var given = 0
        let reader = try XMLRecordReader(element: "pair", fields: [], limits: limits) { wanted in
            defer { given += 1 }
            return Array((given == 0 ? "<r>" : String(repeating: "<pair/>", count: wanted / 7)).utf8)
        }
        for taken in 1...10_000 {
            #expect(try reader.next() != nil)
            if given > taken / 142 + 3 {
                Issue.record("\(given) chunks were read for \(taken) records")
                return
            }
        }
    }

    @Test func theInputsOwnErrorComesThrough() throws {
        struct Broken: Error {}
        let reader = try XMLRecordReader(element: "pair", fields: []) { _ in throw Broken() }
        #expect(throws: Broken.self) { try reader.next() }
    }

    private func read(
        _ xml: String, element: String = "pair", fields: [String], limits: XMLLimits = XMLLimits()
    ) throws -> [XMLRecord] {
        try records(
            of: XMLRecordReader(
                element: element, fields: fields.map(XMLField.init), bytes: Array(xml.utf8), limits: limits))
    }

    @discardableResult
    private func records(of reader: XMLRecordReader) throws -> [XMLRecord] {
        var records: [XMLRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private func texts(_ record: XMLRecord) -> [String?] {
        record.fields.map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}
