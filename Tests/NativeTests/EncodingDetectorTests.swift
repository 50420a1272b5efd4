import Testing
import TextNormalization

struct EncodingDetectorTests {
    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x41], "UTF-8", 3), ([0xFF, 0xFE, 0x41, 0], "UTF-16LE", 2),
            ([0xFE, 0xFF, 0, 0x41], "UTF-16BE", 2), ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "UTF-32LE", 4),
            ([0, 0, 0xFE, 0xFF], "UTF-32BE", 4), ([0x84, 0x31, 0x95, 0x33, 0x41], "GB18030", 4),
        ] as [([UInt8], String, Int)])
    func byteOrderMarksDecide(_ bytes: [UInt8], _ name: String, _ length: Int) {
        let found = detect(bytes)
        #expect(found.name == name)
        #expect(found.byteOrderMarkLength == length)
        #expect(found.evidence == .byteOrderMark)
    }

    @Test func sixteenBitTextsAreKnownByTheirNULs() {
        for text in ["abc", "中文，没有标记\n第二行\n", "一开一开\t一开\n", "a中文文文文文文文文文文文文文文文文文文文文文文"] {
            let units = Array(text.utf16)
            let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            for cut in 0...1 {
                #expect(detect(little.dropLast(cut)).name == "UTF-16LE", "\(text)")
                #expect(detect(big.dropLast(cut)).name == "UTF-16BE", "\(text)")
            }
        }
    }

    @Test func strayNULsInUTF8AreNoSixteenBitText() {
        #expect(detect(Array("中文文本 abc\u{0}def 还有很多别的字".utf8)).name == "UTF-8")
    }

    @Test func utf8IsKnownWhereverItIsCut() {
        let bytes = Array("中文é😀".utf8)
        for count in 0...bytes.count {
            let found = detect(bytes[..<count])
            #expect(found.name == "UTF-8" && found.confidence == 100, "cut at \(count)")
        }
        #expect(detect([0x41, 0x42]).name == "UTF-8")
        #expect(detect([0x41, 0xED, 0xA0]).name != "UTF-8")
    }

    @Test func chineseEncodingsAreToldApart() {
        #expect(detect(DetectorSamples.gb18030).name == "GB18030")
        #expect(detect(DetectorSamples.gb18030.dropLast()).name == "GB18030")
        #expect(detect(DetectorSamples.big5).name == "Big5")
        #expect(detect(DetectorSamples.big5.dropLast()).evidence == .statistics)
    }

    @Test func bytesOfNoEncodingHaveNoName() {
        let bytes = Array(repeating: UInt8(0xFF), count: 100)
        #expect(detect(bytes) == detect(bytes))
        #expect(detect(bytes).name == nil)
    }

    private func detect(_ bytes: some Sequence<UInt8>) -> DetectedEncoding {
        let bytes = Array(bytes)
        return EncodingDetector.detect(bytes.span)
    }
}
