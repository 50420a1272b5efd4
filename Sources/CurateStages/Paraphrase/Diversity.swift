internal import CurateCore

/// Chooses among candidates those that are close to the sentence and unlike each other: maximal marginal relevance
/// (Carbonell and Goldstein, 1998).
enum Diversity {
    /// - Parameters:
    ///   - candidates: rows in `vectors`, in an order that decides among equals.
    ///   - closeness: of each candidate to the sentence.
    ///   - weight: 0 looks at closeness alone, 1 at difference alone.
    /// - Returns: positions in `candidates`, the best first.
    static func choose(
        _ count: Int, of candidates: [Int], closeness: [Double], in vectors: SentenceVectors, weight: Double
    ) -> [Int] {
        var chosen: [Int] = []
        var overlap = [Double](repeating: 0, count: candidates.count)
        while chosen.count < min(count, candidates.count) {
            var best: (place: Int, value: Double)?
            for place in candidates.indices where !chosen.contains(place) {
                let value = (1 - weight) * closeness[place] - weight * overlap[place]
                if best.map({ value > $0.value }) ?? true { best = (place, value) }
            }
            guard let next = best?.place else { break }
            chosen.append(next)
            for place in candidates.indices {
                let shared = Double(vectors.cosine(candidates[next], candidates[place]))
                overlap[place] = chosen.count == 1 ? shared : max(overlap[place], shared)
            }
        }
        return chosen
    }
}
