/// How many texts have which length.
struct LengthCounts: Sendable {
    private var texts = 0
    private var total = 0
    private var keyTotal = 0
    /// By length, for short ones.
    private var short = [Int](repeating: 0, count: 1024)
    private var long: [Int: Int] = [:]

    /// What fits 64 tokens with their two marks.
    static let limit = 62

    mutating func add(_ length: Int, key: Int) {
        texts += 1
        total += length
        keyTotal += key
        if length < short.count { short[length] += 1 } else { long[length, default: 0] += 1 }
    }

    mutating func merge(_ other: LengthCounts) {
        texts += other.texts
        total += other.total
        keyTotal += other.keyTotal
        for length in short.indices { short[length] += other.short[length] }
        long.merge(other.long, uniquingKeysWith: +)
    }

    var report: LengthReport {
        let sorted = short.indices.filter { short[$0] > 0 }.map { ($0, short[$0]) } + long.sorted { $0.key < $1.key }
        let over = sorted.filter { $0.0 > Self.limit }.reduce(0) { $0 + $1.1 }
        return LengthReport(
            texts: texts, mean: share(total, texts), median: quantile(0.5, sorted), p95: quantile(0.95, sorted),
            max: sorted.last?.0 ?? 0, over62: over, over62Share: share(over, texts), keyMean: share(keyTotal, texts))
    }

    /// The least length that so large a part of the texts does not exceed.
    private func quantile(_ part: Double, _ sorted: [(Int, Int)]) -> Int {
        var seen = 0
        for (length, count) in sorted {
            seen += count
            if Double(seen) >= part * Double(texts) { return length }
        }
        return 0
    }
}

/// `part` of `whole`, 0 where there is nothing.
func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
