/// Decides what became of the rows of one id.
struct RowPairing {
    typealias Change = FolderDifference.Change

    /// A row, or two that are the same record, and what is different about them.
    struct Pair {
        var change: Change
        /// nil: the first folder has no such row.
        var before: ComparedRow?
        var after: ComparedRow?
        /// True for rows of the ledger.
        var isRejected = false
    }

    private(set) var pairs: [Pair] = []

    /// - Parameters:
    ///   - rows: all rows of the id in both folders, in order.
    ///   - comparesRejected: whether what is rejected in one folder only is told.
    init(_ rows: [ComparedRow], comparesRejected: Bool) {
        // Nearly all ids: a row in each folder, and nothing to tell.
        if rows.count == 2, !rows[0].isSecond, rows[1].isSecond, rows[0].isRejected == rows[1].isRejected,
            Self.isSame(rows[0], rows[1])
        {
            pairs = [Pair(change: .same, before: rows[0], after: rows[1], isRejected: rows[0].isRejected)]
            return
        }
        var (first, second) = (rows.filter { !$0.isSecond }, rows.filter(\.isSecond))
        take(&first, &second, .same) { $0.isRejected == $1.isRejected && Self.isSame($0, $1) }
        let kinds: [(Change, (ComparedRow, ComparedRow) -> Bool)] = [
            (.revalued, { $0.texts == $1.texts && $0.label == $1.label && $0.standing == $1.standing }),
            (.moved, { $0.texts == $1.texts && $0.label == $1.label }),
            (.relabelled, { $0.texts == $1.texts }),
            (.changed, { _, _ in true }),
        ]
        for (change, isSo) in kinds {
            take(&first, &second, change) { !$0.isRejected && !$1.isRejected && isSo($0, $1) }
        }
        // What was written in one folder is rejected in the other, or is not there.
        take(&first, &second, .lost) { !$0.isRejected && $1.isRejected }
        take(&first, &second, .gained) { $0.isRejected && !$1.isRejected }
        take(&first, &second, .rejectedOtherwise) { $0.isRejected && $1.isRejected && comparesRejected }
        for row in first { add(row, isSecond: false, comparesRejected) }
        for row in second { add(row, isSecond: true, comparesRejected) }
    }

    private static func isSame(_ left: ComparedRow, _ right: ComparedRow) -> Bool {
        guard left.standing == right.standing else { return false }
        // Why a row was rejected is what counts of it.
        if left.isRejected { return true }
        return left.texts == right.texts && left.label == right.label && left.values == right.values
    }

    private mutating func take(
        _ first: inout [ComparedRow], _ second: inout [ComparedRow], _ change: Change,
        _ isSo: (ComparedRow, ComparedRow) -> Bool
    ) {
        var rest: [ComparedRow] = []
        for row in first {
            guard let place = second.firstIndex(where: { isSo(row, $0) }) else {
                rest.append(row)
                continue
            }
            let other = second.remove(at: place)
            pairs.append(
                Pair(change: change, before: row, after: other, isRejected: row.isRejected && other.isRejected))
        }
        first = rest
    }

    private mutating func add(_ row: ComparedRow, isSecond: Bool, _ comparesRejected: Bool) {
        if row.isRejected && !comparesRejected { return }
        let change: Change = row.isRejected ? .rejectedInOne : isSecond ? .gained : .lost
        pairs.append(
            Pair(
                change: change, before: isSecond ? nil : row, after: isSecond ? row : nil, isRejected: row.isRejected))
    }
}
