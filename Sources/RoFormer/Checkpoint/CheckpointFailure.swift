/// A model folder that cannot be used: what is wrong, where, and what to do.
public struct CheckpointFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The folder or the file in it.
    public var path: String
    /// What is wrong, without a full stop.
    public var message: String
    /// What to do; nil where nothing but another file helps.
    public var hint: String?

    public init(_ path: String, _ message: String, hint: String? = nil) {
        self.path = path
        self.message = message
        self.hint = hint
    }

    public var description: String { "\(path): \(message)." + (hint.map { " \($0)." } ?? "") }
}
