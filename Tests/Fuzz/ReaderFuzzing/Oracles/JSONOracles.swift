import CurateCore
import CurateFormats
import Foundation

/// What Foundation makes of each line.
struct JSONLinesOracle: Oracle {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String] {
        guard let text = WholeText(bytes, declared: layout.encoding) else { return [] }
        let lines = text.lines
        let wanted = Set(lines.indices.filter { !text.isBlank(lines[$0], delimiter: nil) }.map { $0 + 1 })
        var problems: [String] = []
        if Set(found.rowLines) != wanted {
            problems.append("lines \(Set(found.rowLines).symmetricDifference(wanted).sorted().prefix(5)) are not rows")
        }
        for record in found.records where lines.indices.contains(record.line - 1) {
            let line = Data(text.bytes[lines[record.line - 1]])
            problems += Self.problem(record, JSONValue.parse(line)).map { [$0] } ?? []
        }
        for rejection in found.rejections where rejection.rule == "malformed_json" {
            let line = Data(text.bytes[lines[rejection.line - 1]])
            if case .object = JSONValue.parse(line), !rejection.isStricter, !JSONValue.hasTrailingComma(line) {
                problems.append("Foundation reads what was \(rejection.short)")
            }
        }
        return problems
    }

    private static func problem(_ record: ReadOutcome.Record, _ value: JSONValue?) -> String? {
        guard case .object(let values) = value else { return "Foundation cannot read what became \(record)" }
        if values["a"] == .text(record.a) && values["b"] == .text(record.b) { return nil }
        return "Foundation reads other texts than \(record)"
    }
}

/// What Foundation makes of the whole array.
struct JSONArrayOracle: Oracle {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String] {
        guard let text = WholeText(bytes, declared: layout.encoding), text.damage.isEmpty,
            var value = JSONValue.parse(Data(text.bytes))
        else { return [] }
        if let record = layout.record {
            guard case .object(let members) = value, let rows = members[record] else { return [] }
            value = rows
        }
        guard case .list(let elements) = value else { return [] }
        if found.failure == nil && found.rows == elements.count { return [] }
        return [
            "an array of \(elements.count) was read as \(found.rows) rows: \(found.failure?.reason ?? "no failure")"
        ]
    }
}

extension RowRejection {
    /// True for what only this project refuses: a key twice, brackets too deep.
    fileprivate var isStricter: Bool { message.contains("twice") || message.contains("deep") }
}

enum JSONValue: Decodable, Equatable {
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
    case other

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            let members = try object.allKeys.map { ($0.stringValue, try object.decode(JSONValue.self, forKey: $0)) }
            self = .object(Dictionary(members) { $1 })
        } else if var list = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !list.isAtEnd { elements.append(try list.decode(JSONValue.self)) }
            self = .list(elements)
        } else {
            let value = try decoder.singleValueContainer()
            let isOther =
                value.decodeNil() || (try? value.decode(Bool.self)) != nil || (try? value.decode(Double.self)) != nil
            // Foundation finds out only here that a text is none.
            self = isOther ? .other : .text(try value.decode(String.self))
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// True for what only Foundation reads.
    static func hasTrailingComma(_ data: Data) -> Bool {
        let tokens = data.filter { $0 != 32 && !(9...13).contains($0) }
        return zip(tokens, tokens.dropFirst()).contains { $0 == UInt8(ascii: ",") && "}]".utf8.contains($1) }
    }

    /// nil where Foundation cannot read it. Deep brackets are not given to it: it calls itself for each.
    static func parse(_ data: Data) -> JSONValue? {
        let brackets = data.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        // It also passes over a byte-order mark, which here is no JSON but at the start of a file.
        let isPlain = String(validating: data, as: UTF8.self) != nil && !data.starts(with: [0xEF, 0xBB, 0xBF])
        guard brackets < 2000, isPlain else { return nil }
        return try? JSONDecoder().decode(JSONValue.self, from: data)
    }
}
