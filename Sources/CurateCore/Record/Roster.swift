/// The three splits that a run writes.
public enum Split: UInt8, Sendable, CaseIterable, Codable {
    case train = 0
    case dev = 1
    case test = 2

    public var name: String { ["train", "dev", "test"][Int(rawValue)] }

    /// The name trainers' loaders expect in file names and the dataset card: `dev` is `validation` there.
    public var hubName: String { ["train", "validation", "test"][Int(rawValue)] }

    public init?(name: some StringProtocol) {
        guard let split = Self.allCases.first(where: { $0.name == name || $0.hubName == name }) else { return nil }
        self = split
    }
}

/// A corpus' split as a run reads it.
public struct SourceInfo: Sendable, Hashable, Codable {
    /// The corpus' name, as in `data-schemas/corpora`.
    public var corpus: String
    /// The split's name in the corpus, with its variant where there is one: `dev`, `ddb/train`.
    public var split: String
    /// The split that its records are written to.
    public var role: Split
    public var heldOut: Bool
    public var scale: LabelScale
    /// Makes an ordinal score binary: above it counts as the same.
    public var threshold: Float
    /// Sentence type declared by the corpus: question, statement, mixed, idiom or document.
    public var type: String
    /// The corpus' place in the pipeline, from 0; lower wins where two corpora disagree.
    public var priority: Int

    public init(
        corpus: String, split: String, role: Split, heldOut: Bool, scale: LabelScale, threshold: Float = 2.5,
        type: String = "mixed", priority: Int = 0
    ) {
        self.corpus = corpus
        self.split = split
        self.role = role
        self.heldOut = heldOut
        self.scale = scale
        self.threshold = threshold
        self.type = type
        self.priority = priority
    }

    /// `lcqmc/dev`, as pipelines name it.
    public var name: String { corpus + "/" + split }
}

/// A teacher as shards name it.
public struct TeacherInfo: Sendable, Hashable, Codable {
    /// As in the pipeline.
    public var name: String
    /// ``Teacher/identity``: changes when its answers may.
    public var identity: String

    public init(name: String, identity: String) {
        self.name = name
        self.identity = identity
    }
}

/// What the small numbers in a batch's columns mean.
public struct Roster: Sendable, Hashable, Codable {
    public var sources: [SourceInfo]
    /// Names of the files by their numbers, `lcqmc/train.txt`: the same on every machine; for messages and ledgers.
    public var files: [String]
    /// Teachers whose answers are in records.
    public var teachers: [TeacherInfo]
    /// True when records may have an origin other than their publication: tables then have columns for it.
    public var hasOrigins: Bool

    public init(
        sources: [SourceInfo] = [], files: [String] = [], teachers: [TeacherInfo] = [], hasOrigins: Bool = false
    ) {
        self.sources = sources
        self.files = files
        self.teachers = teachers
        self.hasOrigins = hasOrigins
    }

    /// `lcqmc/train.txt:17`, for people.
    public func place(_ ordinal: Ordinal) -> String {
        let file = ordinal.file < files.count ? files[ordinal.file] : "file \(ordinal.file)"
        return "\(file):\(ordinal.line)"
    }
}
