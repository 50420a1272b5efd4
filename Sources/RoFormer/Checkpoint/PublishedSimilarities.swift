/// The cosines that the authors published for RoFormer-Sim-ft base, as a test of weights and model together.
///
/// Source: Su Jianlin, "SimBERTv2", kexue.fm/archives/8541.
public enum PublishedSimilarities {
    public struct Pair: Sendable, Hashable {
        public var left: String
        public var right: String
        public var cosine: Float
    }

    public static let pairs: [Pair] = [
        Pair(left: "今天天气不错", right: "今天天气很好", cosine: 0.976_983_8),
        Pair(left: "今天天气不错", right: "今天天气不好", cosine: 0.623_598_34),
        Pair(left: "我喜欢北京", right: "我很喜欢北京", cosine: 0.992_109_6),
        Pair(left: "我喜欢北京", right: "我不喜欢北京", cosine: 0.529_104_2),
        Pair(left: "红色的苹果", right: "绿色的苹果", cosine: 0.697_463_3),
        Pair(left: "给我推荐一款红色的车", right: "推荐一辆红车", cosine: 0.986_645_7),
    ]

    /// Weights are the published ones when no cosine is farther off; float32 on other processors differs by less, and
    /// other weights by far more.
    public static let tolerance: Float = 0.001

    /// What a model gives for a published pair.
    public struct Finding: Sendable, Hashable, Codable {
        public var left: String
        public var right: String
        public var published: Float
        public var found: Float
    }

    /// Whether a model may be the one that the cosines are of: they are of its size.
    public static func apply(to configuration: ModelConfiguration) -> Bool {
        let base = ModelConfiguration.base
        return configuration.layerCount == base.layerCount && configuration.hiddenSize == base.hiddenSize
            && configuration.vocabularySize == base.vocabularySize
    }

    /// The cosines that a model gives for the published pairs.
    ///
    /// - Parameter embed: the sentence vectors of token ids, one after the other, of any length.
    /// - Throws: what `embed` throws.
    public static func compare(
        tokenizer: Tokenizer, embed: ([[Int32]]) throws -> [Float]
    ) throws -> [Finding] {
        let sentences = pairs.flatMap { [$0.left, $0.right] }.map { tokenizer.encode($0, maxLength: 64) }
        let vectors = try embed(sentences)
        let width = vectors.count / sentences.count
        return pairs.enumerated().map { number, pair in
            let start = 2 * number * width
            let left = vectors[start..<start + width]
            let right = vectors[start + width..<start + 2 * width]
            return Finding(left: pair.left, right: pair.right, published: pair.cosine, found: cosine(left, right))
        }
    }

    /// Whether all are within ``tolerance``.
    public static func agree(_ findings: [Finding]) -> Bool {
        findings.allSatisfy { abs($0.found - $0.published) <= tolerance }
    }

    private static func cosine(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> Float {
        func product(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> Double {
            zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        let lengths = (product(left, left) * product(right, right)).squareRoot()
        return lengths > 0 ? Float(product(left, right) / lengths) : 0
    }
}
