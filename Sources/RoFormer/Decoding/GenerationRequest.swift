/// A source to generate sentences from.
public struct GenerationRequest: Sendable, Hashable {
    /// Token ids, start and end marks included; mask tokens where the model must not see the text.
    public var source: [Int32]
    /// Where the random choices start: equal seeds give equal sentences.
    public var seed: UInt64
    /// Sentences to generate.
    public var samples: Int
    /// Draw from the most likely tokens whose probabilities reach this sum; 1 switches it off.
    public var topP: Double
    /// Draw from this many most likely tokens, before top-p; 0 switches it off.
    public var topK: Int
    /// Divides the logits; 0 always takes the most likely token, of equals the lowest.
    public var temperature: Double
    /// Most tokens of a sentence, its end mark included; fewer where the model's positions end.
    public var maxLength: Int
    /// The token that ends a sentence: [SEP].
    public var endMark: Int32

    public init(
        source: [Int32], seed: UInt64, samples: Int = 1, topP: Double = 1, topK: Int = 0, temperature: Double = 1,
        maxLength: Int = 64, endMark: Int32 = 102
    ) {
        self.source = source
        self.seed = seed
        self.samples = samples
        self.topP = topP
        self.topK = topK
        self.temperature = temperature
        self.maxLength = maxLength
        self.endMark = endMark
    }
}

/// A sentence that was generated.
public struct GeneratedSequence: Sendable, Hashable {
    /// Without the end mark.
    public var tokens: [Int32] = []
    /// Natural logarithm of the probability of its tokens, the end mark included where it was reached, before
    /// temperature, top-k and top-p.
    public var logProbability: Double = 0
    /// Whether it ended by the end mark and not at a limit of length.
    public var isComplete = false

    public init(tokens: [Int32] = [], logProbability: Double = 0, isComplete: Bool = false) {
        self.tokens = tokens
        self.logProbability = logProbability
        self.isComplete = isComplete
    }
}

extension ModelConfiguration {
    /// Throws ``RoFormerFailure`` when a request cannot be served.
    func check(_ request: GenerationRequest, number: Int) throws {
        try check(request.source, number: number)
        guard request.source.count < maxPositions else {
            throw RoFormerFailure(
                "sentence \(number) leaves no room to generate: it fills all \(maxPositions) positions",
                hint: "cut it before")
        }
        guard request.samples >= 0, request.maxLength > 0, request.topK >= 0 else {
            throw RoFormerFailure(
                "request \(number) asks for \(request.samples) samples of \(request.maxLength) tokens from the "
                    + "\(request.topK) most likely ones",
                hint: "none of these may be negative, and the length must be at least 1")
        }
        guard request.topP > 0, request.temperature >= 0, request.temperature.isFinite else {
            throw RoFormerFailure(
                "request \(number) has top-p \(request.topP) and temperature \(request.temperature)",
                hint: "top-p must be above 0 and the temperature at least 0")
        }
    }
}
