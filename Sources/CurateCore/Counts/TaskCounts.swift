/// What a step did to the records of one task, or, added up, of all.
public struct StepCounts: Sendable, Hashable, Codable {
    /// Records that the step saw.
    public var entered = 0
    /// Records that left the run here, by rule.
    public var rejected: [String: Int] = [:]
    /// Records that the step made.
    public var generated = 0
    /// What it counted besides.
    public var counts: [String: Int] = [:]
    /// Seen and rejected by number of the source; the key is an index in the roster.
    public var enteredBySource: [Int: Int] = [:]
    public var rejectedBySource: [Int: Int] = [:]
    /// Seconds of processor time spent in it, over all threads; differs from run to run.
    public var seconds = 0.0

    public init() {}

    public var rejectedTotal: Int { rejected.values.reduce(0, +) }
    public var left: Int { entered - rejectedTotal + generated }

    public mutating func add(_ other: StepCounts) {
        entered += other.entered
        generated += other.generated
        seconds += other.seconds
        rejected.merge(other.rejected, uniquingKeysWith: +)
        counts.merge(other.counts, uniquingKeysWith: +)
        enteredBySource.merge(other.enteredBySource, uniquingKeysWith: +)
        rejectedBySource.merge(other.rejectedBySource, uniquingKeysWith: +)
    }
}

/// What reading did, by source.
public struct ReadCounts: Sendable, Hashable, Codable {
    /// Rows of the file, headers and blank lines apart.
    public var rows = 0
    public var records = 0
    public var rejected: [String: Int] = [:]
    /// Decompressed bytes.
    public var bytes = 0
    public var rejectedTotal: Int { rejected.values.reduce(0, +) }

    public init() {}

    public mutating func add(_ other: ReadCounts) {
        rows += other.rows
        records += other.records
        bytes += other.bytes
        rejected.merge(other.rejected, uniquingKeysWith: +)
    }
}

/// What a final split holds, by source and label.
public struct SettledCounts: Sendable, Hashable, Codable {
    public var rows = 0
    /// About how many bytes its rows take, encoded: decides how many shards there are.
    public var bytes = 0
    /// Rows by source index, then by label as written: `0`, `1`, `entailment`, `none`, or a score.
    public var labels: [Int: [String: Int]] = [:]
    /// Rows by five-class label.
    public var classes: [String: Int] = [:]
    /// Rows whose two texts mean the same, by their label.
    public var positives = 0
    /// Rows that a teacher made, by ``OriginKind/name``.
    public var origins: [String: Int] = [:]
    /// Sentences by length in characters.
    public var lengths: [Int: Int] = [:]
    /// How its pairs look: by source index, by label, by ``OriginKind/name``.
    public var profiles: [Int: [String: [String: PairProfile]]] = [:]

    public init() {}

    public mutating func add(_ other: SettledCounts) {
        rows += other.rows
        bytes += other.bytes
        for (source, counts) in other.labels { labels[source, default: [:]].merge(counts, uniquingKeysWith: +) }
        classes.merge(other.classes, uniquingKeysWith: +)
        positives += other.positives
        origins.merge(other.origins, uniquingKeysWith: +)
        lengths.merge(other.lengths, uniquingKeysWith: +)
        for (source, labels) in other.profiles {
            for (label, origins) in labels {
                for (origin, profile) in origins {
                    profiles[source, default: [:]][label, default: [:]][origin, default: PairProfile()].add(profile)
                }
            }
        }
    }
}

/// What bringing the rows of a view together and into order did.
public struct ArrangedCounts: Sendable, Hashable, Codable {
    /// Records by split's raw value, those that belong to the row before included.
    public var splits: [Int: SettledCounts] = [:]
    /// Rows in the view, and by what became of records that are in none.
    public var counts: [String: Int] = [:]

    public init() {}

    public mutating func count(_ name: String, _ amount: Int = 1) {
        if amount != 0 { counts[name, default: 0] += amount }
    }

    public mutating func add(_ other: ArrangedCounts) {
        for (split, counts) in other.splits { splits[split, default: SettledCounts()].add(counts) }
        counts.merge(other.counts, uniquingKeysWith: +)
    }
}

/// A finished shard, or another file that a task wrote.
public struct ShardInfo: Sendable, Hashable, Codable {
    /// What stands for the view in files of other kinds.
    public static let rejected = "rejected", review = "review", vectors = "vectors"

    public var view: String
    public var split: String
    /// Below the output folder.
    public var path: String
    public var rows: Int
    public var bytes: Int
    /// Before compression.
    public var rawBytes: Int
    public var sha256: String
    /// Of rows that carry tokens.
    public var tokens: TokenCounts?

    public init(
        view: String, split: String, path: String, rows: Int, bytes: Int, rawBytes: Int, sha256: String,
        tokens: TokenCounts? = nil
    ) {
        self.tokens = tokens
        self.view = view
        self.split = split
        self.path = path
        self.rows = rows
        self.bytes = bytes
        self.rawBytes = rawBytes
        self.sha256 = sha256
    }
}

/// Everything a task counted.
public struct TaskCounts: Sendable, Hashable, Codable {
    public var read: [Int: ReadCounts] = [:]
    public var steps: [Int: StepCounts] = [:]
    /// By split's raw value.
    public var settled: [Int: SettledCounts] = [:]
    public var shards: [ShardInfo] = []
    /// By number of the arrangement in the plan.
    public var arranged: [Int: ArrangedCounts] = [:]

    public init(
        read: [Int: ReadCounts] = [:], steps: [Int: StepCounts] = [:], settled: [Int: SettledCounts] = [:],
        shards: [ShardInfo] = [], arranged: [Int: ArrangedCounts] = [:]
    ) {
        self.arranged = arranged
        self.read = read
        self.steps = steps
        self.settled = settled
        self.shards = shards
    }

    public mutating func add(_ other: TaskCounts) {
        for (source, counts) in other.read { read[source, default: ReadCounts()].add(counts) }
        for (step, counts) in other.steps { steps[step, default: StepCounts()].add(counts) }
        for (split, counts) in other.settled { settled[split, default: SettledCounts()].add(counts) }
        shards += other.shards
        for (number, counts) in other.arranged { arranged[number, default: ArrangedCounts()].add(counts) }
    }
}
