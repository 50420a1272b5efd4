internal import CurateCore

/// Arrays of words in findings: their number, then the words, little-endian.
extension Packing {
    static func append<Word: FixedWidthInteger & UnsignedInteger>(_ words: [Word], to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + 8 + words.count * MemoryLayout<Word>.size)
        append(UInt64(words.count), to: &bytes)
        for word in words { append(word, to: &bytes) }
    }

    static func readArray<Word: FixedWidthInteger & UnsignedInteger>(
        _ type: Word.Type, _ bytes: Span<UInt8>, at offset: inout Int
    ) -> [Word] {
        let count = Int(read(UInt64.self, bytes, at: &offset))
        var words: [Word] = []
        words.reserveCapacity(count)
        for _ in 0..<count { words.append(read(type, bytes, at: &offset)) }
        return words
    }
}
