public import CurateCore

/// What a run will do, as pure data: inputs, steps, and fragments joined by exchanges.
///
/// A fragment is split into partitions; a task is one partition of one fragment. It reads named files that earlier
/// fragments published and publishes one of its own, so the same plan runs in one process or task by task elsewhere.
public struct Plan: Sendable, Hashable, Codable {
    /// Format of this structure; a worker refuses another.
    public static let currentVersion = 2

    public var version = Plan.currentVersion
    public var name: String
    public var seed: UInt64
    public var roster: Roster
    public var inputs: [PlannedInput]
    /// Stages as the pipeline lists them.
    public var entries: [StageEntry]
    /// Those that steps ask, by name.
    public var teachers: [PlannedTeacher]
    /// What the entries stand for, in order.
    public var steps: [PlannedStep]
    public var fragments: [Fragment]
    /// True when training records leave in seeded random order, false when in input order.
    public var shuffled: Bool
    /// Into how many pieces exchanges cut the data; changes no byte of the output.
    public var partitions: Int
    public var outputs: [PlannedOutput]
    /// Batches that a trainer will cut; nil: none in particular.
    public var layout: BatchLayout?
    /// What outputs need beyond the order in which records are settled.
    public var arrangements: [Arrangement]
    /// Sentence vectors to write beside the shards.
    public var vectors: [VectorRequest]
    public var writeHeldOut: Bool

    public init(
        name: String, seed: UInt64, roster: Roster, inputs: [PlannedInput], entries: [StageEntry],
        teachers: [PlannedTeacher] = [], steps: [PlannedStep], fragments: [Fragment], shuffled: Bool, partitions: Int,
        outputs: [PlannedOutput], layout: BatchLayout? = nil, arrangements: [Arrangement] = [],
        vectors: [VectorRequest] = [], writeHeldOut: Bool
    ) {
        self.name = name
        self.seed = seed
        self.roster = roster
        self.inputs = inputs
        self.entries = entries
        self.teachers = teachers
        self.steps = steps
        self.fragments = fragments
        self.shuffled = shuffled
        self.partitions = partitions
        self.outputs = outputs
        self.layout = layout
        self.arrangements = arrangements
        self.vectors = vectors
        self.writeHeldOut = writeHeldOut
    }
}

/// A file to read.
public struct PlannedInput: Sendable, Hashable, Codable {
    /// Its number in ``Roster/files`` and in ordinals.
    public var number: Int
    /// As the user gave it; `-` is standard input.
    public var path: String
    /// Index in ``Roster/sources``.
    public var source: Int
    public var layout: CorpusLayout
    public var labels: LabelRules
    public var labelled: Bool
    /// Size on disk when planned.
    public var bytes: UInt64
    /// Rows that may be rejected in reading; counted over all files of the corpus.
    public var maxRejected: Tolerance

    public init(
        number: Int, path: String, source: Int, layout: CorpusLayout, labels: LabelRules, labelled: Bool,
        bytes: UInt64, maxRejected: Tolerance
    ) {
        self.number = number
        self.path = path
        self.source = source
        self.layout = layout
        self.labels = labels
        self.labelled = labelled
        self.bytes = bytes
        self.maxRejected = maxRejected
    }
}

/// A stage of the pipeline with its resolved options.
public struct StageEntry: Sendable, Hashable, Codable {
    public var kind: String
    public var options: Options

    public init(kind: String, options: Options) {
        self.kind = kind
        self.options = options
    }
}

/// A teacher that steps ask.
public struct PlannedTeacher: Sendable, Hashable, Codable {
    public var spec: TeacherSpec
    /// What its kind made of weights, vocabulary and options that matter; equal ones promise equal answers.
    public var identity: String

    public init(spec: TeacherSpec, identity: String) {
        self.spec = spec
        self.identity = identity
    }
}

/// One stage object: the `unit`-th that an entry makes.
public struct PlannedStep: Sendable, Hashable, Codable {
    public var name: String
    public var entry: Int
    public var unit: Int
    /// Names of the teachers it asks.
    public var teachers: [String]
    /// nil: it lists no records for people.
    public var reviews: ReviewLimit?

    public init(name: String, entry: Int, unit: Int, teachers: [String] = [], reviews: ReviewLimit? = nil) {
        self.name = name
        self.entry = entry
        self.unit = unit
        self.teachers = teachers
        self.reviews = reviews
    }
}

/// A view to write.
public struct PlannedOutput: Sendable, Hashable, Codable {
    public var view: String
    /// `jsonl`, `jsonl.gz`, `jsonl.zst`, `tsv`, ...
    public var format: String
    public var maxRows: Int
    /// Of encoded, uncompressed text.
    public var maxBytes: Int
    /// Compression level; nil: the format's usual one.
    public var level: Int?
    /// A trainer's; nil: the view's own columns.
    public var layout: String?

    /// What shards are called by, and their folder: one for each view and layout, and for a view with tokens.
    public var name: String {
        if let layout { return "\(view)-\(layout)" }
        return tokens?.hasColumns == true ? view + PlannedOutput.withTokens : view
    }

    /// The end of the name of a view with tokens.
    public static let withTokens = "-tokens"

    /// Of a row of the view `contrastive`; nil for other views.
    public var negatives: NegativeCount?
    /// nil: rows carry texts alone, and no tokens are counted.
    public var tokens: TokenRecipe?

    public init(
        view: String, format: String, maxRows: Int, maxBytes: Int, level: Int?, layout: String? = nil,
        negatives: NegativeCount? = nil, tokens: TokenRecipe? = nil
    ) {
        self.negatives = negatives
        self.tokens = tokens
        self.view = view
        self.format = format
        self.maxRows = maxRows
        self.maxBytes = maxBytes
        self.level = level
        self.layout = layout
    }
}
