internal import CurateCore

/// Chooses among candidates those that are close to the sentence and unlike each other: maximal marginal relevance
/// (Carbonell and Goldstein, 1998).
enum Diversity {
    /// - Parameters:
    ///   - source: the sentence's row in `vectors`.
    ///   - candidates: rows in `vectors`, in an order that decides among equals.
    ///   - weight: 0 looks at closeness alone, 1 at difference alone.
    /// - Returns: positions in `candidates`, the best first.
    static func choose(
        _ count: Int, of candidates: [Int], near source: Int, in vectors: SentenceVectors, weight: Double
    ) -> [Int] {
        var chosen: [Int] = []
        let closeness = candidates.map { Double(vectors.cosine(source, $0)) }
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
