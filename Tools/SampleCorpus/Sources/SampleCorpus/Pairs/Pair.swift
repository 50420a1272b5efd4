/// A labelled pair of sentences and what it was made from.
public struct Pair: Sendable {
    /// The first sentence.
    public let first: Sentence
    /// The second sentence.
    public let second: Sentence
    /// What sets the sentences apart; nil for a positive pair.
    public let contrast: Contrast?
}

/// A sentence and its meaning.
public struct Sentence: Sendable {
    /// The text.
    public let text: String
    /// What it means.
    public let meaning: Meaning
}
