/// Finds the plain window of retrieval ranks whose negatives are as near as those of a setting with rules, so that the
/// two can be compared: which of them takes more hidden positives at one difficulty.
public struct SameMean: Sendable {
    /// The mean cosine to meet.
    public var target: Double
    /// Ranks of a window.
    public var count: Int
    /// The last rank that may be asked for.
    public var lastRank: Int

    public init(target: Double, count: Int, lastRank: Int = 1000) {
        self.target = target
        self.count = count
        self.lastRank = lastRank
    }

    /// Windows are moved down the ranking, twice as far each time, and then narrowed in: means fall with ranks.
    ///
    /// - Parameter mean: of the window that begins at a rank; nil where it gives no negatives.
    /// - Returns: the first rank of the window whose mean is nearest, the higher one of two that are as near.
    public func nearest(_ mean: (Int) throws -> Double?) rethrows -> Int {
        let last = max(1, lastRank - count + 1)
        var known: [Int: Double] = [:]
        func isAbove(_ rank: Int) throws -> Bool {
            // Where nothing is left to take, the ranking is at its end.
            guard let value = try mean(rank) else { return false }
            known[rank] = value
            return value > target
        }
        var (above, below) = (0, 1)
        while below < last, try isAbove(below) { (above, below) = (below, min(last, below * 2)) }
        if below == last, above < last, try isAbove(last) { return last }
        while below - above > 1 {
            let middle = (above + below) / 2
            if try isAbove(middle) { above = middle } else { below = middle }
        }
        let near = known.sorted { $0.key < $1.key }.min { abs($0.value - target) < abs($1.value - target) }
        return near?.key ?? below
    }
}
