internal import Files
public import TensorBytes

/// What a model folder holds, for people and programs.
public struct CheckpointReport: Sendable, Hashable, Codable {
    public struct File: Sendable, Hashable, Codable {
        public var name: String
        public var bytes: Int
    }

    public var folder: String
    public var format: CheckpointFormat
    public var files: [File]
    /// As ``Checkpoint/digest``.
    public var digest: String
    public var layers: Int
    public var hiddenSize: Int
    public var heads: Int
    public var intermediateSize: Int
    public var vocabularySize: Int
    public var maxPositions: Int
    public var normEpsilon: Float
    /// Numbers that the model is made of, tied ones once.
    public var parameters: Int
    /// How the weights are stored, the most frequent first.
    public var precisions: [TensorElement]
    public var warnings: [String]
    /// Tensors in the files that the model does not use.
    public var extraTensors: [String]

    init(
        _ found: CheckpointFolder, _ file: ConfigurationFile, _ vocabulary: Vocabulary, _ tensors: [StoredTensor],
        extra: [String], digest: String
    ) throws {
        let configuration = file.configuration
        folder = found.path
        format = found.format
        files = try found.files().map { File(name: $0, bytes: try MappedFile(path: "\(found.path)/\($0)").count) }
        self.digest = digest
        layers = configuration.layerCount
        hiddenSize = configuration.hiddenSize
        heads = configuration.headCount
        intermediateSize = configuration.intermediateSize
        vocabularySize = configuration.vocabularySize
        maxPositions = configuration.maxPositions
        normEpsilon = configuration.normEpsilon
        parameters = tensors.filter { !$0.name.contains(".decoder.") }.map(\.count).reduce(0, +)
        precisions = Self.precisions(tensors)
        warnings = found.warnings + file.warnings + Self.warnings(vocabulary)
        extraTensors = extra
    }

    private static func precisions(_ tensors: [StoredTensor]) -> [TensorElement] {
        let counts = Dictionary(tensors.map { ($0.element, $0.count) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map(\.key)
    }

    private static func warnings(_ vocabulary: Vocabulary) -> [String] {
        guard vocabulary.linesWithSpaces > 0 else { return [] }
        return [
            "\(vocabulary.linesWithSpaces) lines of vocab.txt hold white space; their tokens are read up to it, as"
                + " bert4keras does"
        ]
    }

    /// Lines for a terminal.
    public var text: String {
        var lines = [
            "\(folder): \(format.title)",
            "  model       \(layers) layers, \(hiddenSize) wide, \(heads) heads, \(intermediateSize) between",
            "  vocabulary  \(vocabularySize) tokens, at most \(maxPositions) in a sequence",
            "  parameters  \(parameters), stored as \(precisions.map(\.rawValue).joined(separator: ", "))",
            "  layer norm  epsilon \(normEpsilon)",
            "  digest      sha256:\(digest)",
        ]
        lines += files.map { "  file        \($0.name), \($0.bytes) bytes" }
        if !extraTensors.isEmpty { lines.append("  not used    \(Self.some(extraTensors))") }
        lines += warnings.map { "warning: \($0)." }
        return lines.joined(separator: "\n")
    }

    private static func some(_ names: [String]) -> String {
        let shown = names.prefix(6).joined(separator: ", ")
        return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
    }
}
