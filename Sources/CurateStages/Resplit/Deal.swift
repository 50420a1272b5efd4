internal import CurateCore

/// Deals components out to splits so that shares come out as asked.
struct Deal {
    /// For each component the raw value of its split.
    private(set) var splits: [UInt8]
    /// Components too large for some split that wants records.
    private(set) var giants = 0
    private(set) var giantRecords = 0

    /// - Parameters:
    ///   - ids: names of the components; chance is keyed by them.
    ///   - sizes: records of each.
    ///   - shares: for each split; they add up to 1.
    init(ids: [UInt64], sizes: [Int], shares: [Double], seed: UInt64) {
        splits = [UInt8](repeating: 0, count: ids.count)
        let total = Double(sizes.reduce(0, +))
        let wanted = shares.map { $0 * total }
        let largest = shares.indices.max { (shares[$0], $1) < (shares[$1], $0) } ?? 0
        var lacking = wanted
        let order = ids.indices.sorted { (sizes[$1], ids[$0]) < (sizes[$0], ids[$1]) }
        for component in order {
            let size = Double(sizes[component])
            let fits = wanted.indices.map { wanted[$0] > 0 && ($0 == largest || size <= max(1, wanted[$0] / 4)) }
            if wanted.indices.contains(where: { wanted[$0] > 0 && !fits[$0] }) {
                giants += 1
                giantRecords += sizes[component]
            }
            var random = KeyedRandom(seed: seed, purpose: Self.purpose, number: ids[component])
            let split =
                Self.choose(random.unit(), lacking.indices.map { fits[$0] ? max(0, lacking[$0]) : 0 })
                ?? lacking.indices.filter { fits[$0] }.max { (lacking[$0], $1) < (lacking[$1], $0) } ?? largest
            lacking[split] -= size
            splits[component] = UInt8(split)
        }
    }

    private static let purpose = KeyedRandom.Purpose("resplit")

    /// The place that a number in 0..<1 falls on when places are as wide as their weights; nil without any weight.
    private static func choose(_ number: Double, _ weights: [Double]) -> Int? {
        var rest = number * weights.reduce(0, +)
        var last: Int?
        for (place, weight) in weights.enumerated() where weight > 0 {
            if rest < weight { return place }
            rest -= weight
            last = place
        }
        return last
    }
}
