public import CurateCore
internal import RoFormer

extension TeacherKind {
    /// A RoFormer-Sim that runs in this program.
    public static let embedded = TeacherKind(declaration, identify: identify, open: open)

    private static let declaration = Declaration(
        "embedded", summary: "RoFormer-Sim in this program, on the processors.",
        about: """
            Reads a Hugging Face folder (config.json, vocab.txt, and model.safetensors or pytorch_model.bin) or a \
            TensorFlow checkpoint (bert_config.json, vocab.txt, bert_model.ckpt.*), paraphrases by UniLM decoding and \
            embeds by the pooler. `curate teacher check FOLDER` tells whether a folder is right.
            """,
        options: [
            OptionField(
                "model", .string, required: true, "Folder of the model, or the name of one that the program carries."),
            OptionField(
                "precision", .choice(Precision.allCases.map(\.rawValue)),
                default: .string(Precision.automatic.rawValue),
                "Numbers that the linear layers multiply in; automatic takes the fastest that this processor has."),
            OptionField(
                "max_length", .integer(4...4096), default: .integer(64),
                "Most tokens of a text that is read, marks at start and end included; the rest is left out."),
            .record,
        ],
        examples: [
            .init(
                """
                teachers:
                  demo:
                    kind: embedded
                    model: roformer-sim-demo
                """, "The model that the program carries."),
            .init(
                """
                teachers:
                  base:
                    kind: embedded
                    model: /data/chinese_roformer-sim-char-ft_L-12_H-768_A-12
                    precision: float32
                """, "The authors' TensorFlow checkpoint, unpacked."),
        ])

    private static func identify(_ spec: TeacherSpec, _ surroundings: TeacherSurroundings) throws -> String {
        let options = EmbeddedOptions(spec)
        return try options.reporting {
            options.identity(digest: try Checkpoint.digest(folder: try options.folder(surroundings)))
        }
    }

    private static func open(_ spec: TeacherSpec, _ surroundings: TeacherSurroundings) throws -> any Teacher {
        try EmbeddedTeacher(EmbeddedOptions(spec), surroundings)
    }
}
