import CurateCore

/// A key of a document, declared once: messages and the JSON schema follow from it.
struct DocumentKey: Sendable {
    indirect enum Shape: Sendable {
        case option(OptionField.Kind)
        case byteSize
        case list(Shape)
        case map([DocumentKey])
        case either([Shape])
        /// Single-key maps or names, by the catalog of stages.
        case stage
        /// Names to kinds with options, by the catalog of teachers.
        case teachers
        /// One of what this build can write.
        case view
        case format
        case layout
    }

    var name: String
    var shape: Shape
    var defaultValue: OptionValue?
    var required: Bool
    var summary: String

    init(
        _ name: String, _ shape: Shape, default defaultValue: OptionValue? = nil, required: Bool = false,
        _ summary: String
    ) {
        self.name = name
        self.shape = shape
        self.defaultValue = defaultValue
        self.required = required
        self.summary = summary
    }
}

/// All keys that a pipeline may have.
enum PipelineKeys {
    static let root: [DocumentKey] = [
        DocumentKey(
            "name", .option(.string), required: true, "Names the output folder: letters, digits, '-', '_' and '.'."),
        DocumentKey("about", .option(.string), "What the pipeline is for; goes into the dataset card."),
        DocumentKey(
            "seed", .option(.integer(0...Int.max)), default: .integer(Int(Pipeline.defaultSeed)),
            "Decides every random choice."),
        DocumentKey(
            "max_rejected", .option(.tolerance), default: "1%",
            "Rows of a corpus that may be unreadable before the run stops: a count or a share."),
        DocumentKey("corpora", .list(.map(corpus)), required: true, "What to train on."),
        DocumentKey(
            "held_out", .list(.either([.option(.string), .map(heldOut)])),
            "Splits that are never trained on and that everything is checked against, such as lcqmc/dev."),
        DocumentKey(
            "write_held_out", .option(.bool), default: true,
            "Whether held-out splits are written beside the training split."),
        DocumentKey(
            "teachers", .teachers,
            "What generates, embeds and scores, by the names that stages use; a model folder needs no entry."),
        DocumentKey("stages", .list(.stage), "The steps, in order."),
        DocumentKey("outputs", .list(.map(output)), "The views to write."),
        DocumentKey(
            "then", .list(.either([.option(.string), .list(.option(.string))])),
            "Commands to run once for each new result: a line, cut at spaces, or a list of words; {output} and {manifest} are filled in."
        ),
    ]

    private static let use = DocumentKey(
        "use", .option(.string), required: true,
        "A corpus' name in data-schemas/corpora, or the path of a folder that holds corpus.yaml.")
    private static let layout = DocumentKey(
        "layout", .option(.string), "Forces one of the corpus' layouts; by default the first whose files are there.")
    private static let maxRejected = DocumentKey(
        "max_rejected", .option(.tolerance), "Rows that may be unreadable before the run stops: a count or a share.")

    static let corpus: [DocumentKey] = [
        use,
        DocumentKey(
            "path", .option(.string), default: "sample",
            "A folder, a file, a glob, '-' for standard input, or 'sample' for the corpus' own sample."),
        layout,
        DocumentKey("splits", .option(.list(of: nil)), "Splits to train on; by default those named train."),
        DocumentKey("as", .option(.string), "Another name for records, reports and held_out."),
        maxRejected,
    ]

    static let heldOut: [DocumentKey] = [
        use,
        DocumentKey("path", .option(.string), "As in corpora; by default where the corpus of that name is read from."),
        layout,
        DocumentKey("splits", .option(.list(of: nil)), "Splits to hold out; by default all that are not named train."),
        maxRejected,
    ]

    static let output: [DocumentKey] = [
        DocumentKey("view", .view, required: true, "Which shape of output to make."),
        DocumentKey("format", .format, required: true, "The file format; .gz or .zst compresses."),
        DocumentKey(
            "max_rows", .option(.integer(1...Int.max)), default: .integer(OutputUse.defaultMaxRows),
            "The most rows of one shard."),
        DocumentKey(
            "max_bytes", .byteSize, default: "64MiB", "The size, before compression, at which a shard is ended."),
        DocumentKey("layout", .layout, "What a trainer reads as it is, instead of the view's own columns."),
        DocumentKey("level", .option(.integer(1...19)), "Compression level: 1 to 9 for .gz, 1 to 19 for .zst."),
        DocumentKey(
            "negatives", .option(.integer(0...64)),
            "Of a row of the view contrastive: exactly so many; without it at most 8."),
        DocumentKey(
            "fewer", .option(.choice(["leave_out", "keep"])),
            "Whether rows with fewer than 'negatives' are left out, as by default, or kept."),
        DocumentKey(
            "tokens", .map(tokens), "Columns with the texts' token ids besides; the view is then called VIEW-tokens."),
    ]

    static let tokens: [DocumentKey] = [
        DocumentKey(
            "vocabulary", .option(.string), required: true,
            "A vocab.txt, a folder that holds one, or the name of a model that the program carries."),
        DocumentKey(
            "max_length", .option(.integer(TokenRecipe.lengths)), default: .integer(TokenUse.defaultMaxLength),
            "The most ids of a sequence, [CLS] and [SEP] included; the rest is left out and counted."),
        DocumentKey(
            "columns", .option(.bool), default: true,
            "false: tokens are counted for the statistics, and rows stay as they are."),
    ]
}
