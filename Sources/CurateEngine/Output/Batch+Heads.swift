internal import CurateCore

extension Batch {
    /// The records that are rows of a view, or at the head of one: those that follow none. Rows of shards count them.
    var heads: [Int] { (0..<count).filter { !flags[$0].contains(.follows) } }

    /// Exchanges the two texts of some records.
    mutating func exchangeTexts(of rows: Set<Int>) {
        guard !rows.isEmpty else { return }
        let (first, second) = (a, b)
        func mixed(_ own: TextColumn, _ other: TextColumn) -> TextColumn {
            var column = TextColumn()
            for row in 0..<own.count {
                let source = rows.contains(row) ? other : own
                column.append(source.bytes[source.range(row)])
            }
            return column
        }
        (a.text, b.text) = (mixed(first.text, second.text), mixed(second.text, first.text))
        if hasKeys { (a.key, b.key) = (mixed(first.key, second.key), mixed(second.key, first.key)) }
    }

    /// The records of some rows, each with what follows it.
    func records(ofRows rows: Range<Int>) -> Range<Int> {
        let starts = heads + [count]
        return starts[rows.lowerBound]..<starts[rows.upperBound]
    }
}
