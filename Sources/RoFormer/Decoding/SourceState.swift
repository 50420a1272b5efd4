internal import LinearAlgebra

/// A source whose keys and values are in the cache, and what became of its samples.
final class SourceState {
    let number: Int
    let request: GenerationRequest
    /// Cache rows of its tokens, shared by all samples.
    let rows: [Int32]
    /// Logits of the first token of every sample.
    let logits: FloatRows
    /// Most tokens of a sample.
    let limit: Int
    private(set) var started = 0
    private var finished = 0
    private(set) var samples: [GeneratedSequence]

    init(_ numbered: RequestQueue.Numbered, rows: [Int32], logits: FloatRows, positions: Int) {
        number = numbered.number
        request = numbered.request
        self.rows = rows
        self.logits = logits
        limit = min(request.maxLength, positions - request.source.count)
        samples = [GeneratedSequence](repeating: GeneratedSequence(), count: request.samples)
    }

    var isDone: Bool { finished == request.samples }
    var hasMore: Bool { started < request.samples }

    func start() -> ActiveSequence {
        defer { started += 1 }
        return ActiveSequence(source: self, sample: started)
    }

    func finish(_ sequence: ActiveSequence) {
        samples[sequence.sample] = sequence.result
        finished += 1
    }
}

/// A sentence that is being generated.
struct ActiveSequence {
    let source: SourceState
    let sample: Int
    private var random: SampleRandom
    private(set) var result = GeneratedSequence()
    /// Cache rows of its own tokens; the last waits for its key and value.
    private(set) var rows: [Int32] = []

    init(source: SourceState, sample: Int) {
        self.source = source
        self.sample = sample
        random = SampleRandom(seed: source.request.seed, sample: sample)
    }

    /// Draws the next token from row `row` of `logits`. Returns whether the sentence goes on.
    mutating func draw(from logits: FloatRows, row: Int, _ distribution: TokenDistribution) -> Bool {
        let request = source.request
        distribution.take(logits, row: row, temperature: Float(request.temperature))
        let token = choose(request, distribution)
        result.logProbability += distribution.logProbability(of: token)
        if Int32(token) == request.endMark {
            result.isComplete = true
            return false
        }
        result.tokens.append(Int32(token))
        return result.tokens.count < source.limit
    }

    /// Gives the last token a place in the cache.
    mutating func place(in cache: KeyValueCache) { rows += cache.take(1) }

    private mutating func choose(_ request: GenerationRequest, _ distribution: TokenDistribution) -> Int {
        guard request.temperature > 0 else { return distribution.mostLikely }
        var random = random
        defer { self.random = random }
        return distribution.draw(topK: request.topK, topP: request.topP) { random.unit() }
    }
}
