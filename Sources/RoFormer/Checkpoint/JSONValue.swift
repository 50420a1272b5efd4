/// JSON as headers and configurations have it (RFC 8259), read strictly: UTF-8, no key twice in an object, nesting limited.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Why a text is no JSON, and where.
    struct Failure: Error, CustomStringConvertible {
        var message: String
        /// Bytes before the place.
        var offset: Int
        var description: String { "\(message), at byte \(offset)" }
    }

    /// - Throws: ``Failure``.
    init(parsing bytes: [UInt8]) throws {
        var parser = JSONParser(bytes)
        self = try parser.document()
    }

    var integer: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    var double: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }
}

private struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw failure("not UTF-8") }
        let value = try value(depth: 0)
        skipSpace()
        guard place == bytes.count else { throw failure("something follows the value") }
        return value
    }

    private func failure(_ message: String) -> JSONValue.Failure { JSONValue.Failure(message: message, offset: place) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let wanted = text.description.utf8
        guard bytes[place...].starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < Self.deepest else { throw failure("nested more than \(Self.deepest) deep") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        default: break
        }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        if take("null") { return .null }
        throw failure(next == nil ? "it ends where a value is expected" : "no value starts here")
    }

    private mutating func object(depth: Int) throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        place += 1
        skipSpace()
        if take("}") { return members }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw failure("a key is expected") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw failure("':' is expected") }
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw failure("the key '\(key)' stands twice")
            }
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw failure("',' or '}' is expected") }
        }
    }

    private mutating func array(depth: Int) throws -> [JSONValue] {
        var elements: [JSONValue] = []
        place += 1
        skipSpace()
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw failure("',' or ']' is expected") }
        }
    }

    private mutating func number() throws -> String {
        let start = place
        _ = take("-")
        guard digits() > 0 else { throw failure("a digit is expected") }
        if bytes[start...].starts(with: "0".utf8) && place - start > 1 { throw failure("a number starts with 0") }
        if take(".") { guard digits() > 0 else { throw failure("a digit is expected") } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw failure("a digit is expected") }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func string() throws -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            if byte < 0x20 { throw failure("a control character in a string") }
            place += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { text += try escaped().utf8 } else { text.append(byte) }
        }
        throw failure("it ends within a string")
    }

    private mutating func escaped() throws -> String {
        let escapes: [UInt8: String] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        ]
        guard let byte = next else { throw failure("it ends within a string") }
        place += 1
        if let text = escapes[byte] { return text }
        guard byte == UInt8(ascii: "u") else { throw failure("an unknown escape") }
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return String(scalar) }
        guard UTF16.isLeadSurrogate(first), take("\\u") else { throw failure("half of a surrogate pair") }
        let second = try unit()
        guard UTF16.isTrailSurrogate(second) else { throw failure("half of a surrogate pair") }
        return String(decoding: [first, second], as: UTF16.self)
    }

    private mutating func unit() throws -> UInt16 {
        let digits = bytes[place...].prefix(4)
        let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard digits.count == 4, isHexadecimal, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits are expected") }
        place += 4
        return unit
    }
}
