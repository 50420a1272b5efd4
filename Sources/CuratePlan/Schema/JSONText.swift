/// JSON that is written for people to read, keys in the order given, the same bytes each time.
indirect enum JSONText: Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case null
    case array([JSONText])
    case object([(key: String, value: JSONText)])

    /// Indented by two; arrays of single values stay on one line.
    var pretty: String { pretty(indent: "") + "\n" }

    private func pretty(indent: String) -> String {
        switch self {
        case .text(let value): return Self.quoted(value)
        case .integer(let value): return String(value)
        case .number(let value): return NumberRange.text(value)
        case .bool(let value): return String(value)
        case .null: return "null"
        case .array(let items): return array(items, indent)
        case .object(let members):
            let lines = members.map {
                indent + "  " + Self.quoted($0.key) + ": " + $0.value.pretty(indent: indent + "  ")
            }
            return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
        }
    }

    private func array(_ items: [JSONText], _ indent: String) -> String {
        if items.allSatisfy(\.isSingle) {
            return "[" + items.map { $0.pretty(indent: "") }.joined(separator: ", ") + "]"
        }
        let lines = items.map { indent + "  " + $0.pretty(indent: indent + "  ") }
        return "[\n" + lines.joined(separator: ",\n") + "\n" + indent + "]"
    }

    private var isSingle: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}":
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
