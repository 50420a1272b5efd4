/// What differs between what was expected and what was read, place by place.
struct GoldenComparison {
    let expected: [GoldenLine]
    let found: [GoldenLine]

    /// The first differences, for a person to read; nil when there are none.
    func report(_ name: String, most: Int = 20) -> String? {
        let all = differences
        if all.isEmpty && expected != found { return "\(name): the lines of expected.jsonl are in another order" }
        if all.isEmpty { return nil }
        let rest = all.count > most ? "\n… and \(all.count - most) more" : ""
        return "\(name): \(all.count) places differ\n" + all.prefix(most).joined(separator: "\n") + rest
    }

    private var differences: [String] {
        let (wanted, got) = (byPlace(expected), byPlace(found))
        return places.compactMap { place in
            if wanted[place] == got[place] { return nil }
            let lines = [wanted[place], got[place]].map { $0?.joined(separator: "; ") ?? "nothing" }
            return "\(place)\n    expected: \(lines[0])\n    got:      \(lines[1])"
        }
    }

    /// All of a place, though only one outcome should be there.
    private func byPlace(_ lines: [GoldenLine]) -> [GoldenLine.Place: [String]] {
        Dictionary(grouping: lines, by: \.place).mapValues { $0.map(\.outcome) }
    }

    private var places: [GoldenLine.Place] {
        var seen: Set<GoldenLine.Place> = []
        return (expected + found).map(\.place).filter { seen.insert($0).inserted }
    }
}
