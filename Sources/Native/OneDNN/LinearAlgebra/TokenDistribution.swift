internal import CKernels
import Glibc

/// The distribution over a vocabulary that one row of logits stands for, and draws from it.
///
/// Nothing is sorted: a draw from the whole distribution is kept when the tokens ranked before it hold less than top-p
/// of the probability, else another is made, which gives exactly the distribution within top-p. Tokens are ranked by
/// probability, equal ones by their number.
public final class TokenDistribution {
    private let size: Int
    private var weights: [Float]
    private var blockSums: [Double]
    private var indices: [UInt32] = []
    private var total = 0.0
    private var logits: FloatRows?
    private var row = 0
    private var logTotal = 0.0
    /// The most likely token; of equals the lowest.
    public private(set) var mostLikely = 0

    /// Draws made from the whole distribution before top-p is cut out of it.
    private static let attempts = 16

    public init(size: Int) {
        precondition(size > 0, "a vocabulary")
        self.size = size
        weights = [Float](repeating: 0, count: size)
        blockSums = [Double](repeating: 0, count: (size + Int(CK_BLOCK) - 1) / Int(CK_BLOCK))
    }

    /// Takes a row of logits, which must stay as it is while this distribution is asked.
    ///
    /// - Parameter temperature: divides the logits for draws, not for ``logProbability(of:)``.
    public func take(_ rows: FloatRows, row: Int, temperature: Float) {
        precondition(rows.columns == size && temperature >= 0, "a logit for each token")
        logits = rows
        self.row = row
        let values = rows.row(row)
        var index = 0
        let maximum = ck_maximum(values, size, &index)
        mostLikely = index
        let scale = temperature > 0 ? 1 / temperature : 1
        total = ck_exponentials(values, size, maximum, scale, &weights, &blockSums)
        let plain = scale == 1 ? total : ck_exponentials(values, size, maximum, 1, nil, nil)
        logTotal = Double(maximum) + log(plain)
    }

    /// Natural logarithm of a token's probability before temperature, top-k and top-p.
    public func logProbability(of token: Int) -> Double {
        guard let logits else { preconditionFailure("logits were taken before") }
        return Double(logits[row, token]) - logTotal
    }

    /// Draws a token.
    ///
    /// - Parameters:
    ///   - topK: of the so many most likely ones; 0 for all.
    ///   - topP: of the most likely ones whose probabilities, after top-k, reach this sum.
    ///   - random: numbers in 0..<1.
    public func draw(topK: Int, topP: Double, random: () -> Double) -> Int {
        if topK > 0 && topK < size { keepLargest(topK) }
        guard topP < 1 else { return draw(random()) }
        for _ in 0..<Self.attempts {
            let token = draw(random())
            if isWithin(topP, token) { return token }
        }
        makeIndices()
        total = ck_keep_mass(&weights, size, topP * total, &indices, &blockSums)
        return draw(random())
    }

    /// Whether a draw with these limits may give `token`. Changes the distribution as `draw` does.
    public func allows(_ token: Int, topK: Int, topP: Double) -> Bool {
        if topK > 0 && topK < size { keepLargest(topK) }
        return weights[token] > 0 && (topP >= 1 || isWithin(topP, token))
    }

    private func isWithin(_ topP: Double, _ token: Int) -> Bool {
        var count = 0
        let mass = ck_ahead(weights, size, token, &count)
        return count == 0 || mass < topP * total
    }

    private func draw(_ random: Double) -> Int { ck_draw(weights, size, blockSums, random * total) }

    private func keepLargest(_ count: Int) {
        makeIndices()
        total = ck_keep_largest(&weights, size, count, &indices, &blockSums)
    }

    private func makeIndices() {
        if indices.isEmpty { indices = [UInt32](repeating: 0, count: size) }
    }
}
