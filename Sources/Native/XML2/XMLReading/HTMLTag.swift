/// Recognizes a tag.
struct HTMLTag {
    private let bytes: [UInt8]
    private var at: Int

    /// Where the tag that starts with the `<` at `start` ends, or nil where it is none that HTML knows.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var tag = HTMLTag(bytes: bytes, at: start + 1)
        return tag.end()
    }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func end() -> Int? {
        let closing = byte == UInt8(ascii: "/")
        if closing { at += 1 }
        guard HTMLNames.elements.contains(name(where: { isASCIILetter($0) || isASCIIDigit($0) })) else { return nil }
        while !closing, skipSpaceOrSlash(), let byte, isASCIILetter(byte) {
            guard skipAttribute() else { return nil }
        }
        while skipSpaceOrSlash() {}
        return byte == UInt8(ascii: ">") ? at + 1 : nil
    }

    private mutating func name(where belongs: (UInt8) -> Bool) -> String {
        let start = at
        while let byte, belongs(byte), at - start < HTMLNames.longest { at += 1 }
        return String(decoding: bytes[start..<at].map(lowercased), as: UTF8.self)
    }

    /// Skips what stands between attributes; false where nothing does.
    private mutating func skipSpaceOrSlash() -> Bool {
        let start = at
        while let byte, isSpace(byte) || byte == UInt8(ascii: "/") { at += 1 }
        return at > start
    }

    /// Skips `name=value` or a bare attribute that HTML knows.
    private mutating func skipAttribute() -> Bool {
        let name = name { isASCIILetter($0) || isASCIIDigit($0) || $0 == 0x2D || $0 == 0x3A || $0 == 0x5F }
        let afterName = at
        while let byte, isSpace(byte) { at += 1 }
        guard byte == UInt8(ascii: "=") else {
            at = afterName
            return HTMLNames.bareAttributes.contains(name)
        }
        at += 1
        while let byte, isSpace(byte) { at += 1 }
        return skipValue()
    }

    private mutating func skipValue() -> Bool {
        guard let quote = byte else { return false }
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = at
            while let byte, !isSpace(byte), byte != UInt8(ascii: ">"), byte != lessThan { at += 1 }
            return at > start
        }
        at += 1
        while let byte, byte != quote { at += 1 }
        guard byte == quote else { return false }
        at += 1
        return true
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
