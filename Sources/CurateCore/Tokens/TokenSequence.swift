/// Token ids as a model takes them, with the segment of each.
public struct TokenSequence: Sendable, Hashable {
    public var ids: [Int32]
    /// 0 for the first text, its start and its end; 1 for the second and its end.
    public var segments: [Int32]
    /// Tokens that did not fit.
    public var dropped: Int

    /// One text: start, its tokens, end. Tokens at the end that do not fit are left out.
    public init(_ text: [Int32], _ tokenizer: any TextTokenizing, maxLength: Int) {
        let kept = text.prefix(max(0, maxLength - 2))
        ids = [tokenizer.start] + kept + [tokenizer.end]
        segments = [Int32](repeating: 0, count: ids.count)
        dropped = text.count - kept.count
    }

    /// Two texts in one: start, the first, end, the second, end. While they do not fit, the longer of them loses its last
    /// token, the first where they are equally long, as bert4keras does it.
    public init(_ first: [Int32], _ second: [Int32], _ tokenizer: any TextTokenizing, maxLength: Int) {
        var (one, two) = (first.count, second.count)
        let room = max(0, maxLength - 3)
        while one + two > room { if one >= two { one -= 1 } else { two -= 1 } }
        ids = [tokenizer.start] + first.prefix(one) + [tokenizer.end] + second.prefix(two) + [tokenizer.end]
        segments = [Int32](repeating: 0, count: one + 2) + [Int32](repeating: 1, count: two + 1)
        dropped = first.count + second.count - one - two
    }
}

/// What making tokens of texts did.
public struct TokenCounts: Sendable, Hashable, Codable {
    /// Sequences, and those of them that lost tokens to the limit of length.
    public var sequences = 0
    public var truncated = 0
    /// Tokens of the texts, those that did not fit included, starts and ends not.
    public var tokens = 0
    /// Of these, those that did not fit, and those that the vocabulary could not spell.
    public var dropped = 0
    public var unknown = 0

    public init() {}

    public mutating func add(_ other: TokenCounts) {
        sequences += other.sequences
        truncated += other.truncated
        tokens += other.tokens
        dropped += other.dropped
        unknown += other.unknown
    }
}
