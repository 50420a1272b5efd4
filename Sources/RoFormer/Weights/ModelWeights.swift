/// A tensor of a checkpoint, read when asked for: large ones stay in the mapped file until they are packed.
public protocol TensorReading: Sendable {
    /// For a dense layer's weight: [out, in], whatever the file's orientation.
    var shape: [Int] { get }
    /// All elements, row by row, as float32. Throws when the file ends early or holds NaN or infinities.
    func floats() throws -> [Float]
}

/// A tensor in memory.
public struct MemoryTensor: TensorReading {
    public let shape: [Int]
    private let values: [Float]

    public init(shape: [Int], _ values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "as many values as the shape says")
        self.shape = shape
        self.values = values
    }

    public func floats() -> [Float] { values }
}

/// All tensors of a RoFormer-Sim model by their role.
///
/// The language model's output projection is the word embedding itself (tied) plus ``outputBias``.
public struct ModelWeights: Sendable {
    /// `y = x · weightᵀ + bias`.
    public struct Dense: Sendable {
        /// [out, in]
        public var weight: any TensorReading
        /// [out]
        public var bias: any TensorReading
        public init(weight: any TensorReading, bias: any TensorReading) {
            self.weight = weight
            self.bias = bias
        }
    }

    public struct Norm: Sendable {
        /// [hidden]
        public var gamma: any TensorReading
        /// [hidden]
        public var beta: any TensorReading
        public init(gamma: any TensorReading, beta: any TensorReading) {
            self.gamma = gamma
            self.beta = beta
        }
    }

    public struct Layer: Sendable {
        public var query: Dense
        public var key: Dense
        public var value: Dense
        public var attentionOutput: Dense
        public var attentionNorm: Norm
        public var intermediate: Dense
        public var output: Dense
        public var outputNorm: Norm

        public init(
            query: Dense, key: Dense, value: Dense, attentionOutput: Dense, attentionNorm: Norm, intermediate: Dense,
            output: Dense, outputNorm: Norm
        ) {
            self.query = query
            self.key = key
            self.value = value
            self.attentionOutput = attentionOutput
            self.attentionNorm = attentionNorm
            self.intermediate = intermediate
            self.output = output
            self.outputNorm = outputNorm
        }
    }

    /// [vocabulary, hidden]
    public var wordEmbedding: any TensorReading
    /// [segments, hidden]
    public var segmentEmbedding: any TensorReading
    public var embeddingNorm: Norm
    public var layers: [Layer]
    /// [CLS] to the sentence vector, without activation.
    public var pooler: Dense
    /// Before the output projection: dense, gelu, norm.
    public var transform: Dense
    public var transformNorm: Norm
    /// [vocabulary]
    public var outputBias: any TensorReading

    public init(
        wordEmbedding: any TensorReading, segmentEmbedding: any TensorReading, embeddingNorm: Norm, layers: [Layer],
        pooler: Dense, transform: Dense, transformNorm: Norm, outputBias: any TensorReading
    ) {
        self.wordEmbedding = wordEmbedding
        self.segmentEmbedding = segmentEmbedding
        self.embeddingNorm = embeddingNorm
        self.layers = layers
        self.pooler = pooler
        self.transform = transform
        self.transformNorm = transformNorm
        self.outputBias = outputBias
    }
}
