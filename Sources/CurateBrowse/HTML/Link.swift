/// A place in this application.
public struct Link: Sendable, Hashable {
    /// Path and query, percent-encoded.
    public let target: String

    /// - Parameter values: those that are nil or empty are left out.
    public init(_ path: StaticString, _ values: [(name: StaticString, value: String?)] = [], fragment: String = "") {
        precondition(path.description.hasPrefix("/"), "links lead into the application")
        let query = values.compactMap { name, value -> String? in
            guard let value, !value.isEmpty else { return nil }
            return name.description + "=" + FormText.encoded(value)
        }
        let place = fragment.isEmpty ? "" : "#" + FormText.encoded(fragment)
        target = path.description + (query.isEmpty ? "" : "?" + query.joined(separator: "&")) + place
    }

    /// The page's own content, past its head.
    static let content = Link(fragment: "content")

    private init(fragment: StaticString) { target = "#" + fragment.description }

    /// Reads a target that a form gives back; nil for one that leads elsewhere.
    public init?(target: String) {
        let bytes = Array(target.utf8)
        guard bytes.first == 0x2F, bytes.count < 2 || bytes[1] != 0x2F, bytes.count < 8192,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C })
        else { return nil }
        self.target = target
    }
}
