/// Little-endian packing of survey payloads and findings.
///
/// Payloads are compared as bytes when rows are sorted, so numbers whose order matters are packed by ``bigEndian(_:)``.
public enum Packing {
    @inlinable
    public static func append<Word: FixedWidthInteger & UnsignedInteger>(_ word: Word, to bytes: inout [UInt8]) {
        var rest = word
        for _ in 0..<MemoryLayout<Word>.size {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest = Word(truncatingIfNeeded: UInt64(truncatingIfNeeded: rest) >> 8)
        }
    }

    @inlinable
    public static func bigEndian(_ word: UInt64, to bytes: inout [UInt8]) { append(word.byteSwapped, to: &bytes) }

    @inlinable
    public static func read<Word: FixedWidthInteger & UnsignedInteger>(
        _ type: Word.Type, _ bytes: Span<UInt8>, at offset: inout Int
    ) -> Word {
        var word: UInt64 = 0
        for place in 0..<MemoryLayout<Word>.size {
            word |= UInt64(bytes[offset + place]) << UInt64(8 * place)
        }
        offset += MemoryLayout<Word>.size
        return Word(truncatingIfNeeded: word)
    }

    @inlinable
    public static func readBigEndian(_ bytes: Span<UInt8>, at offset: inout Int) -> UInt64 {
        read(UInt64.self, bytes, at: &offset).byteSwapped
    }

    @inlinable
    public static func append(_ id: RecordID, to bytes: inout [UInt8]) {
        append(id.high, to: &bytes)
        append(id.low, to: &bytes)
    }

    @inlinable
    public static func readID(_ bytes: Span<UInt8>, at offset: inout Int) -> RecordID {
        let high = read(UInt64.self, bytes, at: &offset)
        let low = read(UInt64.self, bytes, at: &offset)
        return RecordID(high: high, low: low)
    }
}
