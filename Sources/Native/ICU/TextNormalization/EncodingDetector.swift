internal import CICU

/// Tells the encodings of Chinese corpora apart.
public enum EncodingDetector {
    /// Looks at a file's first bytes: byte-order marks first, then the NUL pattern of UTF-16, then whether the bytes
    /// are well-formed UTF-8 (a character cut at the end is tolerated), then ICU's letter statistics for GB18030 and
    /// Big5, of which only one is named that the bytes are valid in. An empty head is UTF-8.
    public static func detect(_ head: Span<UInt8>) -> DetectedEncoding {
        let bytes = head.withUnsafeBufferPointer { Array($0) }
        return byteOrderMark(bytes) ?? nulPattern(bytes) ?? wellFormed(bytes) ?? statistics(bytes)
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> DetectedEncoding? {
        let marks: [(name: String, mark: [UInt8])] = [
            ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-32LE", [0xFF, 0xFE, 0, 0]), ("UTF-32BE", [0, 0, 0xFE, 0xFF]),
            ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]), ("GB18030", [0x84, 0x31, 0x95, 0x33]),
        ]
        guard let found = marks.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
        return DetectedEncoding(
            name: found.name, confidence: 100, byteOrderMarkLength: found.mark.count, evidence: .byteOrderMark)
    }

    /// In UTF-16, ASCII characters and line ends put a NUL at every other byte. A few NULs in a text that is
    /// well-formed UTF-8 are only NULs.
    ///
    /// Tabs and line ends decide where there are any: the letters of one order are characters of the other, some of them
    /// frequent ones (一 is U+4E00, 开 is U+5F00).
    private static func nulPattern(_ bytes: [UInt8]) -> DetectedEncoding? {
        let ends = nulPairs(bytes) { (9...13).contains($0) }
        let texts = nulPairs(bytes) { (0x20..<0x7F).contains($0) || (9...13).contains($0) }
        let counts = max(ends.lowFirst, ends.highFirst) > 0 ? ends : texts
        let most = max(counts.lowFirst, counts.highFirst)
        guard most > 0, most >= 4 * min(counts.lowFirst, counts.highFirst) else { return nil }
        guard max(texts.lowFirst, texts.highFirst) * 5 >= bytes.count || !isUTF8(bytes) else { return nil }
        let name = counts.lowFirst > counts.highFirst ? "UTF-16LE" : "UTF-16BE"
        guard decodes(bytes, as: name) else { return nil }
        return DetectedEncoding(name: name, confidence: 90, byteOrderMarkLength: 0, evidence: .nulPattern)
    }

    /// Pairs of a NUL and a byte of some kind, by which of them comes first.
    private static func nulPairs(
        _ bytes: [UInt8], _ isOfKind: (UInt8) -> Bool
    ) -> (lowFirst: Int, highFirst: Int) {
        var (lowFirst, highFirst) = (0, 0)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            if bytes[index + 1] == 0 && isOfKind(bytes[index]) { lowFirst += 1 }
            if bytes[index] == 0 && isOfKind(bytes[index + 1]) { highFirst += 1 }
        }
        return (lowFirst, highFirst)
    }

    private static func wellFormed(_ bytes: [UInt8]) -> DetectedEncoding? {
        guard isUTF8(bytes) else { return nil }
        return DetectedEncoding(name: "UTF-8", confidence: 100, byteOrderMarkLength: 0, evidence: .wellFormed)
    }

    /// Whether the bytes are well-formed UTF-8 but perhaps for a character cut at the end.
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        guard let offset = TextNormalizer.firstInvalidUTF8(bytes.span) else { return true }
        return bytes.count - offset < 4 && isCutCharacter(bytes[offset...])
    }

    /// Whether some continuation makes the bytes one character.
    private static func isCutCharacter(_ bytes: ArraySlice<UInt8>) -> Bool {
        let tails: [[UInt8]] = [[0x80], [0xA0], [0x80, 0x80], [0xA0, 0x80], [0x90, 0x80, 0x80], [0x80, 0x80, 0x80]]
        return tails.contains { TextNormalizer.firstInvalidUTF8((Array(bytes) + $0).span) == nil }
    }

    private static func statistics(_ bytes: [UInt8]) -> DetectedEncoding {
        var gb18030: Int32 = 0
        var big5: Int32 = 0
        var message = cicu_message()
        let status = bytes.withUnsafeBufferPointer {
            cicu_detect($0.baseAddress, $0.count, &gb18030, &big5, &message)
        }
        let candidates = [("GB18030", Int(gb18030)), ("Big5", Int(big5))]
        let possible = candidates.filter { $0.1 > 0 && decodes(bytes, as: $0.0) }
        guard status == CICU_OK, let best = possible.max(by: { $0.1 < $1.1 }) else {
            return DetectedEncoding(name: nil, confidence: 0, byteOrderMarkLength: 0, evidence: .none)
        }
        return DetectedEncoding(name: best.0, confidence: best.1, byteOrderMarkLength: 0, evidence: .statistics)
    }

    /// Whether the bytes are valid in the encoding but perhaps for a character cut at the end.
    private static func decodes(_ bytes: [UInt8], as name: String) -> Bool {
        guard let converter = try? EncodingConverter(from: name) else { return false }
        var output: [UInt8] = []
        return (try? converter.convert(bytes.span, into: &output, last: false)) != nil
    }
}
