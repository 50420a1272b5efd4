public import CurateCore

/// `embed`: a teacher's sentence vectors beside the shards.
public enum EmbedStage {
    public static let kind = StageKind(declaration) { options in
        [
            Embedding(
                request: VectorRequest(
                    teacher: options.string("teacher"),
                    precision: .init(rawValue: options.string("precision")) ?? .float16))
        ]
    }

    static let declaration = StageDeclaration(
        "embed", summary: "writes a teacher's sentence vectors beside the shards, for distillation",
        about: """
            For every file of `data/pairs` (or of the first view of pairs, where `pairs` is not written) there are two in \
            `vectors/TEACHER-PRECISION/`, both of NumPy's format: `train-00000-of-00001.npy` of shape (rows, 2, \
            dimensions), the vectors of sentence1 and sentence2, of length 1; and `train-00000-of-00001.ids.npy`, \
            the records' ids. Row by row they are the rows of the shard of that name. The second vector of a plain \
            sentence is zero. The view `sentences` has the same in `vectors/TEACHER-PRECISION/sentences/`, of shape \
            (rows, dimensions).

            The texts are those that are written, after all stages, so it does not matter where in the list this one \
            stands. Every different text is embedded once; answers are kept, so a run that was stopped or changed \
            asks for new texts only.
            """,
        options: [
            OptionField("teacher", .string, required: true, "Its name in 'teachers', or a model folder's."),
            OptionField(
                "precision", .choice(VectorRequest.Precision.allCases.map(\.rawValue)), default: "float16",
                "Two or four bytes for a number; half precision is exact to three digits."),
        ],
        examples: [
            .init(
                "embed: {teacher: demo}",
                "np.load('out/x/vectors/demo-float16/train-00000-of-00001.npy') in a trainer reads them.")
        ],
        notAfter: ["shuffle"])
}

/// The stage `embed`: it changes nothing and asks the run for vectors.
struct Embedding: Stage {
    let request: VectorRequest

    var name: String { "embed" }
    var teachers: [String] { [request.teacher] }
    var vectors: VectorRequest? { request }
    var readsKeys: Bool { false }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor { EmbedProcessor() }
}

private struct EmbedProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {}
}
