/// Puts stored tensors in their roles, and refuses what does not fit the configuration.
struct WeightsAssembly {
    let configuration: ModelConfiguration
    let stored: StoredTensors
    /// Where the weights are, for messages.
    let path: String

    private(set) var used: Set<String> = []
    private(set) var usedTensors: [StoredTensor] = []

    init(_ stored: StoredTensors, _ configuration: ModelConfiguration, path: String) {
        self.configuration = configuration
        self.stored = stored
        self.path = path
    }

    /// Names in the file of tensors that no weight was made of.
    var extra: [String] {
        let ignored = stored.tensors.filter { !used.contains($0.key) }.map(\.value.name)
        return (ignored + stored.others).sorted()
    }

    /// - Throws: ``CheckpointFailure``.
    mutating func weights() throws -> ModelWeights {
        try refuseOtherModels()
        let (hidden, inner) = (configuration.hiddenSize, configuration.intermediateSize)
        let words = try tensor("embeddings.word_embeddings.weight", [configuration.vocabularySize, hidden])
        let segments = try tensor("embeddings.token_type_embeddings.weight", [configuration.segmentCount, hidden])
        let embeddingNorm = try norm("embeddings.LayerNorm")
        let layers = try (0..<configuration.layerCount).map { try layer("encoder.layer.\($0).", hidden, inner) }
        let pooler = try dense("pooler.dense", hidden, hidden)
        let transform = try dense("cls.predictions.transform.dense", hidden, hidden)
        let transformNorm = try norm("cls.predictions.transform.LayerNorm")
        let bias = try outputBias()
        try checkTied(words)
        return ModelWeights(
            wordEmbedding: words, segmentEmbedding: segments, embeddingNorm: embeddingNorm, layers: layers,
            pooler: pooler, transform: transform, transformNorm: transformNorm, outputBias: bias)
    }

    private mutating func layer(_ prefix: String, _ hidden: Int, _ inner: Int) throws -> ModelWeights.Layer {
        ModelWeights.Layer(
            query: try dense(prefix + "attention.self.query", hidden, hidden),
            key: try dense(prefix + "attention.self.key", hidden, hidden),
            value: try dense(prefix + "attention.self.value", hidden, hidden),
            attentionOutput: try dense(prefix + "attention.output.dense", hidden, hidden),
            attentionNorm: try norm(prefix + "attention.output.LayerNorm"),
            intermediate: try dense(prefix + "intermediate.dense", inner, hidden),
            output: try dense(prefix + "output.dense", hidden, inner),
            outputNorm: try norm(prefix + "output.LayerNorm"))
    }

    private mutating func dense(_ name: String, _ outputs: Int, _ inputs: Int) throws -> ModelWeights.Dense {
        ModelWeights.Dense(
            weight: try tensor(name + ".weight", [outputs, inputs]), bias: try tensor(name + ".bias", [outputs]))
    }

    private mutating func norm(_ name: String) throws -> ModelWeights.Norm {
        let shape = [configuration.hiddenSize]
        return ModelWeights.Norm(
            gamma: try tensor(name + ".weight", shape), beta: try tensor(name + ".bias", shape))
    }

    private mutating func tensor(_ name: String, _ shape: [Int]) throws -> StoredTensor {
        guard let tensor = stored.tensors[name] else { throw missing(name) }
        guard tensor.shape == shape else {
            throw CheckpointFailure(
                tensor.bytes.path, "tensor '\(tensor.name)' has the shape \(tensor.shape), but \(shape) is expected",
                hint: "The configuration file beside it must be that of this model")
        }
        used.insert(name)
        usedTensors.append(tensor)
        return tensor
    }
}

// The head: tied to the embedding, with a bias under one of two names.
extension WeightsAssembly {
    private static let decoderWeight = "cls.predictions.decoder.weight"
    private static let decoderBias = "cls.predictions.decoder.bias"
    private static let outputBiasName = "cls.predictions.bias"

    private mutating func outputBias() throws -> StoredTensor {
        let shape = [configuration.vocabularySize]
        guard stored.tensors[Self.outputBiasName] != nil else { return try tensor(Self.decoderBias, shape) }
        let bias = try tensor(Self.outputBiasName, shape)
        if stored.tensors[Self.decoderBias] != nil {
            try checkEqual(try tensor(Self.decoderBias, shape), bias)
        }
        return bias
    }

    private mutating func checkTied(_ words: StoredTensor) throws {
        guard stored.tensors[Self.decoderWeight] != nil else { return }
        try checkEqual(try tensor(Self.decoderWeight, words.shape), words)
    }

    /// Two names of one weight must hold the same numbers: the model has only one.
    private func checkEqual(_ copy: StoredTensor, _ original: StoredTensor) throws {
        if copy.bytes.range == original.bytes.range && copy.bytes.path == original.bytes.path { return }
        guard try copy.floats() == original.floats() else {
            throw CheckpointFailure(
                copy.bytes.path, "'\(copy.name)' differs from '\(original.name)', to which RoFormer-Sim ties it",
                hint: "A head of its own is not supported: train with tied weights (tie_word_embeddings: true)")
        }
    }
}

// What is missing, and why it may be.
extension WeightsAssembly {
    private func missing(_ name: String) -> CheckpointFailure {
        if name.hasPrefix("pooler.") {
            return CheckpointFailure(
                path, "it lacks the pooler ('\(name)'), without which there are no sentence vectors",
                hint:
                    "transformers' RoFormerModel drops the pooler when it saves: take the original checkpoint, or save"
                    + " with the 'roformer' package and pooler_activation \"linear\"")
        }
        if name.hasPrefix("cls.") {
            return CheckpointFailure(
                path, "it lacks the language model's head ('\(name)'), without which there are no paraphrases",
                hint: "Save the model with its head (RoFormerForMaskedLM), or take the original checkpoint")
        }
        return CheckpointFailure(
            path, "it lacks the tensor '\(name)'", hint: "It has \(stored.tensors.count) tensors\(examples)")
    }

    private var examples: String {
        let some = stored.tensors.values.map(\.name).sorted().prefix(3)
        return some.isEmpty ? "" : ", such as " + some.map { "'\($0)'" }.joined(separator: ", ")
    }

    private func refuseOtherModels() throws {
        if let table = stored.tensors["embeddings.position_embeddings.weight"]
            ?? stored.tensors["embeddings.position_embeddings"]
        {
            throw CheckpointFailure(
                path, "'\(table.name)' is a table of learned positions: this is BERT, not RoFormer",
                hint: "RoFormer-Sim has rotary positions and no such table")
        }
        let layers = stored.tensors.keys.compactMap(Self.layerNumber)
        if let last = layers.max(), last >= configuration.layerCount {
            throw CheckpointFailure(
                path, "it has \(last + 1) layers, but its configuration says \(configuration.layerCount)",
                hint: "The configuration file beside it must be that of this model")
        }
    }

    /// The layer that a weight belongs to.
    private static func layerNumber(_ name: String) -> Int? {
        let parts = name.split(separator: ".", maxSplits: 3)
        guard parts.count == 4, parts[0] == "encoder", parts[1] == "layer" else { return nil }
        return Int(parts[2])
    }
}
