/// Fragments of a plan that people know as one: the reading, a stage, the final order, the writing.
public struct RunPhase: Sendable, Hashable, Codable {
    /// `read`, a stage's name, `settle`, `arrange` or `write`.
    public var name: String
    /// Indexes in ``Plan/fragments``; they follow one another.
    public var fragments: Range<Int>
    /// How long each fragment takes beside the phase's others, as far as its kind tells.
    public var weights: [Double]

    /// - Parameter weights: nil: all alike.
    public init(name: String, fragments: Range<Int>, weights: [Double]? = nil) {
        self.name = name
        self.fragments = fragments
        self.weights = weights ?? fragments.map { _ in 1 }
    }
}

extension Plan {
    /// All fragments in order, those of one stage together.
    public var phases: [RunPhase] {
        var phases: [RunPhase] = []
        for (number, fragment) in fragments.enumerated() {
            let name = phaseName(fragment)
            if phases.last?.name == name {
                phases[phases.count - 1].fragments = phases[phases.count - 1].fragments.lowerBound..<number + 1
                phases[phases.count - 1].weights.append(fragment.weight)
            } else {
                phases.append(RunPhase(name: name, fragments: number..<number + 1, weights: [fragment.weight]))
            }
        }
        return phases
    }

    private func phaseName(_ fragment: Fragment) -> String {
        switch fragment.kind {
        case .scan: "read"
        case .observe: fragment.observes.first.map { stageName(of: $0.step) } ?? fragment.name
        case .reduce(let place, _), .conclude(let place, _): stageName(of: place.step)
        case .rewrite(_, let steps): steps.last.map(stageName) ?? fragment.name
        case .settle: "settle"
        case .members, .place, .deal, .arrange: "arrange"
        case .ledger, .shards, .reviews, .vectors: "write"
        }
    }

    /// A step's name without that of its unit: `dedup-2` for `dedup-2.near`.
    private func stageName(of step: Int) -> String { String(steps[step].name.prefix { $0 != "." }) }
}

extension Fragment {
    /// All records pass, or what was observed of them, or what is left of that.
    fileprivate var weight: Double {
        switch kind {
        case .scan, .observe, .rewrite, .settle, .shards, .deal, .vectors: 6
        case .reduce, .members, .arrange, .place: 2
        case .conclude, .ledger, .reviews: 1
        }
    }
}
