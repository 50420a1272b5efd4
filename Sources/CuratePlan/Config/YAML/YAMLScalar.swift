/// A single value as written. What it means follows YAML 1.2's core schema: `yes`, `no` and `on` are texts.
struct YAMLScalar: Sendable, Hashable {
    /// After quotes, escapes and folding are undone.
    var text: String
    /// True when it was written in quotes or as a block, and so is text whatever it looks like.
    var quoted: Bool

    init(_ text: String, quoted: Bool = false) {
        self.text = text
        self.quoted = quoted
    }

    enum Typed: Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
    }

    var typed: Typed {
        if quoted { return .text(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return numeric ?? .text(text)
        }
    }

    private var numeric: Typed? {
        // Keeps out what `Double.init` reads beyond YAML's numbers: inf, nan, 0x1p3.
        guard text.utf8.allSatisfy({ Self.numberBytes.contains($0) }), text.utf8.contains(where: { 48...57 ~= $0 })
        else { return nil }
        if let integer = Int(text) { return .integer(integer) }
        return Double(text).map(Typed.number)
    }

    private static let numberBytes = Set("0123456789+-.eE".utf8)
}
