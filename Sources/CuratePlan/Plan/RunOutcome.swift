public import CurateCore

/// What a finished run did; reports are made from it.
public struct RunOutcome: Sendable, Codable {
    /// An input file as it was read.
    public struct Input: Sendable, Hashable, Codable {
        public var path: String
        public var source: Int
        public var bytes: UInt64
        public var lines: Int
        public var sha256: String

        public init(path: String, source: Int, bytes: UInt64, lines: Int, sha256: String) {
            self.path = path
            self.source = source
            self.bytes = bytes
            self.lines = lines
            self.sha256 = sha256
        }
    }

    public var plan: Plan
    /// Covers inputs' contents, plan and program version.
    public var fingerprint: String
    public var inputs: [Input]
    /// Over all tasks.
    public var counts: TaskCounts
    /// Shards of the views, in order.
    public var shards: [ShardInfo]
    /// Files of the ledger, in the order of the steps.
    public var ledger: [ShardInfo]
    /// Lists of records to review, and vectors.
    public var extras: [ShardInfo]

    public init(
        plan: Plan, fingerprint: String, inputs: [Input], counts: TaskCounts, shards: [ShardInfo], ledger: [ShardInfo],
        extras: [ShardInfo] = []
    ) {
        self.plan = plan
        self.fingerprint = fingerprint
        self.inputs = inputs
        self.counts = counts
        self.shards = shards
        self.ledger = ledger
        self.extras = extras
    }
}
