internal import Files

/// `config.json` (Hugging Face) or `bert_config.json` (TensorFlow), checked for what this model cannot do.
struct ConfigurationFile {
    let configuration: ModelConfiguration
    let warnings: [String]
    private let path: String
    private let values: [String: JSONValue]

    /// The value that the published models were trained with.
    private static let publishedEpsilon = 1e-12

    /// - Throws: ``CheckpointFailure``; `SystemFailure` where the file cannot be read.
    init(path: String, format: CheckpointFormat) throws {
        self.path = path
        values = try Self.values(path)
        let epsilon = try Self.number(values, ["layer_norm_eps", "layer_norm_epsilon"], path)
        configuration = try Self.configuration(values, epsilon: epsilon ?? Self.publishedEpsilon, path)
        warnings = Self.epsilonWarnings(epsilon) + Self.poolerWarnings(values, format)
        try checkArchitecture()
        try checkActivations()
        try checkSizes()
    }

    private static func values(_ path: String) throws -> [String: JSONValue] {
        do {
            let value = try JSONValue(parsing: try FileSystem.readAll(path))
            guard let object = value.object else { throw CheckpointFailure(path, "it is no JSON object") }
            return object
        } catch let failure as JSONValue.Failure {
            throw CheckpointFailure(
                path, "it is not valid JSON: \(failure)", hint: "Fetch it again, or mend it by hand")
        }
    }

    private static func configuration(
        _ values: [String: JSONValue], epsilon: Double, _ path: String
    ) throws -> ModelConfiguration {
        ModelConfiguration(
            vocabularySize: try size(values, "vocab_size", path),
            hiddenSize: try size(values, "hidden_size", path),
            layerCount: try size(values, "num_hidden_layers", path),
            headCount: try size(values, "num_attention_heads", path),
            intermediateSize: try size(values, "intermediate_size", path),
            segmentCount: try size(values, "type_vocab_size", path, otherwise: 2),
            maxPositions: try size(values, "max_position_embeddings", path, otherwise: 512),
            normEpsilon: Float(epsilon))
    }

    /// No model of this kind is larger; products of sizes stay far from overflowing.
    private static let largestSize = 1 << 24

    private static func size(
        _ values: [String: JSONValue], _ key: String, _ path: String, otherwise: Int? = nil
    ) throws -> Int {
        guard let value = values[key], value != .null else {
            if let otherwise { return otherwise }
            throw CheckpointFailure(path, "'\(key)' is missing", hint: "Take the configuration file of this very model")
        }
        guard let size = value.integer, size > 0, size <= largestSize else {
            throw CheckpointFailure(path, "'\(key)' is not a whole number from 1 to \(largestSize)")
        }
        return size
    }

    private static func number(_ values: [String: JSONValue], _ keys: [String], _ path: String) throws -> Double? {
        for key in keys {
            guard let value = values[key], value != .null else { continue }
            guard let number = value.double, number >= 0, number < 1 else {
                throw CheckpointFailure(path, "'\(key)' is not a number from 0 to 1")
            }
            return number
        }
        return nil
    }

    private static func epsilonWarnings(_ epsilon: Double?) -> [String] {
        guard let epsilon, epsilon != publishedEpsilon else { return [] }
        return [
            "layer_norm_eps is \(epsilon); the published models were trained with 1e-12 (bert4keras 0.10.6, later ones"
                + " default to 1e-7), and another value changes every vector"
        ]
    }

    /// bert4keras keeps the activation out of the file; transformers' users may have lost it.
    private static func poolerWarnings(_ values: [String: JSONValue], _ format: CheckpointFormat) -> [String] {
        guard format != .tensorFlow, pooler(values) == nil else { return [] }
        return ["it names no pooler_activation; linear is taken, as RoFormer-Sim has it"]
    }

    private static func pooler(_ values: [String: JSONValue]) -> (key: String, name: String?)? {
        for key in ["pooler_activation", "pooler_act"] {
            if let value = values[key], value != .null { return (key, value.string) }
        }
        return nil
    }
}

// Refusals.
extension ConfigurationFile {
    private func checkArchitecture() throws {
        if let type = values["model_type"], type != .string("roformer") {
            throw CheckpointFailure(
                path, "it describes a model of type '\(type.string ?? "?")', not 'roformer'",
                hint: "Only RoFormer-Sim can be the embedded teacher")
        }
        if values["rotary_value"] == .bool(true) {
            throw CheckpointFailure(
                path, "'rotary_value' is true: positions would rotate values too, which RoFormer-Sim does not do",
                hint: "Take a RoFormer-Sim checkpoint (rotary_value false)")
        }
    }

    private func checkActivations() throws {
        if let value = values["hidden_act"], value != .null, value != .string("gelu") {
            throw CheckpointFailure(
                path, "'hidden_act' is '\(value.string ?? "?")', but RoFormer-Sim has gelu in its exact form ('gelu')",
                hint: "Another activation would give wrong vectors without a sign of it")
        }
        if let pooler = Self.pooler(values), pooler.name != "linear" {
            throw CheckpointFailure(
                path, "'\(pooler.key)' is '\(pooler.name ?? "?")', but RoFormer-Sim's pooler is linear",
                hint: "If these are RoFormer-Sim's weights, set it to \"linear\"; other models are not supported")
        }
    }

    private func checkSizes() throws {
        if let value = values["embedding_size"], value != .null, value.integer != configuration.hiddenSize {
            throw CheckpointFailure(
                path, "'embedding_size' differs from 'hidden_size' (\(configuration.hiddenSize))",
                hint: "A projection between them is not supported")
        }
        let heads = configuration.headCount
        guard configuration.hiddenSize % heads == 0, configuration.headSize % 2 == 0 else {
            throw CheckpointFailure(
                path,
                "'hidden_size' \(configuration.hiddenSize) cannot be cut into \(heads) heads of the same even width")
        }
    }
}
