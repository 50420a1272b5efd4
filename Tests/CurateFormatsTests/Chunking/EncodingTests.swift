import CurateCore
import Testing

@testable import CurateFormats

extension String {
    func utf16Bytes(bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? "\u{FEFF}" + self : self).utf16
        return units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
}

@Suite struct EncodingTests {
    private let text = "怎么开？\t花呗ABC①\t1\r\n人\t畜生\t0\n"
    private let gb18030: [UInt8] = [
        0xD4, 0xF5, 0xC3, 0xB4, 0xBF, 0xAA, 0xA3, 0xBF, 9, 0xBB, 0xA8, 0xDF, 0xC2, 65, 66, 67, 0xA2, 0xD9, 9, 49, 13,
        10,
        0xC8, 0xCB, 9, 0xD0, 0xF3, 0xC9, 0xFA, 9, 48, 10,
    ]

    private func layout(_ encoding: String?) -> CorpusLayout {
        var layout = pairLayout
        layout.encoding = encoding
        return layout
    }

    private var expected: [Row] { [Row(1, "怎么开？", "花呗ABC①", binary(1)), Row(2, "人", "畜生", binary(0))] }

    @Test(arguments: ["gb18030", "GBK", "gb2312"]) func readsDeclaredEncodings(name: String) throws {
        for chunkBytes in [1, 7, 1 << 20] {
            let rows = try read(gb18030, layout(name), limits: ReadingLimits(chunkBytes: chunkBytes))
            #expect(rows.records == expected)
        }
    }

    @Test func detectsEncodings() throws {
        let long = Array(repeating: gb18030, count: 40).flatMap(\.self)
        #expect(try read(long, layout(nil)).records.prefix(2) == expected[...])
        #expect(try read(Array(text.utf8), layout(nil)).records == expected)
        for bigEndian in [false, true] {
            let bytes = text.utf16Bytes(bigEndian: bigEndian, mark: true)
            #expect(try read(bytes, layout(nil)).records == expected)
        }
    }

    @Test func aByteOrderMarkWinsOverADeclaration() throws {
        for bigEndian in [false, true] {
            let bytes = text.utf16Bytes(bigEndian: bigEndian, mark: true)
            #expect(try read(bytes, layout("utf-8")).records == expected)
        }
        #expect(try read(Array("\u{FEFF}\(text)".utf8), layout("gb18030")).records == expected)
        let bytes = text.utf16Bytes(bigEndian: false, mark: false)
        #expect(try read(bytes, layout("UTF-16LE")).records == expected)
    }

    @Test(arguments: Specimen.all) func encodingsGiveTheSameRows(specimen: Specimen) throws {
        let text = String(decoding: specimen.bytes, as: UTF8.self)
        let plain = try read(Array(text.utf8), specimen.layout)
        for chunkBytes in [100, 1 << 20] {
            let bytes = text.utf16Bytes(bigEndian: false, mark: false)
            var layout = specimen.layout
            layout.encoding = "UTF-16LE"
            let rows = try read(bytes, layout, limits: ReadingLimits(chunkBytes: chunkBytes))
            #expect(rows.records == plain.records)
            #expect(rows.rejections == plain.rejections)
        }
    }

    @Test(arguments: [1, 1 << 20]) func rejectsOnlyRowsThatTheEncodingDoesNotHave(chunkBytes: Int) throws {
        let bad: [UInt8] = [0xD4, 0xF5, 0xFF, 9, 98, 9, 49, 10]
        let limits = ReadingLimits(chunkBytes: chunkBytes)
        let rows = try read(gb18030 + bad + gb18030 + [0xD4], layout("gb18030"), limits: limits)
        #expect(rows.records.map(\.line) == [1, 2, 4, 5])
        #expect(rows.refused == ["3:2 invalid_encoding", "6:1 invalid_encoding"])
        #expect(rows.rejections.first?.bytes == Array("怎\u{FFFD}\tb\t1".utf8))
    }

    @Test func keepsReplacementCharactersThatAreInTheFile() throws {
        let bytes = "a\u{FFFD}\tb\t1\n".utf16Bytes(bigEndian: true, mark: true)
        #expect(try read(bytes, layout(nil)).records == [Row(1, "a\u{FFFD}", "b", binary(1))])
        #expect(try read("a\u{FFFD}\tb\t1\n").records == [Row(1, "a\u{FFFD}", "b", binary(1))])
    }

    @Test func oneDamagedRowDoesNotChangeWhatAFileIsTakenFor() throws {
        let good = Array("怎么开？\t花呗\t1\n".utf8)
        let rows = try read(Array(repeating: good, count: 30).flatMap(\.self) + [0xC0] + good, layout(nil))
        #expect(rows.count == 30)
        #expect(rows.refused == ["31:1 invalid_encoding"])
    }

    @Test func allSegmentsOfAFileAreInTheEncodingOfTheWhole() throws {
        // 小, which by itself would be a well-formed Cyrillic letter.
        let short: [UInt8] = [0xD0, 0xA1, 9, 98, 9, 49, 10]
        let file = try TemporaryFile(short + Array(repeating: gb18030, count: 40).flatMap(\.self))
        let whole = try read(file: file.path, layout(nil))
        let entry = try FileInventory.scan(path: file.path, layout: layout(nil), targetBytes: 1)
        #expect(entry.segments.count == 81)
        let parts = try entry.segments.map { try read(file: file.path, layout(nil), segment: $0) }
        #expect(parts.flatMap(\.records) == whole.records)
        #expect(whole.count == 81 && whole.records.first == Row(1, "小", "b", binary(1)))
    }

    @Test func tellsNamesLikeAnUnknownOne() {
        let failure = #expect(throws: CorpusFileFailure.self) { try read(gb18030, layout("gb18031")) }
        #expect(failure?.reason == "no encoding is called 'gb18031'")
        #expect(failure?.hint == "Names like it: GB18030.")
    }
}
