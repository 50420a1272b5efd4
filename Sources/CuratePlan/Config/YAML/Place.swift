import CurateCore

/// Where something was written: a file with line and column, or a `--set` on the command line.
public struct Place: Sendable, Hashable {
    public var file: String
    /// From 1; nil for what did not come from a file.
    public var line: Int?
    /// From 1, in characters.
    public var column: Int?

    public init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    func diagnostic(_ severity: Diagnostic.Severity, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(severity, message, hint: hint, file: file, line: line, column: column)
    }

    /// A diagnostic that has no place gets this one.
    func given(to diagnostic: Diagnostic) -> Diagnostic { diagnostic.placed(file: file, line: line, column: column) }
}
