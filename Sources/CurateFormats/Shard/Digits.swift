import CurateCore

extension [UInt8] {
    /// Appends a number in decimal digits.
    mutating func appendDecimal(_ number: UInt32) {
        if number >= 10 { appendDecimal(number / 10) }
        append(48 + UInt8(number % 10))
    }

    /// Appends 16 lower-case hexadecimal digits.
    fileprivate mutating func appendHexadecimal(_ word: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: word >> shift & 15)
            append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }
}

extension RecordID {
    /// The form of ``description``.
    func appendHexadecimal(to output: inout [UInt8]) {
        output.appendHexadecimal(high)
        output.appendHexadecimal(low)
    }
}
