internal import FoundationEssentials

/// JSON objects, one a line.
enum JSONLine {
    /// The object with its line's end; keys in alphabetical order.
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ bytes: some Collection<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// The beginning of a line, for messages: on one line, control characters shown as `?`.
    static func excerpt(_ bytes: some Collection<UInt8>, _ most: Int = 120) -> String {
        excerpt(String(decoding: bytes.prefix(most * 4 + 4), as: UTF8.self), most)
    }

    static func excerpt(_ text: String, _ most: Int = 120) -> String {
        let scalars = text.unicodeScalars.prefix(most + 1).map { scalar in
            scalar.properties.generalCategory == .control ? "?" : String(scalar)
        }
        return scalars.prefix(most).joined() + (scalars.count > most ? "…" : "")
    }
}
