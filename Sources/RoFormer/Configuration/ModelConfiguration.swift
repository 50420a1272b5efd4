/// Sizes of a RoFormer-Sim model: BERT's layers with rotary positions.
///
/// Source: the `config.json` of junnyu/roformer_chinese_sim_char_* (transformers), `bert_config.json` (TensorFlow).
public struct ModelConfiguration: Sendable, Hashable {
    /// Rows of the word embedding and entries of the vocabulary.
    public var vocabularySize: Int
    /// Width of hidden states and of sentence vectors.
    public var hiddenSize: Int
    public var layerCount: Int
    /// Attention heads of `hiddenSize / headCount` each.
    public var headCount: Int
    /// Width between the two feed-forward layers.
    public var intermediateSize: Int
    /// Segments: source 0, target 1.
    public var segmentCount: Int
    /// Most tokens of source and target together.
    public var maxPositions: Int
    /// Added to the variance in layer normalization; the published models were trained with 1e-12.
    public var normEpsilon: Float

    public init(
        vocabularySize: Int, hiddenSize: Int, layerCount: Int, headCount: Int, intermediateSize: Int,
        segmentCount: Int = 2, maxPositions: Int = 512, normEpsilon: Float = 1e-12
    ) {
        self.vocabularySize = vocabularySize
        self.hiddenSize = hiddenSize
        self.layerCount = layerCount
        self.headCount = headCount
        self.intermediateSize = intermediateSize
        self.segmentCount = segmentCount
        self.maxPositions = maxPositions
        self.normEpsilon = normEpsilon
    }

    public var headSize: Int { hiddenSize / headCount }

    /// RoFormer-Sim small: 6 layers, 384 wide.
    public static let small = ModelConfiguration(
        vocabularySize: 12_000, hiddenSize: 384, layerCount: 6, headCount: 6, intermediateSize: 1536)
    /// RoFormer-Sim base: 12 layers, 768 wide.
    public static let base = ModelConfiguration(
        vocabularySize: 12_000, hiddenSize: 768, layerCount: 12, headCount: 12, intermediateSize: 3072)
}
