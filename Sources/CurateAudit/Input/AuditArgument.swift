internal import Files

/// One argument of `curate audit`.
public enum AuditArgument: Sendable, Hashable {
    /// `lcqmc=PATH`, or with one of the corpus' layouts `lcqmc:mteb-jsonl=PATH`.
    case named(corpus: String, layout: String?, path: String)
    /// A folder or file whose corpora are found by name and content.
    case path(String)

    /// A text that holds `=` and is the path of something is a path.
    public init(_ text: String) { self.init(text, exists: FileSystem.exists) }

    init(_ text: String, exists: (String) -> Bool) {
        guard let equals = text.firstIndex(of: "="), !exists(text), Self.isName(text[..<equals]) else {
            self = .path(text)
            return
        }
        let names = text[..<equals].split(separator: ":", maxSplits: 1).map(String.init)
        let path = String(text[text.index(after: equals)...])
        self = .named(corpus: names[0], layout: names.count > 1 ? names[1] : nil, path: path)
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, first.isLetter || first.isNumber else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || "-_.:/".contains($0) } && text.last != ":"
    }
}
