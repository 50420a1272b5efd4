/// What an audit found; `data-schemas/audit/audit.schema.json` describes its JSON.
public struct AuditReport: Sendable, Hashable, Codable {
    public static let currentFormat = 1

    public var format = AuditReport.currentFormat
    public var key: AuditKey
    /// What would bite a person who trains on the data, worst first.
    public var findings: [Finding]
    /// By corpus, then in the order of its declaration.
    public var splits: [SplitReport]
    public var corpora: [CorpusReport]
    /// Splits that share pairs or sentences.
    public var overlaps: [OverlapReport]
    /// What the corpora's declarations say, beside what was measured.
    public var relations: [RelationReport]
    /// Files that were passed over or could not be read, and why.
    public var notes: [AuditNote]
}

/// A file or folder that is not, or not wholly, in the report.
public struct AuditNote: Sendable, Hashable, Codable {
    public var path: String
    public var message: String
    /// What to do about it.
    public var hint: String?

    public init(path: String, message: String, hint: String? = nil) {
        self.path = path
        self.message = message
        self.hint = hint
    }
}

/// A corpus over all its splits that were read.
public struct CorpusReport: Sendable, Hashable, Codable {
    public var corpus: String
    public var declaration: String
    public var splits: [String]
    /// nil where no label says "means the same".
    public var closure: ClosureReport?
}

/// A relation that a declaration states, beside what was measured.
public struct RelationReport: Sendable, Hashable, Codable {
    /// overlaps, contains, contained_in, merges, derived_from or shares_source.
    public var kind: String
    public var a: [String]
    public var b: [String]
    public var declaredPairs: Int?
    public var measuredPairs: Int
    public var note: String?

    enum CodingKeys: String, CodingKey {
        case kind, a, b, note
        case declaredPairs = "declared_pairs"
        case measuredPairs = "measured_pairs"
    }
}
