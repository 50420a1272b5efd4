/// A message about something a person wrote: a pipeline, a corpus declaration, a command line.
public struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Severity: String, Sendable, Codable { case error, warning, note }

    public var severity: Severity
    /// What is wrong, in one sentence.
    public var message: String
    /// What to do about it.
    public var hint: String?
    public var file: String?
    /// From 1.
    public var line: Int?
    /// From 1, in characters.
    public var column: Int?

    public init(
        _ severity: Severity = .error, _ message: String, hint: String? = nil, file: String? = nil, line: Int? = nil,
        column: Int? = nil
    ) {
        self.severity = severity
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line
        self.column = column
    }

    /// The same with a place, if it has none yet.
    public func placed(file: String, line: Int?, column: Int?) -> Diagnostic {
        guard self.file == nil, self.line == nil else { return self }
        var copy = self
        (copy.file, copy.line, copy.column) = (file, line, column)
        return copy
    }

    /// `pipelines/x.yaml:7:3: error: unknown key 'min_char'. Did you mean 'min_chars'?`
    public var description: String {
        var place = file ?? ""
        if let line { place += ":\(line)" }
        if line != nil, let column { place += ":\(column)" }
        let head = place.isEmpty ? "" : place + ": "
        return "\(head)\(severity.rawValue): \(Sentences.joined(message, hint))"
    }
}

/// Everything that is wrong with a file, so that a person can mend it in one go.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
    public var all: [Diagnostic]

    public init(_ all: [Diagnostic]) { self.all = all }

    public var hasErrors: Bool { all.contains { $0.severity == .error } }
    public var description: String { all.map(\.description).joined(separator: "\n") }

    /// Throws self when it holds an error.
    public func throwIfErrors() throws(Diagnostics) {
        if hasErrors { throw self }
    }
}

/// The data broke a limit that the pipeline set; the run stops with exit code 1.
public struct DataLimitExceeded: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// The program was asked to stop; what was finished is kept and a later run goes on from it.
public struct Interrupted: Error, Sendable {
    public init() {}
}
