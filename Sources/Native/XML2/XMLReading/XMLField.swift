/// What to take from a record element.
public enum XMLField: Hashable, Sendable {
    /// An attribute of the record element, by its name.
    case attribute(String)
    /// The text of a child element, that of its descendants included, by the child's name and its place (from 1)
    /// among the record's children of that name.
    case child(String, occurrence: Int)

    /// A field as configurations write it: `@label` for an attribute, `sentence` for a child element, `sentence[2]`
    /// for the second child of that name.
    ///
    /// - Throws: ``XMLFieldError`` where the text is none of these.
    public init(_ text: String) throws {
        if text.hasPrefix("@"), text.utf8.count > 1 {
            self = .attribute(String(text.dropFirst()))
        } else if !text.hasSuffix("]"), !text.isEmpty, !text.hasPrefix("@") {
            self = .child(text, occurrence: 1)
        } else {
            self = try Self.numbered(text)
        }
    }

    private static func numbered(_ text: String) throws -> XMLField {
        guard let open = text.firstIndex(of: "["), open > text.startIndex,
            let number = Int(text[text.index(after: open)...].dropLast()), number > 0
        else { throw XMLFieldError(text: text) }
        return .child(String(text[..<open]), occurrence: number)
    }
}

/// A field that is neither `@attribute`, nor `child`, nor `child[number]`.
public struct XMLFieldError: Error, Equatable, CustomStringConvertible {
    /// What was written.
    public let text: String

    /// The reason, in one sentence.
    public var description: String {
        "\"\(text)\" is no XML field: write @attribute, child or child[number] with a number from 1."
    }
}
