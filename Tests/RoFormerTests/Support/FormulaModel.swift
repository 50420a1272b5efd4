import RoFormer

/// The tiny model of `Tests/Interoperability/roformer_reference.py`: its weights follow from integers.
enum FormulaModel {
    static let configuration = ModelConfiguration(
        vocabularySize: 96, hiddenSize: 48, layerCount: 2, headCount: 3, intermediateSize: 80)
    static let start: Int32 = 1
    static let end: Int32 = 2

    static func make(threads: Int = 1, precision: Precision = .float32) throws -> RoFormerModel {
        try RoFormerModel(configuration: configuration, weights: weights(), precision: precision, threads: threads)
    }

    static func weights(_ configuration: ModelConfiguration = configuration) -> ModelWeights {
        var numbering = Numbering()
        return numbering.weights(configuration) { number, shape, isGamma in
            MemoryTensor(shape: shape, values(number, shape.reduce(1, *), centre: isGamma ? 1 : 0))
        }
    }

    private static func values(_ tensor: UInt64, _ count: Int, centre: Float) -> [Float] {
        let key = tensor &* 0x9E37_79B9_7F4A_7C15
        return (0..<UInt64(count)).map { index in
            centre + 0.25 * Float(Int(mix(key &+ index &+ 1) >> 52) - 2048) / 2048
        }
    }

    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// The order in which the reference numbers and writes tensors.
struct Numbering {
    typealias Make = (_ number: UInt64, _ shape: [Int], _ isGamma: Bool) -> any TensorReading
    private var next: UInt64 = 0

    mutating func weights(_ configuration: ModelConfiguration, _ make: Make) -> ModelWeights {
        let width = configuration.hiddenSize
        let words = tensor([configuration.vocabularySize, width], make)
        let segments = tensor([configuration.segmentCount, width], make)
        let embeddingNorm = norm(width, make)
        let layers = (0..<configuration.layerCount).map { _ in layer(configuration, make) }
        let pooler = dense(width, width, make)
        let transform = dense(width, width, make)
        return ModelWeights(
            wordEmbedding: words, segmentEmbedding: segments, embeddingNorm: embeddingNorm, layers: layers,
            pooler: pooler, transform: transform, transformNorm: norm(width, make),
            outputBias: tensor([configuration.vocabularySize], make))
    }

    private mutating func layer(_ configuration: ModelConfiguration, _ make: Make) -> ModelWeights.Layer {
        let width = configuration.hiddenSize
        let inner = configuration.intermediateSize
        return ModelWeights.Layer(
            query: dense(width, width, make), key: dense(width, width, make), value: dense(width, width, make),
            attentionOutput: dense(width, width, make), attentionNorm: norm(width, make),
            intermediate: dense(inner, width, make), output: dense(width, inner, make), outputNorm: norm(width, make))
    }

    private mutating func dense(_ outputs: Int, _ inputs: Int, _ make: Make) -> ModelWeights.Dense {
        ModelWeights.Dense(weight: tensor([outputs, inputs], make), bias: tensor([outputs], make))
    }

    private mutating func norm(_ width: Int, _ make: Make) -> ModelWeights.Norm {
        ModelWeights.Norm(gamma: tensor([width], isGamma: true, make), beta: tensor([width], make))
    }

    private mutating func tensor(_ shape: [Int], isGamma: Bool = false, _ make: Make) -> any TensorReading {
        defer { next += 1 }
        return make(next, shape, isGamma)
    }
}
