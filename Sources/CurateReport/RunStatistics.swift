internal import CurateCore
public import CuratePlan

/// `stats.json`: what went in, what every stage did with it, and what came out.
public struct RunStatistics: Sendable, Hashable, Codable {
    public struct Source: Sendable, Hashable, Codable {
        public var corpus: String
        public var split: String
        public var heldOut: Bool
        /// Rows of the files, headers and blank lines apart.
        public var rows: Int
        /// A row may make several records, or none.
        public var records: Int
        public var rejected: [String: Int]
        /// Decompressed.
        public var bytes: Int

        enum CodingKeys: String, CodingKey {
            case corpus, split, rows, records, rejected, bytes
            case heldOut = "held_out"
        }
    }

    public struct Passage: Sendable, Hashable, Codable {
        public var entered: Int
        public var rejected: Int
    }

    public struct Stage: Sendable, Hashable, Codable {
        public var name: String
        public var entered: Int
        public var rejected: [String: Int]
        public var generated: Int
        public var left: Int
        public var counts: [String: Int]
        public var bySource: [String: Passage]

        enum CodingKeys: String, CodingKey {
            case name, entered, rejected, generated, left, counts
            case bySource = "by_source"
        }
    }

    public struct Lengths: Sendable, Hashable, Codable {
        public var sentences: Int
        public var mean: Double
        public var median: Int
        public var p95: Int
        public var longest: Int
    }

    /// What the pairs of one source, label and origin have on their surface.
    public struct Profile: Sendable, Hashable, Codable {
        /// Corpus and split as published.
        public var source: String
        /// `0`, `1`, `entailment`, ...; soft labels and scores count as the nearest whole one.
        public var label: String
        public var origin: String
        public var rows: Int
        /// Pairs by the share of characters that both sentences have: 20 classes, each 0.05 wide.
        public var overlap: [Int]
        /// Pairs by the teacher's cosine: 50 classes between 0 and 1; empty where none was asked.
        public var cosine: [Int]
        public var numbersDiffer: Int
        public var negationDiffers: Int

        enum CodingKeys: String, CodingKey {
            case source, label, origin, rows, overlap, cosine
            case numbersDiffer = "numbers_differ"
            case negationDiffers = "negation_differs"
        }
    }

    public struct FinalSplit: Sendable, Hashable, Codable {
        public var rows: Int
        /// By corpus and split as published, then by label.
        public var labels: [String: [String: Int]]
        /// By RoFormer-Sim's five classes; `none` has no label.
        public var classes: [String: Int]
        /// By how they came to be; absent where all are as published.
        public var origins: [String: Int]?
        /// Characters of a sentence.
        public var characters: Lengths
        /// In the order of source, label, origin.
        public var profiles: [Profile]
    }

    /// Records read + generated = written + rejected + withheld.
    public struct Balance: Sendable, Hashable, Codable {
        public var records: Int
        public var generated: Int
        public var rejected: Int
        public var written: Int
        /// Held-out records that the pipeline does not write.
        public var withheld: Int
        public var holds: Bool { records + generated == written + rejected + withheld }
    }

    public var format = 1
    public var name: String
    public var sources: [Source]
    public var stages: [Stage]
    public var splits: [String: FinalSplit]
    public var balance: Balance
    /// Of views whose rows carry tokens or are counted by them; absent where none are.
    public var tokens: [TokenStatistics]?

    public init(_ outcome: RunOutcome) {
        let roster = outcome.plan.roster
        let counts = outcome.counts
        name = outcome.plan.name
        sources = roster.sources.enumerated().map { number, source in
            let read = counts.read[number] ?? ReadCounts()
            return Source(
                corpus: source.corpus, split: source.split, heldOut: source.heldOut, rows: read.rows,
                records: read.records, rejected: read.rejected, bytes: read.bytes)
        }
        stages = outcome.plan.steps.enumerated().map { number, step in
            Self.stage(step.name, counts.steps[number] ?? StepCounts(), roster)
        }
        splits = Dictionary(
            uniqueKeysWithValues: counts.settled.compactMap { number, settled in
                Split(rawValue: UInt8(number)).map { ($0.hubName, Self.split(settled, roster)) }
            })
        balance = Self.balance(outcome)
        tokens = TokenStatistics.all(outcome)
    }

    private static func stage(_ name: String, _ counts: StepCounts, _ roster: Roster) -> Stage {
        let bySource = counts.enteredBySource.map { source, entered in
            (roster.sources[source].name, Passage(entered: entered, rejected: counts.rejectedBySource[source] ?? 0))
        }
        return Stage(
            name: name, entered: counts.entered, rejected: counts.rejected, generated: counts.generated,
            left: counts.left, counts: counts.counts, bySource: Dictionary(bySource) { first, _ in first })
    }

    private static func split(_ settled: SettledCounts, _ roster: Roster) -> FinalSplit {
        let labels = settled.labels.map { (roster.sources[$0.key].name, $0.value) }
        return FinalSplit(
            rows: settled.rows, labels: Dictionary(labels) { first, _ in first }, classes: settled.classes,
            origins: origins(settled), characters: lengths(settled.lengths), profiles: profiles(settled, roster))
    }

    private static func profiles(_ settled: SettledCounts, _ roster: Roster) -> [Profile] {
        let all = settled.profiles.flatMap { source, labels in
            labels.flatMap { label, origins in
                origins.map { origin, counts in
                    Profile(
                        source: roster.sources[source].name, label: label, origin: origin, rows: counts.rows,
                        overlap: counts.overlap, cosine: counts.cosine, numbersDiffer: counts.numbers,
                        negationDiffers: counts.negations)
                }
            }
        }
        return all.sorted { ($0.source, $0.label, $0.origin) < ($1.source, $1.label, $1.origin) }
    }

    /// With those as published.
    private static func origins(_ settled: SettledCounts) -> [String: Int]? {
        guard !settled.origins.isEmpty else { return nil }
        let made = settled.origins.values.reduce(0, +)
        return settled.origins.merging([OriginKind.published.name: settled.rows - made]) { first, _ in first }
    }

    private static func lengths(_ histogram: [Int: Int]) -> Lengths {
        let sorted = histogram.sorted { $0.key < $1.key }
        let total = sorted.reduce(0) { $0 + $1.value }
        let sum = sorted.reduce(0) { $0 + $1.key * $1.value }
        func quantile(_ share: Double) -> Int {
            var seen = 0
            for (length, count) in sorted {
                seen += count
                if Double(seen) >= share * Double(total) { return length }
            }
            return sorted.last?.key ?? 0
        }
        let mean = total == 0 ? 0 : (Double(sum) / Double(total) * 100).rounded() / 100
        return Lengths(
            sentences: total, mean: mean, median: quantile(0.5), p95: quantile(0.95), longest: sorted.last?.key ?? 0)
    }

    private static func balance(_ outcome: RunOutcome) -> Balance {
        let counts = outcome.counts
        let withheld = outcome.plan.roster.sources.indices
            .filter { outcome.plan.roster.sources[$0].heldOut && !outcome.plan.writeHeldOut }
            .reduce(0) { $0 + (counts.read[$1]?.records ?? 0) }
        return Balance(
            records: counts.read.values.reduce(0) { $0 + $1.records },
            generated: counts.steps.values.reduce(0) { $0 + $1.generated },
            rejected: counts.steps.values.reduce(0) { $0 + $1.rejectedTotal },
            written: counts.settled.values.reduce(0) { $0 + $1.rows }, withheld: withheld)
    }
}
