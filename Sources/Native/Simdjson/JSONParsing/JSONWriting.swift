import CSimdjson

/// Writes JSON tokens (RFC 8259).
public enum JSONWriting {
    /// Appends a quoted string: only `"`, `\` and control characters are escaped, all else stays as it is.
    ///
    /// `utf8` must be well-formed UTF-8; it is not checked.
    public static func appendString(_ utf8: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        utf8.withUnsafeBufferPointer { appendEscaped($0, to: &output) }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a quoted string.
    public static func appendString(_ text: String, to output: inout [UInt8]) {
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { appendEscaped($0, to: &output) }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a whole number.
    public static func appendInteger(_ number: some BinaryInteger, to output: inout [UInt8]) {
        output.append(contentsOf: String(number).utf8)
    }

    /// Appends the shortest decimal that reads back as `number`; `null` for infinities and NaN, which JSON lacks.
    public static func appendDouble(_ number: Double, to output: inout [UInt8]) {
        output.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }

    /// Appends the shortest decimal that reads back as `number`; `null` for infinities and NaN, which JSON lacks.
    public static func appendFloat(_ number: Float, to output: inout [UInt8]) {
        output.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }

    private static func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var rest = bytes
        while true {
            let plain = cjson_plain_prefix(rest.baseAddress, rest.count)
            output.append(contentsOf: rest.prefix(plain))
            guard plain < rest.count else { return }
            appendEscape(of: rest[plain], to: &output)
            rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
        }
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0a: output.append(UInt8(ascii: "n"))
        case 0x0c: output.append(UInt8(ascii: "f"))
        case 0x0d: output.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            output.append(contentsOf: "u00".utf8)
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 15)])
        }
    }
}

/// The library that reads.
public enum JSONLibrary {
    /// Version of simdjson, such as "3.0.1".
    public static var version: String { String(cString: cjson_version()) }

    /// The instruction set that simdjson uses on this machine, such as "haswell".
    public static var instructionSet: String { String(cString: cjson_instruction_set()) }
}
