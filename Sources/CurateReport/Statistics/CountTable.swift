internal import CurateCore

/// Counted rows for a terminal: values of the last property side by side, unless there are too many of them.
public struct CountTable: Sendable {
    /// Values that stand side by side at most.
    private static let columns = 10

    private let counting: RowCounting

    public init(_ counting: RowCounting) { self.counting = counting }

    public var text: String {
        let last = Self.ordered(counting.counts.compactMap(\.values.last))
        let isCross = counting.properties.count > 1 && last.count <= Self.columns
        return (isCross ? cross(last) : list).lines.joined(separator: "\n")
    }

    private var total: Int { counting.counts.reduce(0) { $0 + $1.rows } }

    private var list: TextTable {
        var table = TextTable(counting.properties.map { "<" + $0.rawValue } + ["rows", "share"])
        for count in counting.counts { table.add(count.values + tail(count.rows)) }
        table.add(counting.properties.indices.map { $0 == 0 ? "all" : "" } + tail(total))
        return table
    }

    private func tail(_ rows: Int) -> [String] {
        [Numbers.grouped(rows), Numbers.percent(Double(rows) / Double(max(1, total)))]
    }

    private func cross(_ last: [String]) -> TextTable {
        let leading = counting.properties.dropLast()
        var table = TextTable(leading.map { "<" + $0.rawValue } + last + ["all", "share"])
        for values in Self.ordered(counting.counts.map { Array($0.values.dropLast()) }) {
            let cells = last.map { rows(values + [$0]) }
            let sum = cells.reduce(0, +)
            table.add(values + cells.map { $0 == 0 ? "" : Numbers.grouped($0) } + tail(sum))
        }
        let sums = last.map { value in
            counting.counts.reduce(0) { $0 + ($1.values.last == value ? $1.rows : 0) }
        }
        table.add(leading.indices.map { $0 == 0 ? "all" : "" } + sums.map(Numbers.grouped) + tail(total))
        return table
    }

    private func rows(_ values: [String]) -> Int { counting.counts.first { $0.values == values }?.rows ?? 0 }

    /// Each once, in the order in which it comes first.
    private static func ordered<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }
}
