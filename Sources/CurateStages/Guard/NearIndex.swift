internal import CurateCore

/// Finds the sentences of a fixed set that are similar to a given one, without missing any.
///
/// A prefix filter: tokens are ordered by how many sentences of the set have them, the rarest first, and only each
/// sentence's first few tokens are indexed and looked up. See ``SimilarityBound``.
struct NearIndex: Sendable {
    private let bound: SimilarityBound
    private let texts: TextColumn
    /// Tokens in the order from rare to frequent.
    private let ranks: TokenRanks
    /// Sentence `i` has the ranks `tokens[starts[i]..<starts[i + 1]]`, ascending.
    private let tokens: [UInt32]
    private let starts: [UInt32]
    /// Sentences with rank `r` among their first tokens: `postings[firsts[r]..<firsts[r + 1]]`.
    private let postings: [Posting]
    private let firsts: [UInt32]
    /// For each sentence ``Sentence/features``.
    private let features: [UInt64]

    /// A sentence that has a token, with what rules most sentences out without looking at them.
    private struct Posting {
        var place: UInt32
        /// Number of tokens, at most 65,535.
        var size: UInt16
        /// The lower bits of the sentence's features.
        var features: UInt16
    }

    /// A sentence of the set that is similar to the one asked for.
    struct Match: Equatable {
        var place: Int
        var similarity: Double
    }

    init(_ texts: TextColumn, bound: SimilarityBound) {
        var reader = SentenceReader()
        var sentence = Sentence()
        var all: [Bigrams.Token] = []
        var starts: [UInt32] = [0]
        var features: [UInt64] = []
        for row in 0..<texts.count {
            reader.read(texts.bytes[texts.range(row)], into: &sentence)
            all += sentence.tokens
            starts.append(UInt32(all.count))
            features.append(sentence.features)
        }
        let order = Self.rareFirst(all)
        let ranks = TokenRanks(order)
        var tokens = all.map { ranks[$0] ?? 0 }
        all = []
        for row in 0..<texts.count { tokens[Int(starts[row])..<Int(starts[row + 1])].sort() }

        var firsts = [UInt32](repeating: 0, count: order.count + 1)
        let prefixes = (0..<texts.count).map { row in
            let range = Int(starts[row])..<Int(starts[row + 1])
            return range.prefix(bound.prefix(range.count))
        }
        for prefix in prefixes { for place in prefix { firsts[Int(tokens[place]) + 1] += 1 } }
        for rank in 1..<firsts.count { firsts[rank] += firsts[rank - 1] }
        var postings = [Posting](
            repeating: Posting(place: 0, size: 0, features: 0), count: Int(firsts[order.count]))
        var next = firsts
        for (row, prefix) in prefixes.enumerated() {
            let posting = Posting(
                place: UInt32(row), size: UInt16(clamping: starts[row + 1] - starts[row]),
                features: UInt16(truncatingIfNeeded: features[row]))
            for place in prefix {
                postings[Int(next[Int(tokens[place])])] = posting
                next[Int(tokens[place])] += 1
            }
        }
        self.bound = bound
        self.texts = texts
        self.ranks = ranks
        self.tokens = tokens
        self.starts = starts
        self.postings = postings
        self.firsts = firsts
        self.features = features
    }

    /// What one thread needs to ask.
    struct Scratch {
        fileprivate var known: [UInt32] = []
        fileprivate var reader = SentenceReader()
        fileprivate var other = Sentence()
    }

    /// Every sentence that is similar enough, has the same protected features and is not the opposite.
    func matches(_ sentence: Sentence, _ scratch: inout Scratch) -> [Match] {
        let size = sentence.tokens.count
        scratch.known.removeAll(keepingCapacity: true)
        for token in sentence.tokens {
            if let rank = ranks[token] { scratch.known.append(rank) }
        }
        // Tokens that no sentence has are rarer than all others: they fill the prefix first.
        let prefix = bound.prefix(size) - (size - scratch.known.count)
        guard prefix > 0 else { return [] }
        scratch.known.sort()
        let sizes = UInt16(clamping: bound.least(size))...UInt16(clamping: bound.most(size))
        let mark = UInt16(truncatingIfNeeded: sentence.features)
        var matches: [Match] = []
        for rank in scratch.known.prefix(prefix).map(Int.init) {
            for number in Int(firsts[rank])..<Int(firsts[rank + 1]) {
                let posting = postings[number]
                guard posting.features == mark, sizes.contains(posting.size) else { continue }
                let place = Int(posting.place)
                guard features[place] == sentence.features else { continue }
                let range = Int(starts[place])..<Int(starts[place + 1])
                let shared = overlap(scratch.known, range, atLeast: bound.required(size, range.count))
                guard let shared, !matches.contains(where: { $0.place == place }) else { continue }
                if isOpposite(sentence, place, &scratch) { continue }
                let similarity = SimilarityBound.similarity(shared, size, range.count)
                matches.append(Match(place: place, similarity: similarity))
            }
        }
        return matches
    }

    var footprint: Int {
        texts.footprint + ranks.footprint + (tokens.count + starts.count + firsts.count) * 4
            + (postings.count + features.count) * 8
    }

    /// The number of shared ranks; nil as soon as there cannot be so many.
    private func overlap(_ known: [UInt32], _ range: Range<Int>, atLeast required: Int) -> Int? {
        var (i, j, shared) = (0, range.lowerBound, 0)
        while i < known.count, j < range.upperBound {
            if shared + min(known.count - i, range.upperBound - j) < required { return nil }
            if known[i] == tokens[j] {
                (i, j, shared) = (i + 1, j + 1, shared + 1)
            } else if known[i] < tokens[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return shared >= required ? shared : nil
    }

    private func isOpposite(_ sentence: Sentence, _ place: Int, _ scratch: inout Scratch) -> Bool {
        scratch.reader.read(texts.bytes[texts.range(place)], into: &scratch.other)
        return CharacterDifference(sentence.tokens, scratch.other.tokens).isOpposite
    }

    /// The distinct tokens, those of few sentences first.
    private static func rareFirst(_ tokens: [Bigrams.Token]) -> [Bigrams.Token] {
        var counted: [(count: UInt32, token: Bigrams.Token)] = []
        for token in tokens.sorted() {
            if counted.last?.token != token { counted.append((0, token)) }
            counted[counted.count - 1].count += 1
        }
        return counted.sorted { ($0.count, $0.token) < ($1.count, $1.token) }.map(\.token)
    }
}
