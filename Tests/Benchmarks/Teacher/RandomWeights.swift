import RoFormer

/// Weights as an untrained model has them: normal with deviation 0.02, norms the identity.
enum RandomWeights {
    static func make(_ configuration: ModelConfiguration) -> ModelWeights {
        let width = configuration.hiddenSize
        return ModelWeights(
            wordEmbedding: tensor([configuration.vocabularySize, width]),
            segmentEmbedding: tensor([configuration.segmentCount, width]), embeddingNorm: norm(width),
            layers: (0..<configuration.layerCount).map { _ in layer(configuration) }, pooler: dense(width, width),
            transform: dense(width, width), transformNorm: norm(width),
            outputBias: MemoryTensor(
                shape: [configuration.vocabularySize], [Float](repeating: 0, count: configuration.vocabularySize)))
    }

    private static func layer(_ configuration: ModelConfiguration) -> ModelWeights.Layer {
        let width = configuration.hiddenSize
        let inner = configuration.intermediateSize
        return ModelWeights.Layer(
            query: dense(width, width), key: dense(width, width), value: dense(width, width),
            attentionOutput: dense(width, width), attentionNorm: norm(width), intermediate: dense(inner, width),
            output: dense(width, inner), outputNorm: norm(width))
    }

    private static func dense(_ outputs: Int, _ inputs: Int) -> ModelWeights.Dense {
        ModelWeights.Dense(
            weight: tensor([outputs, inputs]),
            bias: MemoryTensor(shape: [outputs], [Float](repeating: 0, count: outputs)))
    }

    private static func norm(_ width: Int) -> ModelWeights.Norm {
        ModelWeights.Norm(
            gamma: MemoryTensor(shape: [width], [Float](repeating: 1, count: width)),
            beta: MemoryTensor(shape: [width], [Float](repeating: 0, count: width)))
    }

    /// A sum of four uniform numbers is near enough to normal here, and quick to make.
    private static func tensor(_ shape: [Int]) -> MemoryTensor {
        let count = shape.reduce(1, *)
        var state = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
        let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let parts = (UInt64(0)..<4).reduce(0) { $0 + Int(state >> (16 * $1) & 0xFFFF) }
                buffer[index] = Float(parts - 131_070) * (0.02 / 37_837)
            }
            filled = count
        }
        return MemoryTensor(shape: shape, values)
    }
}
