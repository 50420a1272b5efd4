/// BM25 over the bigrams of compared sentences (Robertson and Zaragoza 2009; k1 1.2, b 0.75).
struct LexicalIndex: Sendable {
    private static let saturation = 1.2
    private static let lengthShare = 0.75
    /// Bigrams in more than this share of the sentences tell nothing apart.
    private static let common = 0.05

    private var postings: [Bigrams.Token: [Posting]] = [:]
    private let lengths: [Float]
    private let count: Int

    private struct Posting {
        var sentence: Int32
        /// Its part of the score, for a query that has the bigram once.
        var weight: Float
    }

    /// - Parameter sentences: each by its bigrams, numbered occurrences and all, ascending.
    init(_ sentences: [[Bigrams.Token]]) {
        count = sentences.count
        lengths = sentences.map { Float($0.count) }
        let mean = max(1, Double(lengths.reduce(0, +)) / Double(max(1, count)))
        for (number, tokens) in sentences.enumerated() {
            for (bigram, times) in Self.times(tokens) {
                let norm = 1 - Self.lengthShare + Self.lengthShare * Double(tokens.count) / mean
                let weight = Double(times) * (Self.saturation + 1) / (Double(times) + Self.saturation * norm)
                postings[bigram, default: []].append(Posting(sentence: Int32(number), weight: Float(weight)))
            }
        }
        let most = max(20, Int(Double(count) * Self.common))
        for (bigram, list) in postings {
            guard list.count <= most else {
                postings[bigram] = nil
                continue
            }
            let rarity = Float(
                NaturalLogarithm.of(1 + (Double(count) - Double(list.count) + 0.5) / (Double(list.count) + 0.5)))
            postings[bigram] = list.map { Posting(sentence: $0.sentence, weight: $0.weight * rarity) }
        }
    }

    /// The sentences of the highest scores, the highest first; of equal scores the lower number first.
    func nearest(to tokens: [Bigrams.Token], but own: Int, most: Int) -> [Int] {
        var scores: [Int32: Float] = [:]
        for (bigram, _) in Self.times(tokens) {
            for posting in postings[bigram] ?? [] where posting.sentence != own {
                scores[posting.sentence, default: 0] += posting.weight
            }
        }
        let ranked = scores.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        return ranked.prefix(most).map { Int($0.key) }
    }

    /// Each bigram and how often it occurs, ascending, so that sums are made in one order.
    private static func times(_ tokens: [Bigrams.Token]) -> [(Bigrams.Token, Int)] {
        var times: [(Bigrams.Token, Int)] = []
        for token in tokens {
            let bigram = token & ~Bigrams.occurrence
            if times.last?.0 == bigram { times[times.count - 1].1 += 1 } else { times.append((bigram, 1)) }
        }
        return times
    }

}

/// The natural logarithm by its series, the same on every machine to the last bit.
enum NaturalLogarithm {
    private static let ofTwo = 0.693147180559945309417

    /// - Parameter value: above 0.
    static func of(_ value: Double) -> Double {
        // ln m = 2 artanh z with z = (m - 1) / (m + 1), at most a third.
        let z = (value.significand - 1) / (value.significand + 1)
        var (power, sum) = (z, 0.0)
        for odd in stride(from: 1.0, through: 33, by: 2) {
            sum += power / odd
            power *= z * z
        }
        return Double(value.exponent) * ofTwo + 2 * sum
    }
}
