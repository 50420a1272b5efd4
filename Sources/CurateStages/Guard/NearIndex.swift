internal import CurateCore

/// Finds the sentences of a fixed set that are similar to a given one, without missing any.
///
/// A prefix filter: tokens are ordered by how many sentences of the set have them, the rarest first, and only each
/// sentence's first few tokens are indexed and looked up. See ``SimilarityBound``.
struct NearIndex: Sendable {
    private let bound: SimilarityBound
    private let texts: TextColumn
    /// Scrambled tokens, ascending.
    private let vocabulary: [UInt64]
    private let index: HashIndex
    /// For each token of the vocabulary its place in the order from rare to frequent.
    private let ranks: [UInt32]
    /// Sentence `i` has the ranks `tokens[starts[i]..<starts[i + 1]]`, ascending.
    private let tokens: [UInt32]
    private let starts: [UInt32]
    /// Sentences with rank `r` among their first tokens: `postings[firsts[r]..<firsts[r + 1]]`.
    private let postings: [UInt32]
    private let firsts: [UInt32]
    /// For each sentence ``Sentence/features``.
    private let features: [UInt64]

    /// A sentence of the set that is similar to the one asked for.
    struct Match: Equatable {
        var place: Int
        var similarity: Double
    }

    init(_ texts: TextColumn, bound: SimilarityBound) {
        var reader = SentenceReader()
        var sentence = Sentence()
        var scrambled: [UInt64] = []
        var starts: [UInt32] = [0]
        var features: [UInt64] = []
        for row in 0..<texts.count {
            reader.read(texts.bytes[texts.range(row)], into: &sentence)
            for token in sentence.tokens { scrambled.append(Self.scramble(token)) }
            starts.append(UInt32(scrambled.count))
            features.append(sentence.features)
        }
        let (vocabulary, counts) = Self.distinct(scrambled)
        let index = HashIndex(vocabulary)
        let ranks = Self.ranks(counts)
        var tokens = scrambled.map { token in index.find(token, in: vocabulary).map { ranks[$0] } ?? 0 }
        for row in 0..<texts.count { tokens[Int(starts[row])..<Int(starts[row + 1])].sort() }

        var firsts = [UInt32](repeating: 0, count: vocabulary.count + 1)
        let prefixes = (0..<texts.count).map { row in
            let range = Int(starts[row])..<Int(starts[row + 1])
            return range.prefix(bound.prefix(range.count))
        }
        for prefix in prefixes { for place in prefix { firsts[Int(tokens[place]) + 1] += 1 } }
        for rank in 1..<firsts.count { firsts[rank] += firsts[rank - 1] }
        var postings = [UInt32](repeating: 0, count: Int(firsts[vocabulary.count]))
        var next = firsts
        for (row, prefix) in prefixes.enumerated() {
            for place in prefix {
                let rank = Int(tokens[place])
                postings[Int(next[rank])] = UInt32(row)
                next[rank] += 1
            }
        }
        self.bound = bound
        self.texts = texts
        self.vocabulary = vocabulary
        self.index = index
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

    /// Calls `found` for every sentence that is similar enough and has the same protected features.
    func matches(_ sentence: Sentence, _ scratch: inout Scratch) -> [Match] {
        let size = sentence.tokens.count
        scratch.known.removeAll(keepingCapacity: true)
        for token in sentence.tokens {
            if let place = index.find(Self.scramble(token), in: vocabulary) { scratch.known.append(ranks[place]) }
        }
        // Tokens that no sentence has are rarer than all others: they fill the prefix first.
        let prefix = bound.prefix(size) - (size - scratch.known.count)
        guard prefix > 0 else { return [] }
        scratch.known.sort()
        let (least, most) = (bound.least(size), bound.most(size))
        var matches: [Match] = []
        for rank in scratch.known.prefix(prefix).map(Int.init) {
            for posting in Int(firsts[rank])..<Int(firsts[rank + 1]) {
                let place = Int(postings[posting])
                let range = Int(starts[place])..<Int(starts[place + 1])
                guard range.count >= least, range.count <= most, features[place] == sentence.features else { continue }
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
        texts.footprint + vocabulary.count * 16 + index.footprint + (tokens.count + starts.count) * 4
            + postings.count * 4 + features.count * 8
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

    /// A one-to-one mapping that spreads tokens evenly, as ``HashIndex`` needs them.
    private static func scramble(_ token: Bigrams.Token) -> UInt64 { token &* 0x9E37_79B9_7F4A_7C15 }

    private static func distinct(_ tokens: [UInt64]) -> (values: [UInt64], counts: [UInt32]) {
        var (values, counts): ([UInt64], [UInt32]) = ([], [])
        for token in tokens.sorted() {
            if values.last != token {
                values.append(token)
                counts.append(0)
            }
            counts[counts.count - 1] += 1
        }
        return (values, counts)
    }

    /// The place of each token in the order from rare to frequent.
    private static func ranks(_ counts: [UInt32]) -> [UInt32] {
        let order = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
        var ranks = [UInt32](repeating: 0, count: counts.count)
        for (rank, place) in order.enumerated() { ranks[place] = UInt32(rank) }
        return ranks
    }
}
