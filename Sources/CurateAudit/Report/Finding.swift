/// Something that would harm who trains or scores on the data.
public struct Finding: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case evaluationLeak = "evaluation_leak"
        case oppositeLabels = "opposite_labels"
        case conflict
        case identicalDifferent = "identical_different"
        case closureBreak = "closure_break"
        case trivialPositive = "trivial_positive"
        case rejected
        case damaged
        case placeholder
        case duplicate
        case sharedTraining = "shared_training"
        case negation
        case invisible
        case markup
        case overlong
    }

    public var kind: Kind
    /// Names of the splits it is about.
    public var splits: [String]
    public var count: Int
    /// One sentence.
    public var message: String
    public var examples: [Example]
}

/// Records that show a finding: one, or several that contradict each other.
public struct Example: Sendable, Hashable, Codable {
    public var records: [Row]

    public struct Row: Sendable, Hashable, Codable {
        /// `lcqmc/train.txt:17`.
        public var place: String
        public var a: String
        /// nil for a single sentence.
        public var b: String?
        public var label: String?
    }
}
