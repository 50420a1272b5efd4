internal import Checksums
public import CurateCore
public import CuratePlan

/// `manifest.json`: what a folder holds and how it came to be; written last, so a folder without it is unfinished.
///
/// It names no time and no machine: the same inputs, pipeline and program give the same bytes.
public struct Manifest: Sendable, Hashable, Codable {
    public static let currentFormat = 1

    public struct Program: Sendable, Hashable, Codable {
        public var name: String
        public var version: String
        /// Library name to version, for whatever can change the result.
        public var libraries: [String: String]

        public init(name: String = "curate", version: String, libraries: [String: String]) {
            self.name = name
            self.version = version
            self.libraries = libraries
        }
    }

    public struct Input: Sendable, Hashable, Codable {
        public var path: String
        public var corpus: String
        public var split: String
        public var heldOut: Bool
        public var bytes: UInt64
        public var lines: Int
        public var sha256: String

        enum CodingKeys: String, CodingKey {
            case path, corpus, split, bytes, lines, sha256
            case heldOut = "held_out"
        }
    }

    /// Without its options: they may name this machine's folders; what decides answers is in the identity.
    public struct Teacher: Sendable, Hashable, Codable {
        public var name: String
        public var kind: String
        public var identity: String
    }

    /// What made the tokens that a view's rows carry.
    public struct Tokenizer: Sendable, Hashable, Codable {
        public var view: String
        /// Changes with the vocabulary and with what decides how texts are cut.
        public var identity: String
        /// Ids of a sequence at most, start and end included.
        public var maxLength: Int

        public init(view: String, identity: String, maxLength: Int) {
            self.view = view
            self.identity = identity
            self.maxLength = maxLength
        }

        enum CodingKeys: String, CodingKey {
            case view, identity
            case maxLength = "max_length"
        }
    }

    /// Whose terms go on to hold for the folder.
    public struct Corpus: Sendable, Hashable, Codable {
        public var name: String
        public var title: String
        public var home: String
        public var licence: String
        public var licenceClass: String
        /// What is known to be wrong with it as published.
        public var defects: [String]

        enum CodingKeys: String, CodingKey {
            case name, title, home, licence, defects
            case licenceClass = "licence_class"
        }
    }

    public struct Stage: Sendable, Hashable, Codable {
        public var name: String
        public var entered: Int
        public var rejected: [String: Int]
        public var generated: Int
        public var left: Int
    }

    public struct Shard: Sendable, Hashable, Codable {
        public var view: String
        public var split: String
        public var path: String
        public var rows: Int
        public var bytes: Int
        /// Before compression.
        public var rawBytes: Int
        public var sha256: String

        enum CodingKeys: String, CodingKey {
            case view, split, path, rows, bytes, sha256
            case rawBytes = "raw_bytes"
        }

        public init(
            view: String, split: String, path: String, rows: Int, bytes: Int, rawBytes: Int, sha256: String
        ) {
            self.view = view
            self.split = split
            self.path = path
            self.rows = rows
            self.bytes = bytes
            self.rawBytes = rawBytes
            self.sha256 = sha256
        }
    }

    /// Rows of a view that were gathered, or laid out in batches.
    public struct Arrangement: Sendable, Hashable, Codable {
        /// How a trainer that reads in order cuts the train split, and how many rows stand in whole steps.
        public struct Batches: Sendable, Hashable, Codable {
            public var size: Int
            public var accumulate: Int
            public var copies: Int
            public var homogeneous: Bool
            public var batches: Int
            /// Rows, each counted once, in steps of batches that are free of conflicts; they come first.
            public var placed: Int
            /// Rows for which there was no place; they follow behind the last batch.
            public var remainder: Int
            /// Corpora of graded scores, whose sentences mean the same from 4.5 of 5 on; absent where there are none.
            public var graded: [String]?
            /// Whether the second of two copies has its texts exchanged; absent where not.
            public var mirrored: Bool?
            /// Whether the remainder is in the ledger instead; absent where it follows.
            public var rejectsRest: Bool?

            enum CodingKeys: String, CodingKey {
                case size, accumulate, copies, homogeneous, batches, placed, remainder, graded, mirrored
                case rejectsRest = "remainder_rejected"
            }

            /// Rows of the shards behind the last batch, each counted once.
            var following: Int { rejectsRest == true ? 0 : remainder }
        }

        public var view: String
        public var negatives: Int?
        public var exact: Bool?
        /// Rows, and what became of records that are in none.
        public var counts: [String: Int]
        public var batches: Batches?
    }

    public struct File: Sendable, Hashable, Codable {
        public var path: String
        public var bytes: Int
        public var sha256: String

        public init(path: String, bytes: Int, sha256: String) {
            self.path = path
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// How a folder that `curate export` wrote was made of another.
    public struct Export: Sendable, Hashable, Codable {
        /// Of the folder whose shards were read.
        public var fingerprint: String
        public var view: String
        public var format: String
        public var layout: String?
        public var split: String?
        /// Negatives of a row, where the layout has a fixed number.
        public var negatives: Int?
        public var level: Int?
        /// Rows of the view that the layout has no use for.
        public var leftOut: Int

        public init(
            fingerprint: String, view: String, format: String, layout: String?, split: String?, negatives: Int?,
            level: Int?, leftOut: Int = 0
        ) {
            self.fingerprint = fingerprint
            self.view = view
            self.format = format
            self.layout = layout
            self.split = split
            self.negatives = negatives
            self.level = level
            self.leftOut = leftOut
        }

        enum CodingKeys: String, CodingKey {
            case fingerprint, view, format, layout, split, negatives, level
            case leftOut = "left_out"
        }
    }

    public var format = Manifest.currentFormat
    public var name: String
    public var fingerprint: String
    public var seed: UInt64
    public var program: Program
    public var inputs: [Input]
    public var corpora: [Corpus]
    /// What generated, embedded and scored; absent in a run without.
    public var teachers: [Teacher]?
    public var stages: [Stage]
    public var shards: [Shard]
    public var rejected: [Shard]
    /// Reports, lists to review and vectors beside the shards.
    public var files: [File]
    public var pipeline: [StageEntry]
    /// Absent in a folder that a run wrote.
    public var export: Export?
    /// Absent where rows stand as records were settled.
    public var arrangements: [Arrangement]?
    /// Absent where rows carry texts alone.
    public var tokenizers: [Tokenizer]?

    public init(_ outcome: RunOutcome, program: Program, corpora: [CorpusDeclaration], files: [File]) {
        name = outcome.plan.name
        fingerprint = outcome.fingerprint
        seed = outcome.plan.seed
        self.program = program
        inputs = outcome.inputs.map { input in
            let source = outcome.plan.roster.sources[input.source]
            return Input(
                path: input.path, corpus: source.corpus, split: source.split, heldOut: source.heldOut,
                bytes: input.bytes, lines: input.lines, sha256: input.sha256)
        }
        let used = Set(outcome.plan.roster.sources.map(\.corpus))
        self.corpora = corpora.filter { used.contains($0.name) }.sorted { $0.name < $1.name }.map { corpus in
            Corpus(
                name: corpus.name, title: corpus.title, home: corpus.home, licence: corpus.licence,
                licenceClass: corpus.licenceClass, defects: corpus.defects.map(\.what))
        }
        let teachers = outcome.plan.teachers.map { planned in
            Teacher(name: planned.spec.name, kind: planned.spec.kind, identity: planned.identity)
        }
        self.teachers = teachers.isEmpty ? nil : teachers
        stages = outcome.plan.steps.indices.map { number in
            let counts = outcome.counts.steps[number] ?? StepCounts()
            return Stage(
                name: outcome.plan.steps[number].name, entered: counts.entered, rejected: counts.rejected,
                generated: counts.generated, left: counts.left)
        }
        shards = outcome.shards.map(Self.shard)
        rejected = outcome.ledger.map(Self.shard)
        self.files = files + outcome.extras.map { File(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) }
        pipeline = outcome.plan.entries.map(Self.entry)
        let arrangements = outcome.plan.arrangements.enumerated().map { number, arrangement in
            Arrangement(arrangement, outcome.counts.arranged[number] ?? ArrangedCounts(), outcome.plan.roster)
        }
        self.arrangements = arrangements.isEmpty ? nil : arrangements
        let tokenizers = outcome.plan.outputs.compactMap { output in
            output.tokens.map { Tokenizer(view: output.name, identity: $0.identity, maxLength: $0.maxLength) }
        }
        self.tokenizers = tokenizers.isEmpty ? nil : tokenizers
    }

    /// Of a file that an option names it tells the checksum, not what it holds.
    private static func entry(_ entry: StageEntry) -> StageEntry {
        let options = OptionFile.withoutContents(entry.options) { SHA256.hex(of: Array($0.utf8).span) }
        return StageEntry(kind: entry.kind, options: options)
    }

    private static func shard(_ info: ShardInfo) -> Shard {
        Shard(
            view: info.view, split: info.split, path: info.path, rows: info.rows, bytes: info.bytes,
            rawBytes: info.rawBytes, sha256: info.sha256)
    }
}

extension Manifest.Arrangement {
    fileprivate init(_ arrangement: CuratePlan.Arrangement, _ counted: ArrangedCounts, _ roster: Roster) {
        view = arrangement.view
        negatives = arrangement.negatives?.number
        exact = arrangement.negatives?.isExact
        let placing = ["batches", "placed", "remainder"]
        counts = counted.counts.filter { !placing.contains($0.key) }
        let graded = Set(roster.sources.filter { $0.scale == .ordinal }.map(\.corpus)).sorted()
        batches = arrangement.batches.map { layout in
            Batches(
                size: layout.size, accumulate: layout.accumulate, copies: layout.copies,
                homogeneous: layout.homogeneous, batches: counted.counts["batches"] ?? 0,
                placed: counted.counts["placed"] ?? 0, remainder: counted.counts["remainder"] ?? 0,
                graded: graded.isEmpty ? nil : graded,
                mirrored: layout.mirrored ? true : nil, rejectsRest: layout.rejectsRest ? true : nil)
        }
    }
}
