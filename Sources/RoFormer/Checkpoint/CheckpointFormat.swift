internal import Files

/// How a model folder keeps its weights.
public enum CheckpointFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case safetensors, pytorch
    case tensorFlow = "tensorflow"

    /// Names for people.
    public var title: String {
        switch self {
        case .safetensors: "Hugging Face, safetensors"
        case .pytorch: "Hugging Face, PyTorch"
        case .tensorFlow: "TensorFlow checkpoint"
        }
    }

    var configurationName: String { self == .tensorFlow ? "bert_config.json" : "config.json" }

    var weightsName: String {
        switch self {
        case .safetensors: "model.safetensors"
        case .pytorch: "pytorch_model.bin"
        case .tensorFlow: "bert_model.ckpt.index"
        }
    }
}

/// A folder in which a checkpoint was recognised.
struct CheckpointFolder {
    let path: String
    let format: CheckpointFormat
    /// Remarks on what else is in the folder.
    let warnings: [String]

    static let vocabularyName = "vocab.txt"
    static let tensorFlowPrefix = "bert_model.ckpt"

    /// - Throws: ``CheckpointFailure`` where there is no such folder or nothing in it is recognised.
    init(path: String) throws {
        guard FileSystem.isDirectory(path) else {
            let what = FileSystem.exists(path) ? "it is a file, not a folder" : "there is no such folder"
            throw CheckpointFailure(path, what, hint: "Name the folder that holds the model's files")
        }
        self.path = path
        let found = CheckpointFormat.allCases.filter { FileSystem.exists("\(path)/\($0.weightsName)") }
        guard let format = found.first else { throw Self.unrecognised(path) }
        self.format = format
        warnings = found.dropFirst().map { "\($0.weightsName) is there, too; \(format.weightsName) is used" }
        for name in [format.configurationName, Self.vocabularyName] where !FileSystem.exists("\(path)/\(name)") {
            throw CheckpointFailure(
                path, "\(format.weightsName) is there, but \(name) is not",
                hint: "Put the model's \(name) beside it")
        }
    }

    var configurationPath: String { "\(path)/\(format.configurationName)" }
    var vocabularyPath: String { "\(path)/\(Self.vocabularyName)" }
    var weightsPath: String { "\(path)/\(format.weightsName)" }

    /// All files that decide what the model answers, by name.
    ///
    /// - Throws: `SystemFailure` where the folder cannot be listed.
    func files() throws -> [String] {
        var names = [format.configurationName, Self.vocabularyName, format.weightsName]
        if format == .tensorFlow {
            names += try FileSystem.list(path).filter { $0.hasPrefix(Self.tensorFlowPrefix + ".data-") }
        }
        return names.sorted()
    }

    private static func unrecognised(_ path: String) -> CheckpointFailure {
        CheckpointFailure(
            path, "no RoFormer-Sim model is recognised in it",
            hint: "It should hold config.json, vocab.txt and model.safetensors or pytorch_model.bin (Hugging Face), or"
                + " bert_config.json, vocab.txt and bert_model.ckpt.{index,data-00000-of-00001} (TensorFlow)")
    }
}
