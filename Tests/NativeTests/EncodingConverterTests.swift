import Testing
import TextNormalization

struct EncodingConverterTests {
    /// Texts in each encoding, made with Python's codecs.
    private static let samples: [(name: String, text: String, bytes: [UInt8])] = [
        (
            "GB18030", "简体繁體abc\r\n，。",
            [
                0xBC, 0xF2, 0xCC, 0xE5, 0xB7, 0xB1, 0xF3, 0x77, 0x61, 0x62, 0x63, 0x0D, 0x0A, 0xA3, 0xAC, 0xA1, 0xA3,
            ]
        ),
        (
            "GBK", "简体繁體abc\r\n，。",
            [
                0xBC, 0xF2, 0xCC, 0xE5, 0xB7, 0xB1, 0xF3, 0x77, 0x61, 0x62, 0x63, 0x0D, 0x0A, 0xA3, 0xAC, 0xA1, 0xA3,
            ]
        ),
        (
            "Big5", "繁體中文abc\r\n，。",
            [
                0xC1, 0x63, 0xC5, 0xE9, 0xA4, 0xA4, 0xA4, 0xE5, 0x61, 0x62, 0x63, 0x0D, 0x0A, 0xA1, 0x41, 0xA1, 0x43,
            ]
        ),
        (
            "UTF-16LE", "简体繁體abc\r\n，。😀",
            [
                0x80, 0x7B, 0x53, 0x4F, 0x41, 0x7E, 0xD4, 0x9A, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00, 0x0D, 0x00, 0x0A,
                0x00, 0x0C, 0xFF, 0x02, 0x30, 0x3D, 0xD8, 0x00, 0xDE,
            ]
        ),
        (
            "UTF-16BE", "简体繁體abc\r\n，。😀",
            [
                0x7B, 0x80, 0x4F, 0x53, 0x7E, 0x41, 0x9A, 0xD4, 0x00, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00, 0x0D, 0x00,
                0x0A, 0xFF, 0x0C, 0x30, 0x02, 0xD8, 0x3D, 0xDE, 0x00,
            ]
        ),
        (
            "UTF-16", "简体繁體abc\r\n，。",
            [
                0xFF, 0xFE, 0x80, 0x7B, 0x53, 0x4F, 0x41, 0x7E, 0xD4, 0x9A, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00, 0x0D,
                0x00, 0x0A, 0x00, 0x0C, 0xFF, 0x02, 0x30,
            ]
        ),
        (
            "UTF-16", "简体繁體abc\r\n，。",
            [
                0xFE, 0xFF, 0x7B, 0x80, 0x4F, 0x53, 0x7E, 0x41, 0x9A, 0xD4, 0x00, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00,
                0x0D, 0x00, 0x0A, 0xFF, 0x0C, 0x30, 0x02,
            ]
        ),
        (
            "UTF-16LE", "简体繁體abc\r\n，。",
            [
                0xFF, 0xFE, 0x80, 0x7B, 0x53, 0x4F, 0x41, 0x7E, 0xD4, 0x9A, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00, 0x0D,
                0x00, 0x0A, 0x00, 0x0C, 0xFF, 0x02, 0x30,
            ]
        ),
        (
            "UTF-16BE", "简体繁體abc\r\n，。",
            [
                0xFE, 0xFF, 0x7B, 0x80, 0x4F, 0x53, 0x7E, 0x41, 0x9A, 0xD4, 0x00, 0x61, 0x00, 0x62, 0x00, 0x63, 0x00,
                0x0D, 0x00, 0x0A, 0xFF, 0x0C, 0x30, 0x02,
            ]
        ),
        (
            "UTF-8", "简体繁體abc\r\n，。😀",
            [
                0xEF, 0xBB, 0xBF, 0xE7, 0xAE, 0x80, 0xE4, 0xBD, 0x93, 0xE7, 0xB9, 0x81, 0xE9, 0xAB, 0x94, 0x61, 0x62,
                0x63, 0x0D, 0x0A, 0xEF, 0xBC, 0x8C, 0xE3, 0x80, 0x82, 0xF0, 0x9F, 0x98, 0x80,
            ]
        ),
        (
            "utf8", "简体繁體abc\r\n，。",
            [
                0xE7, 0xAE, 0x80, 0xE4, 0xBD, 0x93, 0xE7, 0xB9, 0x81, 0xE9, 0xAB, 0x94, 0x61, 0x62, 0x63, 0x0D, 0x0A,
                0xEF, 0xBC, 0x8C, 0xE3, 0x80, 0x82,
            ]
        ),
        (
            "gb18030", "简体繁體abc\r\n，。",
            [
                0x84, 0x31, 0x95, 0x33, 0xBC, 0xF2, 0xCC, 0xE5, 0xB7, 0xB1, 0xF3, 0x77, 0x61, 0x62, 0x63, 0x0D, 0x0A,
                0xA3, 0xAC, 0xA1, 0xA3,
            ]
        ),
    ]

    @Test(arguments: samples.indices, [1, 2, 3, 5, 1_000])
    func anEncodingIsDecodedHoweverItIsCut(_ index: Int, _ size: Int) throws {
        let sample = Self.samples[index]
        #expect(try decode(sample.bytes, from: sample.name, chunk: size) == sample.text)
    }

    @Test func fourByteSequencesSurviveEveryCut() throws {
        // 㐀 is 81 39 EE 39 and 😀 is 94 39 FC 36 in GB18030.
        let bytes: [UInt8] = [0x41, 0x81, 0x39, 0xEE, 0x39, 0x94, 0x39, 0xFC, 0x36, 0x42]
        for cut in 0...bytes.count {
            let converter = try EncodingConverter(from: "GB18030")
            var output: [UInt8] = []
            try converter.take(bytes[..<cut], into: &output, last: false)
            try converter.take(bytes[cut...], into: &output, last: true)
            #expect(String(decoding: output, as: UTF8.self) == "A㐀😀B")
        }
    }

    @Test(
        arguments: [
            ("GB18030", [0x41, 0x42, 0xFF, 0x43], 2, [0xFF]),
            ("GB18030", [0x41, 0x81, 0x20, 0x43], 1, [0x81]),
            ("GB18030", [0x41, 0x81, 0x30, 0x81, 0x41], 1, [0x81]),
            ("GB18030", [0x41, 0x81, 0x30], 1, [0x81, 0x30]),
            ("GB18030", [0xD6], 0, [0xD6]),
            ("UTF-8", [0x41, 0xED, 0xA0, 0x80], 1, [0xED]),
            ("UTF-8", [0x41, 0xE4, 0xB8], 1, [0xE4, 0xB8]),
            ("UTF-8", [0xC0, 0x80], 0, [0xC0]),
            ("UTF-16LE", [0x41, 0x00, 0x42], 2, [0x42]),
            ("UTF-16LE", [0x41, 0x00, 0x00, 0xD8, 0x41, 0x00], 2, [0x00, 0xD8]),
            ("UTF-16BE", [0x00, 0x41, 0xDC, 0x00], 2, [0xDC, 0x00]),
            ("UTF-16BE", [0x00, 0x41, 0xD8, 0x00], 2, [0xD8, 0x00]),
            ("Big5", [0x41, 0x42, 0xFF, 0x43], 2, [0xFF]),
        ] as [(String, [UInt8], Int, [UInt8])])
    func anInvalidSequenceIsToldWithItsOffset(
        _ name: String, _ bytes: [UInt8], _ offset: Int, _ invalid: [UInt8]
    ) throws {
        for (size, count) in [(1, 2), (2, 2), (3, 2), (4, 2), (1_000, 20_000), (100_000, 20_000)] {
            let padding = padded(name, count: count)
            let error = #expect(throws: EncodingError.self, "chunks of \(size)") {
                try decode(padding + bytes, from: name, chunk: size)
            }
            guard case .invalid(let sequence, _)? = error else { continue }
            #expect(
                sequence == InvalidSequence(offset: padding.count + offset, bytes: invalid), "chunks of \(size)")
        }
    }

    /// Valid text; 20,000 characters are more than the converter's buffer holds.
    private func padded(_ name: String, count: Int) -> [UInt8] {
        let unit: [UInt8] =
            switch name {
            case "UTF-16LE": [0x2D, 0x4E]
            case "UTF-16BE": [0x4E, 0x2D]
            case "Big5": [0xA4, 0xA4]
            case "GB18030": [0xD6, 0xD0]
            default: Array("中".utf8)
            }
        return Array(repeatElement(unit, count: count).joined())
    }

    @Test func substitutionIsCountedAndPlaced() throws {
        let converter = try EncodingConverter(from: "gb18030", onInvalid: .substitute)
        var output: [UInt8] = []
        let bytes: [UInt8] = [0x41, 0xFF, 0xD6, 0xD0, 0xFF, 0xFF, 0x42, 0x81]
        for byte in bytes { try converter.take([byte], into: &output, last: false) }
        try converter.take([], into: &output, last: true)
        #expect(String(decoding: output, as: UTF8.self) == "A\u{FFFD}中\u{FFFD}\u{FFFD}B\u{FFFD}")
        #expect(converter.substitutions.map(\.offset) == [1, 4, 5, 7])
        #expect(converter.substitutions.map(\.bytes) == [[0xFF], [0xFF], [0xFF], [0x81]])
        #expect(converter.bytesRead == bytes.count)
    }

    @Test func onlyTheMarkAtTheStartIsTakenOff() throws {
        let text = try decode([0xEF, 0xBB, 0xBF, 0x41, 0xEF, 0xBB, 0xBF], from: "utf-8", chunk: 1)
        #expect(Array(text.unicodeScalars).map(\.value) == [0x41, 0xFEFF])
    }

    @Test func chineseNamesMeanWhatFilesMean() throws {
        // ICU's own GB2312 gives U+2015 and U+30FB here; its Big5 and GBK take a lone FF for private use.
        #expect(try decode([0xA1, 0xAA, 0xA1, 0xA4, 0x80], from: "GB2312", chunk: 1) == "—·€")
        #expect(try decode([0xC2, 0x55], from: "Big5", chunk: 1) == "彝")
        for name in ["Big5", "GBK", "GB2312", "GB18030"] {
            #expect(throws: EncodingError.self, "\(name)") { try decode([0xFF], from: name, chunk: 1) }
        }
    }

    @Test func anEmptyInputGivesNothing() throws {
        #expect(try decode([], from: "UTF-16", chunk: 1).isEmpty)
    }

    @Test func unknownNamesAreErrorsWithNearNames() throws {
        let error = #expect(throws: EncodingError.self) { try EncodingConverter(from: "GB18031") }
        guard case .unknownName("GB18031", let nearest)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(nearest.contains { $0.lowercased() == "gb18030" })
        for name in ["", "utf-8,version=1", "nonsense", "gb\u{0}k"] {
            #expect(throws: EncodingError.self, "\(name)") { try EncodingConverter(from: name) }
        }
        #expect(try EncodingConverter(from: "Utf-16le").canonicalName == "UTF-16LE")
    }

    @discardableResult
    private func decode(_ bytes: [UInt8], from name: String, chunk: Int) throws -> String {
        let converter = try EncodingConverter(from: name)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try converter.take(bytes[start..<min(bytes.count, start + chunk)], into: &output, last: false)
        }
        try converter.take([], into: &output, last: true)
        return String(decoding: output, as: UTF8.self)
    }
}

extension EncodingConverter {
    fileprivate func take(_ bytes: some Sequence<UInt8>, into output: inout [UInt8], last: Bool) throws {
        let bytes = Array(bytes)
        try convert(bytes.span, into: &output, last: last)
    }
}
