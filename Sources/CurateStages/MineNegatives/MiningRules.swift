internal import CurateCore
internal import LinearAlgebra

/// A sentence that may become an anchor's negative.
struct MinedCandidate: Sendable, Hashable {
    /// In the pool.
    var number: Int
    var cosine: Float
    var isLexical: Bool
}

extension MinedCandidate {
    /// All of it in 64 bits, as surveys pass it on.
    var word: UInt64 { UInt64(number) << 33 | (isLexical ? 1 << 32 : 0) | UInt64(cosine.bitPattern) }

    init(word: UInt64) {
        self.init(
            number: Int(word >> 33), cosine: Float(bitPattern: UInt32(truncatingIfNeeded: word)),
            isLexical: word >> 32 & 1 == 1)
    }
}

/// Finds an anchor's candidates and says which rule each breaks.
struct MiningRules: Sendable {
    enum Rule: Int, Sendable, CaseIterable {
        case closure, labelled, near, margin, ofPositive, floor, ceiling, reciprocal, rescored, unscored, uses

        var name: String {
            [
                "closure", "labelled", "near", "margin", "of_positive", "floor", "ceiling", "reciprocal", "rescored",
                "unscored", "uses",
            ][rawValue]
        }
    }

    let options: MiningOptions
    let index: MiningIndex
    private let bound: SimilarityBound

    init(_ options: MiningOptions, _ index: MiningIndex) {
        self.options = options
        self.index = index
        bound = SimilarityBound(options.near)
    }

    /// What is left for an anchor, the most similar first, and how many each rule took.
    struct Outcome: Sendable {
        var candidates = 0
        var left: [MinedCandidate] = []
        /// Those that want a score.
        var unscored: [MinedCandidate] = []
        var removed = [Int](repeating: 0, count: Rule.allCases.count)

        /// So many of each source: others may be taken by anchors that they are nearer to.
        func best(_ most: Int) -> [MinedCandidate] {
            Array(left.filter { !$0.isLexical }.prefix(most) + left.filter(\.isLexical).prefix(most))
        }
    }

    /// - Parameter found: the anchor's nearest rows, itself among them or not.
    func outcome(_ anchor: Int, _ found: [NearestRows.Neighbour]) -> Outcome {
        var outcome = Outcome()
        let positive = positiveCosine(anchor)
        let candidates = candidates(anchor, found)
        outcome.candidates = candidates.count
        for candidate in candidates {
            if let rule = broken(by: candidate, anchor, positive) {
                outcome.removed[rule.rawValue] += 1
            } else {
                outcome.left.append(candidate)
            }
        }
        outcome.left.sort { $0.cosine == $1.cosine ? $0.number < $1.number : $0.cosine > $1.cosine }
        return outcome
    }

    /// Those within the window: by vectors, and by wording those that vectors did not find.
    private func candidates(_ anchor: Int, _ found: [NearestRows.Neighbour]) -> [MinedCandidate] {
        let window = options.ranks.lowerBound - 1..<options.ranks.upperBound
        let near = found.filter { Int($0.row) != anchor }
        var candidates = near.enumerated().filter { window.contains($0.offset) }.map {
            MinedCandidate(number: Int($0.element.row), cosine: $0.element.product, isLexical: false)
        }
        guard let lexical = index.lexical else { return candidates }
        let known = Set(near.prefix(options.ranks.upperBound).map { Int($0.row) })
        let worded = lexical.nearest(
            to: index.sentences[anchor].tokens, but: anchor, most: options.ranks.upperBound)
        for (rank, number) in worded.enumerated() where window.contains(rank) && !known.contains(number) {
            candidates.append(
                MinedCandidate(number: number, cosine: index.cosine(anchor, number), isLexical: true))
        }
        return candidates
    }

    private func positiveCosine(_ anchor: Int) -> Float? {
        let cosines = index.pool.entries[anchor].positives.map { index.cosine(anchor, Int($0)) }
        guard !cosines.isEmpty else { return nil }
        switch options.statistic {
        case .min: return cosines.min()
        case .max: return cosines.max()
        case .mean: return cosines.reduce(0, +) / Float(cosines.count)
        }
    }

    private func broken(by candidate: MinedCandidate, _ anchor: Int, _ positive: Float?) -> Rule? {
        let entry = index.pool.entries[anchor]
        let other = index.pool.entries[candidate.number]
        if entry.positives.contains(UInt32(candidate.number)) { return .closure }
        if options.sparesClosure, let component = entry.component, other.component == component { return .closure }
        if entry.negatives.contains(UInt32(candidate.number)) { return .labelled }
        if isNear(anchor, candidate.number) { return .near }
        if let positive {
            if candidate.cosine > positive - Float(options.margin), options.margin > 0 { return .margin }
            // Below 0 a share would lie above the cosine itself.
            if let share = options.mostOfPositive,
                candidate.cosine > positive - abs(positive) * Float(1 - share)
            {
                return .ofPositive
            }
        }
        if candidate.cosine < index.band.lowerBound { return .floor }
        return candidate.cosine > index.band.upperBound ? .ceiling : nil
    }

    /// True where a candidate is the anchor, or one of its positives, in nearly the same words.
    private func isNear(_ anchor: Int, _ candidate: Int) -> Bool {
        guard options.near < 1 else { return false }
        let sentence = index.sentences[candidate]
        return ([anchor] + index.pool.entries[anchor].positives.map(Int.init)).contains { number in
            let other = index.sentences[number]
            guard sentence.features == other.features else { return false }
            if sentence.skeleton == other.skeleton { return true }
            let shared = Bigrams.overlap(sentence.tokens, other.tokens)
            return shared >= bound.required(sentence.tokens.count, other.tokens.count)
        }
    }

    /// Of the best candidates those whose own neighbours do not count the anchor among the first.
    func sparingReciprocal(_ outcome: inout Outcome, _ anchor: Int, wanted: Int) throws {
        guard options.reciprocal > 0 else { return }
        let asked = outcome.left.prefix(wanted * 4)
        let columns = index.vectors.dimensions
        let queries = asked.flatMap { Array(index.vectors[$0.number]) }
        precondition(queries.count == asked.count * columns, "whole vectors")
        let above = try index.search.countAbove(asked.map(\.cosine), of: queries, most: options.reciprocal + 1)
        // Its own row is above its cosine with the anchor as well.
        let kept = zip(asked, above).filter { $1 - 1 >= options.reciprocal }.map(\.0)
        outcome.removed[Rule.reciprocal.rawValue] += asked.count - kept.count
        outcome.left = kept
    }
}
