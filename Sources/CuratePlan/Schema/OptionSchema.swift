import CurateCore

/// The JSON schema of one option, by its kind.
enum OptionSchema {
    typealias Members = [(key: String, value: JSONText)]

    /// With description and default; outside texts also `${NAME}` may stand for the value.
    static func property(_ kind: OptionField.Kind, default value: OptionValue?, _ summary: String) -> JSONText {
        var members: Members = [("description", .text(summary))]
        if let value { members.append(("default", json(value))) }
        return .object(members + orReference(kind))
    }

    private static func orReference(_ kind: OptionField.Kind) -> Members {
        if case .string = kind { return schema(kind) }
        return [("anyOf", .array([.object(schema(kind)), reference]))]
    }

    static let reference: JSONText = .object([("$ref", .text("#/$defs/reference"))])

    static func schema(_ kind: OptionField.Kind) -> Members {
        switch kind {
        case .bool: type("boolean")
        case .integer(let range): type("integer") + bounds(range)
        case .number(let range): type("number") + bounds(range)
        case .string, .file: type("string")
        case .choice(let choices): [("enum", .array(choices.map(JSONText.text)))]
        case .list(let choices): list(choices.map { schema(.choice($0)) } ?? type(["string", "number", "boolean"]))
        case .words: words
        case .interval(let range):
            type("array") + [
                ("items", .object(type("number") + bounds(range))), ("minItems", .integer(2)),
                ("maxItems", .integer(2)),
            ]
        case .tolerance: tolerance
        case .numbers: map(type("number"))
        case .mapping: map(type(["string", "number"]))
        }
    }

    static func type(_ name: String) -> Members { [("type", .text(name))] }
    private static func type(_ names: [String]) -> Members { [("type", .array(names.map(JSONText.text)))] }

    private static func list(_ item: Members) -> Members {
        let items: Members = type("array") + [("items", .object(item)), ("uniqueItems", .bool(true))]
        return [("anyOf", .array([.object(item), .object(items)]))]
    }

    private static var words: Members {
        let item = type(["string", "number", "boolean"])
        return [("anyOf", .array([.object(item), .object(type("array") + [("items", .object(item))])]))]
    }

    private static func map(_ value: Members) -> Members { type("object") + [("additionalProperties", .object(value))] }

    private static var tolerance: Members {
        let kinds: [Members] = [
            type("integer") + [("minimum", .integer(0))],
            type("number") + [("minimum", .integer(0)), ("maximum", .integer(1))],
            type("string") + [("pattern", .text("^[0-9]+([.][0-9]+)? *%$"))],
        ]
        return [("anyOf", .array(kinds.map(JSONText.object)))]
    }

    private static func bounds(_ range: ClosedRange<Int>) -> Members {
        var members: Members = []
        if range.lowerBound != .min { members.append(("minimum", .integer(range.lowerBound))) }
        if range.upperBound != .max { members.append(("maximum", .integer(range.upperBound))) }
        return members
    }

    private static func bounds(_ range: ClosedRange<Double>) -> Members {
        var members: Members = []
        if !NumberRange.unbounded(range.lowerBound) { members.append(("minimum", .number(range.lowerBound))) }
        if !NumberRange.unbounded(range.upperBound) { members.append(("maximum", .number(range.upperBound))) }
        return members
    }

    static func json(_ value: OptionValue) -> JSONText {
        switch value {
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let value): .text(value)
        case .list(let values): .array(values.map(json))
        case .map(let entries): .object(entries.map { ($0.key, json($0.value)) })
        }
    }
}
