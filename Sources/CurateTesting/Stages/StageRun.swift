public import CurateCore

/// What came of running stages over records in memory.
public struct StageRun: Sendable, Equatable {
    /// A record that left, with its reason.
    public struct Loss: Sendable, Hashable {
        public var stage: String
        public var rule: String
        public var ordinal: Ordinal
        public var id: RecordID
        public var values: [Rejection.Value]

        /// The value called `name`.
        public subscript(_ name: String) -> LogValue? { values.first { $0.name == name }?.value }

        /// The record named by the value `name`.
        public func place(_ name: String) -> Ordinal? {
            guard case .record(_, let ordinal) = self[name] else { return nil }
            return ordinal
        }
    }

    /// A record that is listed for people.
    public struct Listing: Sendable, Hashable {
        public var stage: String
        public var ordinal: Ordinal
        public var suspicion: Double
        public var values: [Rejection.Value]
    }

    /// What is left, held-out records included, sorted by ordinal.
    public var survivors: [TestRecord] = []
    /// Sorted by stage, then ordinal.
    public var rejections: [Loss] = []
    /// Sorted by stage, then ordinal.
    public var reviews: [Listing] = []
    /// `dedup.exact/duplicate_groups` to its number.
    public var counts: [String: Int] = [:]
    /// Records that each stage added.
    public var generated: [String: Int] = [:]
    /// Survey rows by `stage/survey`, as observers emitted them; a measure of what a run must move.
    public var surveyRows: [String: Int] = [:]

    public init() {}

    public func losses(_ rule: String) -> [Loss] { rejections.filter { $0.rule == rule } }

    /// Lines of the surviving training or held-out records of `source`, from 1.
    public func lines(source: Int = 0) -> [Int] {
        survivors.filter { $0.source == source }.compactMap { $0.ordinal?.line }
    }
}

/// A stage broke a rule that holds for all stages.
public struct ContractViolation: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
