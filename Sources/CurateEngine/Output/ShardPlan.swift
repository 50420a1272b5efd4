internal import CurateCore
internal import CurateFormats
internal import CuratePlan

/// A shard to write: rows `rows` of a split in its final order.
struct PlannedShard: Sendable, Hashable {
    var output: Int
    var split: Split
    var number: Int
    var total: Int
    var rows: Range<Int>
    var path: String

    /// Cuts every split of every output into shards of nearly equal size that keep to the output's limits. Where rows
    /// are laid out in batches, those of the split train are cut between steps.
    /// - Parameter arranged: what arrangements hold, by their number and by split.
    static func all(
        _ plan: Plan, settled: [Int: SettledCounts], arranged: [Int: [Int: SettledCounts]] = [:]
    ) -> [PlannedShard] {
        var shards: [PlannedShard] = []
        for (number, output) in plan.outputs.enumerated() {
            let settled = plan.arrangement(of: number).map { arranged[$0] ?? [:] } ?? settled
            for split in Split.allCases {
                guard let counts = settled[Int(split.rawValue)], counts.rows > 0 else { continue }
                let isComplete = ViewCatalog.isComplete(view: output.view)
                if !isComplete && counts.positives == 0 { continue }
                let layout =
                    split == .train ? plan.arrangement(of: number).flatMap { plan.arrangements[$0].batches } : nil
                shards += cut(
                    output, number, split, counts, share: isComplete ? 1 : share(counts),
                    step: layout.map { $0.size * $0.accumulate } ?? 1)
            }
        }
        return shards
    }

    /// A view of the positives has no more rows than they are; shards are cut before anybody knows where they stand.
    private static func share(_ counts: SettledCounts) -> Double { Double(counts.positives) / Double(counts.rows) }

    private static func cut(
        _ output: PlannedOutput, _ number: Int, _ split: Split, _ counts: SettledCounts, share: Double,
        step: Int
    ) -> [PlannedShard] {
        let (rows, bytes) = (Int(Double(counts.rows) * share), Int(Double(counts.bytes) * share))
        let steps = (counts.rows + step - 1) / step
        let most = max(1, output.maxRows / step)
        let byRows = ((rows + step - 1) / step + most - 1) / most
        let byBytes = (bytes + output.maxBytes - 1) / output.maxBytes
        let total = max(1, min(steps, max(byRows, byBytes)))
        let ends = (1...total).map { min(counts.rows, steps * $0 / total * step) }
        return (0..<total).map { shard in
            let name = "\(split.hubName)-\(digits(shard))-of-\(digits(total)).\(output.format)"
            return PlannedShard(
                output: number, split: split, number: shard, total: total,
                rows: (shard == 0 ? 0 : ends[shard - 1])..<ends[shard],
                path: "data/\(output.name)/\(name)")
        }
    }

    private static func digits(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 5 - text.count)) + text
    }
}
