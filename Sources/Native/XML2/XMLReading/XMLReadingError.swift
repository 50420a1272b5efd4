/// Why an XML file could not be read on.
public enum XMLReadingError: Error, Equatable, CustomStringConvertible {
    /// The file is not well-formed, or uses what is refused: external entities, parameter entities, entities that
    /// expand without measure. The message is libxml2's or ours; line and column are where it was noticed.
    case malformed(line: Int, column: Int, message: String)
    /// A field of the record at `line` is longer than the limit, in bytes of UTF-8.
    case fieldTooLong(line: Int, limit: Int)
    /// libxml2 could not set up a parser: out of memory.
    case library

    /// The reason, in one sentence.
    public var description: String {
        switch self {
        case .malformed(let line, let column, let message): "Line \(line), column \(column): \(message)."
        case .fieldTooLong(let line, let limit):
            "A field of the record at line \(line) is longer than \(limit) bytes."
        case .library: "libxml2 could not set up a parser."
        }
    }
}
