internal import CurateCore

/// A corpus file that cannot be read, or not any further; what came before it has been delivered.
public struct CorpusFileFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// As the caller named it.
    public var path: String
    /// Physical line, from 1, in the decoded text.
    public var line: Int?
    /// In characters, from 1.
    public var column: Int?
    /// What is wrong, in one sentence.
    public var reason: String
    /// What to do about it.
    public var hint: String?

    public init(path: String, line: Int? = nil, column: Int? = nil, reason: String, hint: String? = nil) {
        self.path = path
        self.line = line
        self.column = column
        self.reason = reason
        self.hint = hint
    }

    /// `lcqmc/train.txt:1:1: no column 'label'. The header has: text_a, text_b.`
    public var description: String {
        let place = [path, line.map(String.init), line == nil ? nil : column.map(String.init)]
        return place.compactMap(\.self).joined(separator: ":") + ": " + Sentences.joined(reason, hint)
    }
}
