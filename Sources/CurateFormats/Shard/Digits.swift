import CurateCore

extension [UInt8] {
    /// Appends a number in decimal digits.
    mutating func appendDecimal(_ number: UInt32) {
        if number >= 10 { appendDecimal(number / 10) }
        append(48 + UInt8(number % 10))
    }

    /// Appends a number in decimal digits, with its sign where it is below zero.
    mutating func appendDecimal(signed number: Int32) {
        if number < 0 { append(UInt8(ascii: "-")) }
        appendDecimal(number.magnitude)
    }

    /// Writes 32 lower-case hexadecimal digits over what is at `place`.
    mutating func writeHexadecimal(_ id: RecordID, at place: Int) {
        var bytes = mutableSpan
        for index in 0..<16 {
            let shift = UInt64(60 - 4 * index)
            bytes[place + index] = Self.digit(id.high >> shift)
            bytes[place + 16 + index] = Self.digit(id.low >> shift)
        }
    }

    private static func digit(_ word: UInt64) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: word & 15)
        return digit < 10 ? 48 + digit : 87 + digit
    }
}
