internal import Checksums
internal import Files

/// A RoFormer-Sim model as a folder holds it: sizes, weights, vocabulary, all checked.
public struct Checkpoint: Sendable {
    public let configuration: ModelConfiguration
    public let weights: ModelWeights
    public let tokenizer: Tokenizer
    public let format: CheckpointFormat
    /// SHA-256 over the files that decide what the model answers, as hexadecimal digits.
    public let digest: String
    /// What was found.
    public let report: CheckpointReport

    /// Opens the model in `folder`: a Hugging Face folder or a TensorFlow checkpoint.
    ///
    /// Reads every tensor once, for its checksum and for NaN; the weights stay in the mapped files.
    ///
    /// - Throws: ``CheckpointFailure`` with what is wrong; `SystemFailure` where a file cannot be read.
    public static func open(folder: String) throws -> Checkpoint {
        let found = try CheckpointFolder(path: folder)
        let file = try ConfigurationFile(path: found.configurationPath, format: found.format)
        let vocabulary = try vocabulary(found, rows: file.configuration.vocabularySize)
        let stored = try tensors(found)
        var assembly = WeightsAssembly(stored, file.configuration, path: found.weightsPath)
        let weights = try assembly.weights()
        for tensor in assembly.usedTensors { try tensor.check() }
        let digest = try digest(found)
        let report = try CheckpointReport(
            found, file, vocabulary, assembly.usedTensors, extra: assembly.extra, digest: digest)
        return Checkpoint(
            configuration: file.configuration, weights: weights, tokenizer: try Tokenizer(vocabulary: vocabulary),
            format: found.format, digest: digest, report: report)
    }

    /// SHA-256 over the files of the model in `folder`, as ``digest``; opens no model.
    ///
    /// - Throws: ``CheckpointFailure`` where nothing is recognised; `SystemFailure` where a file cannot be read.
    public static func digest(folder: String) throws -> String { try digest(CheckpointFolder(path: folder)) }

    /// Names and sizes are part of it, so that no two lists of files look the same.
    private static func digest(_ found: CheckpointFolder) throws -> String {
        let whole = SHA256Stream()
        for name in try found.files() {
            let file = try MappedFile(path: "\(found.path)/\(name)")
            let digest = file.withBytes { SHA256.hex(of: $0) }
            whole.update(Array("\(name) \(file.count) \(digest)\n".utf8))
        }
        return whole.finish()
    }

    private static func vocabulary(_ found: CheckpointFolder, rows: Int) throws -> Vocabulary {
        let path = found.vocabularyPath
        do {
            let vocabulary = try Vocabulary(reading: try FileSystem.readAll(path))
            guard vocabulary.count == rows else {
                throw CheckpointFailure(
                    path, "it names \(vocabulary.count) tokens, but the model's embedding has \(rows) rows",
                    hint: "Each row belongs to a token: take the vocab.txt that was published with this model")
            }
            return vocabulary
        } catch let failure as VocabularyFailure {
            throw CheckpointFailure(path, "\(failure)")
        }
    }

    private static func tensors(_ found: CheckpointFolder) throws -> StoredTensors {
        switch found.format {
        case .safetensors:
            let file = try SafetensorsFile(path: found.weightsPath)
            return try StoredTensors(file.tensors, others: file.others, naming: TensorNames.canonical(pyTorch:))
        case .pytorch:
            let file = try PyTorchFile(path: found.weightsPath)
            return try StoredTensors(file.tensors, others: [], naming: TensorNames.canonical(pyTorch:))
        case .tensorFlow:
            let file = try TensorFlowCheckpoint(indexPath: found.weightsPath)
            return try StoredTensors(file.tensors, others: file.others, naming: TensorNames.canonical(tensorFlow:))
        }
    }
}
