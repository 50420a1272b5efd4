/// Hexadecimal numbers as bytes, the form that ids have in files.
public enum HexDigits {
    /// The number that 16 digits at a place say; nil when others stand there.
    public static func word(_ bytes: Span<UInt8>, at place: Int) -> UInt64? {
        guard place + 16 <= bytes.count else { return nil }
        var word: UInt64 = 0
        for digit in place..<place + 16 {
            guard let value = value(bytes[digit]) else { return nil }
            word = word << 4 | value
        }
        return word
    }

    private static func value(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
