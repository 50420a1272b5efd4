/// Why a model could not be made or asked: what and where, and what to do, for people.
public struct RoFormerFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public var message: String
    public var hint: String

    public init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }

    public var description: String { "\(message); \(hint)" }
}
