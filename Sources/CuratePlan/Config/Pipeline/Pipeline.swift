public import CurateCore

/// A pipeline after reading: names checked, defaults filled in. No file was opened for it.
public struct Pipeline: Sendable, Hashable, Codable {
    /// Names the output folder: letters, digits, `-`, `_` and `.`.
    public var name: String
    public var about: String?
    public var seed: UInt64
    public var corpora: [CorpusUse]
    public var heldOut: [HeldOutUse]
    /// Those that stages name.
    public var teachers: [TeacherUse]
    public var stages: [StageUse]
    public var outputs: [OutputUse]
    /// Whether the held-out splits are written beside the training split.
    public var writeHeldOut: Bool
    /// What runs once for each new result, in order.
    public var then: [FollowUp]

    public init(
        name: String, about: String? = nil, seed: UInt64 = Pipeline.defaultSeed, corpora: [CorpusUse],
        heldOut: [HeldOutUse] = [], teachers: [TeacherUse] = [], stages: [StageUse] = [], outputs: [OutputUse] = [],
        writeHeldOut: Bool = true, then: [FollowUp] = []
    ) {
        self.name = name
        self.about = about
        self.seed = seed
        self.corpora = corpora
        self.heldOut = heldOut
        self.teachers = teachers
        self.stages = stages
        self.outputs = outputs
        self.writeHeldOut = writeHeldOut
        self.then = then
    }

    public static let defaultSeed: UInt64 = 20_210_719
    public static let defaultMaxRejected = Tolerance.share(0.01)

    /// The same pipeline without lines and columns: equal for two files that differ in comments and spacing only.
    public var withoutPlaces: Pipeline {
        var copy = self
        for index in copy.corpora.indices { (copy.corpora[index].line, copy.corpora[index].column) = (nil, nil) }
        for index in copy.heldOut.indices { (copy.heldOut[index].line, copy.heldOut[index].column) = (nil, nil) }
        for index in copy.teachers.indices { (copy.teachers[index].line, copy.teachers[index].column) = (nil, nil) }
        for index in copy.stages.indices { (copy.stages[index].line, copy.stages[index].column) = (nil, nil) }
        for index in copy.outputs.indices { (copy.outputs[index].line, copy.outputs[index].column) = (nil, nil) }
        for index in copy.then.indices { (copy.then[index].line, copy.then[index].column) = (nil, nil) }
        return copy
    }
}

/// A corpus to train on.
public struct CorpusUse: Sendable, Hashable, Codable {
    /// A name in `data-schemas/corpora`, or the path of a folder that holds `corpus.yaml`.
    public var use: String
    /// A folder, a file, a glob, `-` for standard input, or `sample` for the corpus' own sample.
    public var path: String
    /// Forces one of the corpus' layouts; nil: the first that matches.
    public var layout: String?
    /// nil: those whose name's last part is `train`.
    public var splits: [String]?
    /// What records, reports and `held_out` call it.
    public var label: String
    /// Rows that may be unreadable before the run stops.
    public var maxRejected: Tolerance
    public var line: Int?
    public var column: Int?

    public init(
        use: String, path: String = "sample", layout: String? = nil, splits: [String]? = nil, label: String? = nil,
        maxRejected: Tolerance = Pipeline.defaultMaxRejected, line: Int? = nil, column: Int? = nil
    ) {
        self.use = use
        self.path = path
        self.layout = layout
        self.splits = splits
        self.label = label ?? CorpusName.label(of: use)
        self.maxRejected = maxRejected
        self.line = line
        self.column = column
    }
}

/// Splits that are never trained on and that everything is checked against.
public struct HeldOutUse: Sendable, Hashable, Codable {
    public var use: String
    public var path: String
    public var layout: String?
    /// nil: all but those whose name's last part is `train`.
    public var splits: [String]?
    public var label: String
    public var maxRejected: Tolerance
    public var line: Int?
    public var column: Int?

    public init(
        use: String, path: String = "sample", layout: String? = nil, splits: [String]? = nil, label: String? = nil,
        maxRejected: Tolerance = Pipeline.defaultMaxRejected, line: Int? = nil, column: Int? = nil
    ) {
        self.use = use
        self.path = path
        self.layout = layout
        self.splits = splits
        self.label = label ?? CorpusName.label(of: use)
        self.maxRejected = maxRejected
        self.line = line
        self.column = column
    }
}

/// A teacher with all its options.
public struct TeacherUse: Sendable, Hashable, Codable {
    public var spec: TeacherSpec
    /// True where stages named it and the pipeline did not declare it: it is a model folder's name.
    public var implied: Bool
    public var line: Int?
    public var column: Int?

    public init(spec: TeacherSpec, implied: Bool = false, line: Int? = nil, column: Int? = nil) {
        self.spec = spec
        self.implied = implied
        self.line = line
        self.column = column
    }

    /// The kind whose option `model` a name alone stands for.
    public static let impliedKind = "embedded"

    /// A teacher known by the name of its model folder alone, with the kind's defaults.
    public init(naming model: String, _ kind: TeacherKind.Declaration, line: Int? = nil, column: Int? = nil) {
        let defaults = kind.options.compactMap { field in field.defaultValue.map { (field.name, $0) } }
        var values = Dictionary(defaults) { first, _ in first }
        values["model"] = .string(model)
        self.init(
            spec: TeacherSpec(name: model, kind: kind.name, options: Options(values)), implied: true, line: line,
            column: column)
    }
}

/// A stage with all its options.
public struct StageUse: Sendable, Hashable, Codable {
    public var name: String
    public var options: Options
    public var line: Int?
    public var column: Int?

    public init(name: String, options: Options, line: Int? = nil, column: Int? = nil) {
        self.name = name
        self.options = options
        self.line = line
        self.column = column
    }
}

/// A view to write and how.
public struct OutputUse: Sendable, Hashable, Codable {
    /// pairs, contrastive, seq2seq or sentences.
    public var view: String
    /// `jsonl`, `tsv` or `parquet`; `.gz` or `.zst` behind it compresses.
    public var format: String
    /// A shard ends before it has more rows than this.
    public var maxRows: Int
    /// A shard ends once it has this many bytes before compression.
    public var maxBytes: Int
    /// nil: the compressor's default.
    public var level: Int?
    /// A trainer's; nil: the view's own columns.
    public var layout: String?
    /// Of a row of the view `contrastive`; nil: the usual.
    public var negatives: NegativeCount?
    /// nil: rows carry texts alone.
    public var tokens: TokenUse?
    public var line: Int?
    public var column: Int?

    public init(
        view: String, format: String, maxRows: Int = OutputUse.defaultMaxRows,
        maxBytes: Int = OutputUse.defaultMaxBytes, level: Int? = nil, layout: String? = nil,
        negatives: NegativeCount? = nil, tokens: TokenUse? = nil, line: Int? = nil, column: Int? = nil
    ) {
        self.negatives = negatives
        self.tokens = tokens
        self.view = view
        self.format = format
        self.maxRows = maxRows
        self.maxBytes = maxBytes
        self.level = level
        self.layout = layout
        self.line = line
        self.column = column
    }

    public static let defaultMaxRows = 50_000
    public static let defaultMaxBytes = 64 << 20
}

/// Which tokens an output's rows carry, or are counted by.
public struct TokenUse: Sendable, Hashable, Codable {
    /// A `vocab.txt`, or the folder or name of a model that has one.
    public var vocabulary: String
    /// The most ids of a sequence, start and end included.
    public var maxLength: Int
    /// False: tokens are made to be counted, and rows carry texts alone.
    public var hasColumns: Bool

    public init(vocabulary: String, maxLength: Int = TokenUse.defaultMaxLength, hasColumns: Bool = true) {
        self.vocabulary = vocabulary
        self.maxLength = maxLength
        self.hasColumns = hasColumns
    }

    /// What RoFormer-Sim was trained with.
    public static let defaultMaxLength = 64
}

/// A view in a format that this build can write.
public struct OutputKind: Sendable, Hashable {
    public var view: String
    public var format: String
    /// A trainer's; nil: the view's own columns.
    public var layout: String?
    public init(view: String, format: String, layout: String? = nil) {
        self.view = view
        self.format = format
        self.layout = layout
    }
}

enum CorpusName {
    /// The last part of a folder's path, or the name itself.
    static func label(of use: String) -> String { use.split(separator: "/").last.map(String.init) ?? use }
}
