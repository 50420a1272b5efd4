public import CurateCore
internal import CurateStages

/// When two texts count as the same sentence.
public enum AuditKey: String, Sendable, Codable, CaseIterable {
    /// The definition by which this field counts: NFKC, case folding, no punctuation, symbols or space.
    case field
    /// What pipelines compare by: also simplified script, numbers protected, no invisible characters.
    case curate

    public func maker() throws -> any KeyMaking {
        switch self {
        case .field: try KeyMaker.matchKey()
        case .curate: try KeyMaker()
        }
    }

    /// What it ignores, for the head of a report.
    public var about: String {
        switch self {
        case .field: "NFKC, case folded, without punctuation, white space and symbols"
        case .curate: "as pipelines compare: also simplified, numbers protected, without invisible characters"
        }
    }
}
