/// A model that paraphrases, embeds and thereby scores sentences; some tell how likely a sentence is.
///
/// A teacher is asked in batches by threads of the engine, several at once; it answers when all of a batch is done.
/// An answer depends on the teacher's ``identity`` and on the single request, never on the requests beside it, so
/// answers can be stored and a stopped run asks nothing twice.
public protocol Teacher: Sendable {
    /// Names everything that decides an answer besides the request: weights, vocabulary, prompt, precision.
    /// Equal identities promise equal answers; it is part of store keys and fingerprints and holds no secret.
    var identity: String { get }
    var abilities: Set<TeacherAbility> { get }

    /// Paraphrases of each request's text, in the order of requests; fewer than asked for where it made no more.
    ///
    /// What it returns is as generated: filtering is the `paraphrase` stage's work.
    /// - Throws: ``TeacherFailure`` when it cannot answer all of them; answers already made are not lost when a
    ///   store stands before it.
    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]]

    /// Sentence vectors of unit length, one for each text.
    /// - Throws: ``TeacherFailure``.
    func embed(_ texts: [String]) throws -> SentenceVectors

    /// How unlikely each target is as an answer to its source, in the order of requests: the mean over the target's
    /// tokens, its end mark included, of the negative natural logarithm of their probability. Its exponential is the
    /// perplexity.
    /// - Throws: ``TeacherFailure``.
    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float]

    /// Places of those texts that it has no vector for and that its user said to do without; ``embed(_:)`` gives
    /// these a vector of zeros. A teacher that can embed anything lacks nothing.
    /// - Throws: ``TeacherFailure``.
    func lacking(_ texts: [String]) throws -> Set<Int>

    /// How alike each pair is, from -1 to 1, in the order of pairs; nil for a pair that it has no score of.
    /// - Throws: ``TeacherFailure``.
    func score(_ pairs: [TextPair]) throws -> [Float?]
}

extension Teacher {
    public func lacking(_ texts: [String]) throws -> Set<Int> { [] }

    /// Of teachers that cannot tell.
    public func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        throw TeacherFailure(
            .configuration, teacher: identity, "it cannot tell how likely a sentence is.",
            hint: "Name one that can: of kind 'embedded', or a worker with the ability 'likelihood'.")
    }

    /// Of teachers that have none.
    public func score(_ pairs: [TextPair]) throws -> [Float?] {
        throw TeacherFailure(.configuration, teacher: identity, "it has no scores of pairs.")
    }
}

/// Two texts to score together, as a cross-encoder reads them.
public struct TextPair: Sendable, Hashable {
    public var first: String
    public var second: String

    public init(_ first: String, _ second: String) { (self.first, self.second) = (first, second) }
}

/// What a teacher may be able to do.
public enum TeacherAbility: String, Sendable, Hashable, Codable, CaseIterable {
    case paraphrase, embed
    /// To tell how likely a sentence is.
    case likelihood
    /// Scores pairs by itself, not by the cosine of two vectors.
    case score
}

/// A sentence to paraphrase.
public struct ParaphraseRequest: Sendable, Hashable {
    public var text: String
    /// Where its random choices start; from the plan's seed and the record, so that they do not depend on order.
    public var seed: UInt64
    public var sampling: Sampling
    /// Parts of the text, in characters from its start, that the teacher must not see and may rephrase freely: each of
    /// their tokens becomes the mask token.
    public var masked: [Range<Int>]

    public init(text: String, seed: UInt64, sampling: Sampling, masked: [Range<Int>] = []) {
        self.text = text
        self.seed = seed
        self.sampling = sampling
        self.masked = masked
    }
}

/// A sentence, and one that it is asked about as an answer to.
public struct SurprisalRequest: Sendable, Hashable {
    public var source: String
    public var target: String
    /// Parts of the source that the teacher must not see, as in ``ParaphraseRequest/masked``.
    public var masked: [Range<Int>]

    public init(source: String, target: String, masked: [Range<Int>] = []) {
        self.source = source
        self.target = target
        self.masked = masked
    }
}

/// How tokens are drawn.
public struct Sampling: Sendable, Hashable, Codable {
    /// Sentences to draw for one source.
    public var samples: Int
    /// Draw from the most likely tokens whose probabilities add up to this; 1 switches it off.
    public var topP: Double
    /// Draw from this many most likely tokens; 0 switches it off.
    public var topK: Int
    /// Divides the logits; 0 always takes the most likely token.
    public var temperature: Double
    /// Most tokens of a generated sentence, its end mark included.
    public var maxLength: Int
    /// Share of source tokens spoiled before generating, most of them by the mask token, for more variety.
    public var sourceNoise: Double

    public init(
        samples: Int = 16, topP: Double = 0.95, topK: Int = 0, temperature: Double = 1, maxLength: Int = 64,
        sourceNoise: Double = 0
    ) {
        self.samples = samples
        self.topP = topP
        self.topK = topK
        self.temperature = temperature
        self.maxLength = maxLength
        self.sourceNoise = sourceNoise
    }
}

/// A sentence that a teacher generated.
public struct Paraphrase: Sendable, Hashable, Codable {
    public var text: String
    /// Natural logarithm of its probability under the teacher, the end mark included, before top-p, top-k and
    /// temperature; nil where the teacher does not tell.
    public var logProbability: Float?

    public init(text: String, logProbability: Float? = nil) {
        self.text = text
        self.logProbability = logProbability
    }
}

/// Vectors of many sentences: row `i` is `values[i * dimensions..<(i + 1) * dimensions]`, of length 1.
public struct SentenceVectors: Sendable, Equatable {
    public var dimensions: Int
    public var values: [Float]

    public init(dimensions: Int, values: [Float] = []) {
        precondition(dimensions > 0 && values.count % dimensions == 0, "whole vectors")
        self.dimensions = dimensions
        self.values = values
    }

    public var count: Int { values.count / dimensions }

    public subscript(row: Int) -> ArraySlice<Float> { values[row * dimensions..<(row + 1) * dimensions] }

    /// Cosine of two rows; the vectors have length 1.
    public func cosine(_ left: Int, _ right: Int) -> Float {
        var sum: Float = 0
        for place in 0..<dimensions {
            sum += values[left * dimensions + place] * values[right * dimensions + place]
        }
        return sum
    }
}

/// A teacher that did not answer: what happened and what to do, for people.
public struct TeacherFailure: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
        /// The pipeline or model folder is wrong; asking again does not help.
        case configuration
        /// The machine, the network or the other program failed; the same command may succeed later.
        case system
        /// A limit that the pipeline set was reached: budget, tolerated failures.
        case limit
    }

    public var kind: Kind
    /// As in the pipeline.
    public var teacher: String
    public var message: String
    public var hint: String?

    public init(_ kind: Kind, teacher: String, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.teacher = teacher
        self.message = message
        self.hint = hint
    }

    public var description: String {
        "teacher '\(teacher)': " + Sentences.joined(message, hint)
    }
}
