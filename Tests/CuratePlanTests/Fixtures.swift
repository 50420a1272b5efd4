import CurateCore
import CuratePlan

/// A stage that does nothing, for catalogs of declarations.
struct IdleStage: Stage {
    var name: String
    var generates = false
    var invents: Bool { generates }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor { IdleProcessor() }
}

struct AskingStage: Stage {
    var teacher: String

    var name: String { "asking" }
    var teachers: [String] { [teacher] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor { IdleProcessor() }
}

struct IdleProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {}
}

enum Catalog {
    static func kind(_ declaration: StageDeclaration, generates: Bool = false) -> StageKind {
        StageKind(declaration) { _ in [IdleStage(name: declaration.name, generates: generates)] }
    }

    static func kind(_ name: String, compares: Bool = false, notAfter: [String] = [], generates: Bool = false)
        -> StageKind
    {
        kind(
            StageDeclaration(name, summary: "does \(name)", about: "", comparesKeys: compares, notAfter: notAfter),
            generates: generates)
    }

    static let clean = StageKind(
        StageDeclaration(
            "clean", summary: "takes out texts that are too short or too long", about: "Counts characters.",
            options: [
                OptionField("min_chars", .integer(0...1000), default: 2, "The fewest characters."),
                OptionField("max_chars", .integer(1...1000), default: 76, "The most characters."),
            ],
            rules: [.init("too_short", "fewer than `min_chars`"), .init("too_long", "more than `max_chars`")])
    ) { options in
        guard options.integer("min_chars") <= options.integer("max_chars") else {
            throw Diagnostic(.error, "'min_chars' is larger than 'max_chars'.")
        }
        return [IdleStage(name: "clean")]
    }

    /// One option of each kind.
    static let every = kind(
        StageDeclaration(
            "every", summary: "has every kind of option", about: "",
            options: [
                OptionField("flag", .bool, default: false, "A switch."),
                OptionField("count", .integer(1...9), default: 3, "A count."),
                OptionField("share", .number(0...1), default: 0.5, "A share."),
                OptionField("word", .string, "A text."),
                OptionField("form", .choice(["nfc", "nfkc"]), default: "nfkc", "A choice."),
                OptionField(
                    "levels", .list(of: ["pair", "sentence", "near"]), default: ["pair"], "A list of choices."),
                OptionField("names", .list(of: nil), default: [], "A list of texts."),
                OptionField("cosine", .interval(0...1), default: [0.8, 0.99], "An interval."),
                OptionField("most", .tolerance, default: "1%", "A limit."),
                OptionField("weights", .numbers, "Weights."),
                OptionField("spellings", .mapping, "Spellings."),
                OptionField("marks", .file, "A file."),
            ]))

    static let stages = [
        kind("normalize"), clean, every, kind("dedup", compares: true, notAfter: ["sample", "mix", "shuffle"]),
        kind("reconcile", compares: true, notAfter: ["resplit", "sample", "mix", "shuffle"]),
        kind("guard", compares: true), kind("paraphrase", generates: true), kind("sample"), kind("resplit"),
        kind("mix"),
        kind("shuffle"),
    ]

    /// A stage that asks a teacher.
    static let asking = StageKind(
        StageDeclaration(
            "asking", summary: "asks a teacher", about: "",
            options: [OptionField("teacher", .string, required: true, "A teacher.")])
    ) { options in [AskingStage(teacher: options.string("teacher"))] }

    static let teachers = TeacherCatalog(kinds: [
        teacher("embedded", [OptionField("model", .string, required: true, "A model folder.")]),
        teacher(
            "process",
            [
                OptionField("command", .string, required: true, "A program."),
                OptionField("workers", .integer(1...9), default: 1, "How many."),
            ]),
    ])

    private static func teacher(_ name: String, _ options: [OptionField]) -> TeacherKind {
        TeacherKind(
            .init(name, summary: "is \(name)", about: "", options: options), identify: { spec, _ in spec.name },
            open: { spec, _ in throw TeacherFailure(.system, teacher: spec.name, "it is for tests") })
    }

    static let outputs = [
        OutputKind(view: "pairs", format: "jsonl"), OutputKind(view: "pairs", format: "jsonl.gz"),
        OutputKind(view: "pairs", format: "tsv"), OutputKind(view: "contrastive", format: "jsonl"),
    ]

    static let reader = PipelineReader(stages: stages, outputs: outputs)
}

/// Everything the reader says about a pipeline, errors or else warnings.
func findings(
    _ text: String, environment: [String: String] = [:], set overrides: [String] = []
) -> [String] {
    do {
        return try Catalog.reader.read(text, file: "p.yaml", environment: environment, overrides: overrides)
            .warnings.map(\.description)
    } catch { return error.all.map(\.description) }
}

func pipeline(
    _ text: String, environment: [String: String] = [:], set overrides: [String] = []
) throws -> Pipeline {
    try Catalog.reader.read(text, file: "p.yaml", environment: environment, overrides: overrides).pipeline
}

/// A pipeline with nothing to complain about, with these stages before `shuffle`.
func pipelineText(stages: String = "", more: String = "") -> String {
    """
    name: x
    corpora:
      - use: lcqmc
    outputs:
      - {view: pairs, format: jsonl}
    stages:
      - normalize
    \(stages.isEmpty ? "" : stages + "\n")  - shuffle
    \(more)
    """
}

/// The options of the stage after `normalize`.
func options(_ stage: String, environment: [String: String] = [:], set overrides: [String] = []) throws -> Options {
    try pipeline(pipelineText(stages: "  - \(stage)"), environment: environment, set: overrides).stages[1].options
}
