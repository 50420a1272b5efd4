/// A record's identity: 128 bits computed from its corpus, split, texts and label as published.
///
/// It does not depend on the order of files or rows, so two rows that are equal byte for byte share it;
/// ``Ordinal`` tells such twins apart.
public struct RecordID: Hashable, Sendable, BitwiseCopyable {
    public var high: UInt64
    public var low: UInt64

    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 32 lower-case hexadecimal digits, the form used in shards, ledgers and on the command line.
    public var description: String { Self.hex(high) + Self.hex(low) }

    /// Reads the form that ``description`` writes; nil for anything else.
    public init?(_ text: some StringProtocol) { self.init(digits: Array(text.utf8).span) }

    /// Reads the form that ``description`` writes; nil for anything else.
    public init?(digits: Span<UInt8>) {
        guard digits.count == 32, let high = HexDigits.word(digits, at: 0), let low = HexDigits.word(digits, at: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    private static func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension RecordID: Comparable, CustomStringConvertible {
    @inlinable
    public static func < (left: RecordID, right: RecordID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
