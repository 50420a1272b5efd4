internal import CXML2

/// Recognizes an entity reference.
enum HTMLEntity {
    /// Longer names are not looked up.
    private static let longestName = 32

    /// Where the reference that starts with the `&` at `start` ends, or nil where it is none.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        let name = start + 1
        guard let end = bytes[name...].prefix(longestName + 1).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let inside = bytes[name..<end]
        let known = inside.first == UInt8(ascii: "#") ? isNumber(inside.dropFirst()) : isName(inside)
        return known ? end + 1 : nil
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard !name.isEmpty, name.allSatisfy({ isASCIILetter($0) || isASCIIDigit($0) }) else { return false }
        return (Array(name) + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) != nil }
    }

    /// Whether the digits name a character that HTML allows.
    private static func isNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        let isHex = digits.first.map(lowercased) == UInt8(ascii: "x")
        let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
        guard text.utf8.first.map({ $0 != 0x2B && $0 != 0x2D }) == true,
            let value = UInt32(text, radix: isHex ? 16 : 10), Unicode.Scalar(value) != nil
        else { return false }
        return value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D
    }
}
