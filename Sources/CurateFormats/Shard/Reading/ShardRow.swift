import CurateCore
import JSONParsing

/// A row of a shard by the numbers of its fields.
struct ShardRow {
    struct Fault: Error { var reason: String }

    let bytes: [UInt8]
    let fields: [Range<Int>?]

    func slice(_ field: Int) -> ArraySlice<UInt8> { fields[field].map { bytes[$0] } ?? [] }

    func text(_ field: Int) -> String? { fields[field].map { String(decoding: bytes[$0], as: UTF8.self) } }

    func id(_ field: Int) throws -> RecordID {
        guard let range = fields[field], let id = RecordID(digits: bytes.span.extracting(range)) else {
            throw Fault(reason: "the row has no id")
        }
        return id
    }

    func number<Number>(_ field: Int, _ read: (String) -> Number?) throws -> Number? {
        guard let text = text(field) else { return nil }
        guard let number = read(text) else { throw Fault(reason: "'\(text)' is not the number that belongs there") }
        return number
    }

    /// A list of texts, which is kept as JSON.
    func texts(_ field: Int) throws -> [String] {
        guard let range = fields[field] else { return [] }
        do { return try JSONStrings.parse(bytes.span.extracting(range)) } catch {
            throw Fault(reason: "'\(text(field) ?? "")' is not the list of texts that belongs there")
        }
    }

    /// A list of numbers, which is kept as JSON; nil for null.
    func numbers<Number>(_ field: Int, _ read: (String) -> Number?) throws -> [Number?] {
        guard let text = text(field) else { return [] }
        let inner = text.drop { $0 == "[" || $0 == " " }.prefix { $0 != "]" }
        return try inner.split(separator: ",").map { part in
            let word = part.filter { $0 != " " }
            if word == "null" { return nil }
            guard let number = read(word) else {
                throw Fault(reason: "'\(word)' is not the number that belongs there")
            }
            return number
        }
    }
}
