/// What two folders do not have in common.
public struct FolderDifference: Sendable, Codable {
    /// What became of a row between the folders.
    public enum Change: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case same
        case gained
        case lost
        case relabelled
        /// Another text under the same id.
        case changed
        /// Written to another split.
        case moved
        /// Copies, score, origin or cosine are others.
        case revalued
        /// Rejected in both, by another stage or rule.
        case rejectedOtherwise = "rejected_otherwise"
        /// Rejected in one, and not there at all in the other.
        case rejectedInOne = "rejected_in_one"
    }

    public struct Side: Sendable, Codable {
        public var folder: String
        public var name: String
        public var fingerprint: String
        public var seed: UInt64
        /// Of the view.
        public var rows: Int
        public var rejected: Int
    }

    /// Rows that changed in the same way for the same reason.
    public struct Group: Sendable, Codable, Hashable {
        /// Corpus and split as published: `lcqmc/train`.
        public var source: String
        public var change: Change
        /// Where rows stand in the first folder: `train`, `guard: held_out_pair` or `absent`.
        public var before: String
        public var after: String
        public var rows: Int
    }

    public struct Example: Sendable, Codable {
        public var change: Change
        public var id: String
        public var before: String
        public var after: String
        /// The row's line in the first folder; nil where it has none.
        public var first: Row?
        public var second: Row?
    }

    public struct Row: Sendable, Codable {
        public var path: String
        public var row: Int
        public var texts: [String]
        public var label: String?
        public var facts: [Explanation.Fact]
    }

    /// A stage that is not the same in both pipelines.
    public struct StageChange: Sendable, Codable {
        public var stage: String
        /// What the first pipeline says of it; nil: it does not have it.
        public var before: String?
        public var after: String?
    }

    /// An input that is not the same in both runs.
    public struct InputChange: Sendable, Codable {
        public var path: String
        /// SHA-256 of the file; nil: the run did not read it.
        public var before: String?
        public var after: String?
    }

    public var view: String
    public var first: Side
    public var second: Side
    public var isEqual: Bool
    /// True when checksums in the manifests decided and no row was read.
    public var isByChecksum: Bool
    /// False where a folder has no ledger of its own, as an exported one.
    public var comparesRejected: Bool
    public var changes: [Change: Int]
    /// In the order of source, change, before, after; without rows that are the same.
    public var groups: [Group]
    public var stages: [StageChange]
    /// In the order of their names.
    public var inputs: [InputChange]
    public var examples: [Example]

    enum CodingKeys: String, CodingKey {
        case view, first, second, changes, groups, stages, inputs, examples
        case isEqual = "equal"
        case isByChecksum = "by_checksum"
        case comparesRejected = "compares_rejected"
    }
}
