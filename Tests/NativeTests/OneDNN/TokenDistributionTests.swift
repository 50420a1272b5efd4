import Foundation
import LinearAlgebra
import Testing

@Suite struct TokenDistributionTests {
    @Test func probabilitiesAreThoseOfSoftmax() {
        let logits = Logits(size: 1_003, spread: 6)
        let distribution = logits.distribution()
        let total = log(logits.values.reduce(0) { $0 + exp(Double($1)) })
        for token in [0, 1, 63, 64, 500, 1_002] {
            #expect(abs(distribution.logProbability(of: token) - (Double(logits.values[token]) - total)) < 1e-5)
        }
    }

    @Test func mostLikelyIsTheLowestOfEquals() {
        let logits = Logits([1, 5, 2, 5, 0, 5, 1, 1, 1, 1, 5])
        #expect(logits.distribution().mostLikely == 1)
    }

    /// Against a plain sort: flat and steep distributions, with and without equal weights.
    @Test(arguments: [0.01, 1, 4, 12], [(0, 0.95), (0, 0.3), (5, 1), (50, 1), (50, 0.9), (700, 0.99), (1, 0.5)])
    func setsAreThoseOfAPlainSort(spread: Float, limits: (k: Int, p: Double)) {
        for size in [1, 7, 64, 1_003] {
            let logits = Logits(size: size, spread: spread)
            let expected = logits.allowed(topK: limits.k, topP: limits.p)
            let distribution = logits.distribution()
            for token in 0..<size {
                distribution.take(logits.rows, row: 0, temperature: 1)
                let allowed = distribution.allows(token, topK: limits.k, topP: limits.p)
                #expect(allowed == expected.contains(token), "token \(token) of \(size)")
            }
        }
    }

    @Test func equalWeightsAreRankedByNumber() {
        let logits = Logits([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        for (k, p, last) in [(3, 1.0, 2), (0, 0.5, 5), (0, 0.51, 6)] {
            for token in 0..<12 {
                let distribution = logits.distribution()
                #expect(distribution.allows(token, topK: k, topP: p) == (token <= last))
            }
        }
    }

    /// Draws as often as their share says, by a chi-square test with a fixed seed: beyond the limit once in 10,000.
    @Test(arguments: [
        (0, 1.0, 1.0), (0, 0.8, 1.0), (0, 0.05, 1.0), (4, 1.0, 1.0), (6, 0.9, 1.0), (0, 1.0, 0.5), (0, 0.9, 2.0),
    ])
    func drawsFollowTheShares(topK: Int, topP: Double, temperature: Double) {
        let logits = Logits(size: 24, spread: 1.5)
        let shares = logits.shares(topK: topK, topP: topP, temperature: temperature)
        var random = SystemLikeRandom(seed: 42)
        var counts = [Int](repeating: 0, count: 24)
        let draws = 40_000
        let distribution = logits.distribution()
        for _ in 0..<draws {
            distribution.take(logits.rows, row: 0, temperature: Float(temperature))
            counts[distribution.draw(topK: topK, topP: topP) { random.unit() }] += 1
        }
        var statistic = 0.0
        var freedom = -1.0
        for (count, share) in zip(counts, shares) {
            guard share > 0 else {
                #expect(count == 0, "a token outside the limits was drawn")
                continue
            }
            let expected = share * Double(draws)
            statistic += (Double(count) - expected) * (Double(count) - expected) / expected
            freedom += 1
        }
        // Wilson and Hilferty's approximation of the quantile at 3.72 standard deviations.
        let limit = freedom <= 0 ? 0 : freedom * pow(1 - 2 / (9 * freedom) + 3.72 * (2 / (9 * freedom)).squareRoot(), 3)
        #expect(statistic <= limit)
    }
}

/// A row of logits and plain answers about it.
private struct Logits {
    let values: [Float]
    let rows: FloatRows

    init(_ values: [Float]) {
        self.values = values
        rows = FloatRows(rows: 0, columns: values.count)
        rows.write(values, at: 0)
    }

    init(size: Int, spread: Float) {
        var random = PlainRandom(seed: UInt64(size))
        self.init((0..<size).map { _ in spread * (random.next() + random.next() + random.next()) })
    }

    func distribution() -> TokenDistribution {
        let distribution = TokenDistribution(size: values.count)
        distribution.take(rows, row: 0, temperature: 1)
        return distribution
    }

    func allowed(topK: Int, topP: Double) -> Set<Int> {
        let shares = shares(topK: topK, topP: topP, temperature: 1)
        return Set(shares.indices.filter { shares[$0] > 0 })
    }

    /// Sorts all tokens, keeps top-k, then the fewest whose shares of those reach top-p.
    func shares(topK: Int, topP: Double, temperature: Double) -> [Double] {
        let weights = values.map { exp(Double($0) / temperature) }
        var ranked = weights.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
        if topK > 0 { ranked = Array(ranked.prefix(topK)) }
        let total = ranked.reduce(0) { $0 + weights[$1] }
        var kept: [Int] = []
        var sum = 0.0
        for token in ranked where topP >= 1 || kept.isEmpty || sum < topP * total * (1 - 1e-9) {
            kept.append(token)
            sum += weights[token]
        }
        var shares = [Double](repeating: 0, count: weights.count)
        for token in kept { shares[token] = weights[token] / sum }
        return shares
    }
}

/// SplitMix64 over a counter.
private struct SystemLikeRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ mixed >> 31) >> 11) * 0x1p-53
    }
}
