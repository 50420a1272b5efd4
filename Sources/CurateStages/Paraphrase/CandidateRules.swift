/// What a paraphrase must be like to be kept.
public struct CandidateRules: Sendable {
    /// Paraphrases to keep of one sentence.
    public var keep: Int
    /// Cosine of sentence and paraphrase under the teacher: below it says something else, above it is the same wording.
    public var cosine: ClosedRange<Double>
    /// Characters of a paraphrase.
    public var characters: ClosedRange<Int>
    /// Its characters as a share of the sentence's.
    public var length: ClosedRange<Double>
    /// Jaccard similarity of character bigrams at which two wordings count as one.
    public var near: Double
    /// 0 keeps the closest, 1 those that differ most from each other.
    public var diversity: Double
    /// How well sentence and paraphrase must say each other, from 0 to 1; nil: nobody asks, and cosines rank.
    public var likelihood: Double?

    public init(
        keep: Int = 3, cosine: ClosedRange<Double> = 0.8...0.995, characters: ClosedRange<Int> = 2...76,
        length: ClosedRange<Double> = 0.4...2.5, near: Double = 0.9, diversity: Double = 0.4,
        likelihood: Double? = nil
    ) {
        self.keep = keep
        self.cosine = cosine
        self.characters = characters
        self.length = length
        self.near = near
        self.diversity = diversity
        self.likelihood = likelihood
    }
}

/// A sentence that a teacher made of another, and what became of it.
public struct Candidate: Sendable, Equatable {
    public enum Fate: Sendable, Hashable {
        /// Its rank among those kept, from 1.
        case kept(Int)
        case dropped(Reason)
        /// It passed everything else, but states other facts.
        case changed([FactKind])
    }

    /// Why a candidate is no paraphrase worth keeping, in the order in which this is asked.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case empty
        /// The sentence itself.
        case equal
        /// The sentence itself, but for punctuation, space, case or width.
        case punctuation
        /// A candidate that came before.
        case repeated
        /// It holds a mark that stands for something unknown, or that no text holds.
        case unknown = "unknown_characters"
        /// Letters of a script that the sentence does not have, or too little Chinese for a Chinese sentence.
        case script
        /// It says twice what the sentence says once or not at all: a model's stutter.
        case stutter
        case length
        /// The sentence itself, but for light words or a character among many.
        case near = "near_source"
        case nearOther = "near_other"
        case far = "too_far"
        case close = "too_near"
        /// Sentence and candidate do not say each other well enough.
        case unlikely
        /// Others that were as good said it more differently.
        case surplus
    }

    public var text: String
    public var logProbability: Float?
    /// With the sentence; nil where nobody asked.
    public var cosine: Float?
    /// How well sentence and candidate say each other, from 0 to 1; nil where nobody asked.
    public var likelihood: Float?
    public var fate: Fate
}
