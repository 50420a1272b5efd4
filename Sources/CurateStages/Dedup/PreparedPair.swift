internal import CurateCore
internal import Hashing

/// A record's pair prepared for comparison with many others.
struct PreparedPair: Sendable {
    var a = Sentence()
    var b = Sentence()
    /// Keeps (a, b) and (b, a) apart.
    var ordered = false
    /// There is no second sentence.
    var single = false

    /// Number of tokens.
    var size: Int { single ? a.tokens.count : a.tokens.count + b.tokens.count }

    /// From this length on a sentence may be near another that has other content words.
    static let longSide = 12

    var hasLongSide: Bool { a.length >= Self.longSide || (!single && b.length >= Self.longSide) }

    /// Equal for pairs whose protected features are equal, side by side, in an order that the pairs allow.
    var features: UInt64 { combine(a.features, b.features) }

    /// Equal for pairs that are equal but for light words, side by side, in an order that the pairs allow.
    var skeleton: UInt64 { combine(a.skeleton, b.skeleton) }

    private func combine(_ first: UInt64, _ second: UInt64) -> UInt64 {
        if single { return XXH3.hash64(first, 0, seed: 1) }
        return ordered ? XXH3.hash64(first, second, seed: 2) : XXH3.hash64(min(first, second), max(first, second))
    }
}

extension PreparedPair {
    /// How near another pair of the same kind is; nil when it is not near.
    ///
    /// Similarity is the weighted Jaccard similarity of the two pairs' character bigrams with the sides told apart:
    /// what the first sides share and what the second sides share, against all. An unordered pair is tried both ways
    /// round. Besides, each side must be near by itself; see ``Sentence/isNear(_:shared:_:)``.
    func similarity(to other: PreparedPair, _ bound: SimilarityBound) -> Double? {
        let straight = similarity(a, other.a, b, other.b, bound)
        if ordered || single { return straight }
        guard let crossed = similarity(a, other.b, b, other.a, bound) else { return straight }
        return max(straight ?? 0, crossed)
    }

    private func similarity(
        _ a: Sentence, _ otherA: Sentence, _ b: Sentence, _ otherB: Sentence, _ bound: SimilarityBound
    ) -> Double? {
        guard a.features == otherA.features, single || b.features == otherB.features else { return nil }
        let sharedA = Bigrams.overlap(a.tokens, otherA.tokens)
        let sharedB = single ? 0 : Bigrams.overlap(b.tokens, otherB.tokens)
        let (x, y) =
            single
            ? (a.tokens.count, otherA.tokens.count)
            : (a.tokens.count + b.tokens.count, otherA.tokens.count + otherB.tokens.count)
        guard sharedA + sharedB >= bound.required(x, y), a.isNear(otherA, shared: sharedA, bound),
            single || b.isNear(otherB, shared: sharedB, bound)
        else { return nil }
        return SimilarityBound.similarity(sharedA + sharedB, x, y)
    }
}

extension Sentence {
    /// True when one sentence of a pair may take the other's place.
    ///
    /// Either they are equal but for light words. Or both have at least 12 characters, are similar by themselves,
    /// differ in more than the order of their characters, and neither has a character where the other has its
    /// opposite. Protected features are compared before.
    func isNear(_ other: Sentence, shared: Int, _ bound: SimilarityBound) -> Bool {
        if skeleton == other.skeleton { return true }
        guard min(length, other.length) >= PreparedPair.longSide,
            shared >= bound.required(tokens.count, other.tokens.count)
        else { return false }
        let difference = CharacterDifference(tokens, other.tokens)
        return !difference.isEmpty && !difference.isOpposite
    }
}

/// Prepares pairs; keeps its buffers.
struct PairReader {
    private var reader = SentenceReader()
    private var union: [Bigrams.Token] = []

    mutating func read(_ batch: Batch, _ row: Int, into pair: inout PreparedPair) {
        read(
            batch.a.compared(row), batch.b.compared(row), ordered: batch.labels[row].scale.isOrdered,
            single: batch.flags[row].contains(.single), into: &pair)
    }

    mutating func read(
        _ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, ordered: Bool, single: Bool, into pair: inout PreparedPair
    ) {
        reader.read(a, into: &pair.a)
        reader.read(single ? [] : b, into: &pair.b)
        pair.ordered = ordered
        pair.single = single
    }

    /// The pair's tokens as one set, ascending. Two pairs share at least as many of them as their sides share.
    mutating func tokens(of pair: PreparedPair) -> [Bigrams.Token] {
        union.removeAll(keepingCapacity: true)
        union.append(contentsOf: pair.a.tokens)
        if pair.single { return union }
        if pair.ordered {
            for token in pair.b.tokens { union.append(token | Self.secondSide) }
        } else {
            for place in union.indices { union[place] &= ~Bigrams.occurrence }
            for token in pair.b.tokens { union.append(token & ~Bigrams.occurrence) }
            Bigrams.number(&union)
        }
        return union
    }

    /// Marks tokens of the second sentence of an ordered pair.
    private static let secondSide: Bigrams.Token = 1 << 62
}
