import ArgumentParser
import Files
import RoFormer

/// `curate teacher`: what concerns a teacher's model.
struct TeacherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teacher", abstract: "Check the model of a teacher.", subcommands: [Check.self])

    /// `curate teacher check FOLDER`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what a model folder holds, and whether it can be a teacher.",
            discussion: """
                Reads Hugging Face folders (config.json, vocab.txt, model.safetensors or pytorch_model.bin) and TensorFlow \
                checkpoints (bert_config.json, vocab.txt, bert_model.ckpt.*). A model of the base size is compared with \
                the cosines that the authors published for RoFormer-Sim-ft base. A folder that cannot be used ends with \
                exit code 2.
                """)

        @Argument(help: "A folder that holds a model.", completion: .directory)
        var folder: String

        @Flag(help: "Print the result as JSON.")
        var json = false

        func run() throws {
            try ExitCodes.report {
                let checked = try TeacherCheck(folder: folder, threads: ProcessUsage.availableProcessors)
                Terminal.say(json ? try JSONText.of(checked) : checked.text)
            }
        }
    }
}

/// What a check found.
struct TeacherCheck: Encodable {
    var checkpoint: CheckpointReport
    /// Empty where the published cosines are of another size of model.
    var similarities: [PublishedSimilarities.Finding]
    /// Whether all of them are as published; nil where none was compared.
    var isAsPublished: Bool?

    init(folder: String, threads: Int) throws {
        let opened = try Checkpoint.open(folder: folder)
        checkpoint = opened.report
        similarities = []
        guard PublishedSimilarities.apply(to: opened.configuration) else { return }
        let model = try RoFormerModel(
            configuration: opened.configuration, weights: opened.weights, precision: .float32, threads: threads)
        similarities = try PublishedSimilarities.compare(tokenizer: opened.tokenizer) { try model.embed($0) }
        isAsPublished = PublishedSimilarities.agree(similarities)
    }

    var text: String {
        var lines = [checkpoint.text]
        for finding in similarities {
            lines.append(
                "  cosine      \(finding.found) (published \(finding.published))  \(finding.left) / \(finding.right)")
        }
        switch isAsPublished {
        case true?: lines.append("The cosines are as published: these are the weights of RoFormer-Sim-ft base.")
        case false?:
            lines.append("The cosines are not those published for RoFormer-Sim-ft base: these are other weights.")
        case nil:
            lines.append("It can be a teacher. (The published cosines are of the base size; nothing was compared.)")
        }
        return lines.joined(separator: "\n")
    }
}
