import CurateCore
import Foundation

/// A line of `expected.jsonl`, or what reading gave in its place.
struct GoldenLine: Hashable {
    /// Where it comes from; no two lines share one.
    struct Place: Hashable, CustomStringConvertible {
        var split: String
        var file: String
        var line: Int
        var sub: Int

        var description: String { "\(file):\(line)\(sub > 0 ? ", record \(sub)" : "") of \(split)" }
    }

    var place: Place
    /// A record or a rejection, so written that what cannot be seen can be told apart.
    var outcome: String

    static func record(_ place: Place, _ a: String, _ b: String?, label: String?, scale: String) -> GoldenLine {
        let texts = "\(a.visible) | \(b?.visible ?? "null")"
        return GoldenLine(place: place, outcome: "\(texts) | \(label ?? "null") (\(scale))")
    }

    static func rejection(_ place: Place, rule: String, column: Int) -> GoldenLine {
        GoldenLine(place: place, outcome: "rejected: \(rule) at column \(column)")
    }
}

extension GoldenLine {
    /// A line of the file that is not as README.md says.
    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    private static let recordKeys: Set = [
        "split", "file", "line", "sub", "sentence1", "sentence2", "label", "scale",
    ]
    private static let rejectionKeys: Set = ["split", "file", "line", "column", "rejected"]

    init(json: some StringProtocol, number: Int) throws {
        guard let values = try? JSONDecoder().decode([String: Value].self, from: Data(json.utf8)),
            let line = Self(values)
        else { throw Unreadable(description: "expected.jsonl:\(number) is no line as README.md has them: \(json)") }
        self = line
    }

    private init?(_ values: [String: Value]) {
        guard case .text(let split) = values["split"], case .text(let file) = values["file"],
            case .number(let line) = values["line"]
        else { return nil }
        var place = Place(split: split, file: file, line: Int(line), sub: 0)
        let keys = Set(values.keys)
        if keys == Self.rejectionKeys, case .text(let rule) = values["rejected"],
            case .number(let column) = values["column"]
        {
            self = .rejection(place, rule: rule, column: Int(column))
        } else if keys == Self.recordKeys, case .text(let a) = values["sentence1"],
            case .text(let scale) = values["scale"], case .number(let sub) = values["sub"]
        {
            place.sub = Int(sub)
            self = .record(place, a, values["sentence2"]?.word, label: values["label"]?.word, scale: scale)
        } else {
            return nil
        }
    }
}

/// A value of a line. Not of `JSONSerialization`, which loses a byte-order mark at the start of a text.
private enum Value: Decodable {
    case text(String)
    case number(Float)
    case null

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let number = try? value.decode(Float.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    var word: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .null: nil
        }
    }
}

extension String {
    /// With escapes for everything that is not plainly visible; equal only where the scalars are.
    fileprivate var visible: String {
        unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII ? (32...126).contains(scalar.value) : scalar.properties.isGraphemeBase
            return isPlain && !scalar.properties.isWhitespace || scalar == " "
                ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }.joined()
    }
}
