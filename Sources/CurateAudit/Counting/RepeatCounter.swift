internal import CurateCore

/// Counts duplicates and conflicts of a split, and keeps the first of them.
struct RepeatCounter {
    private let content: SplitContent
    private let most: Int
    private(set) var duplicates: DuplicateReport
    private(set) var conflicts = ConflictReport(pairs: 0, records: 0, opposite: 0)
    private(set) var duplicateGroups: [[UInt32]] = []
    private(set) var conflictGroups: [[UInt32]] = []

    init(_ content: SplitContent, _ pairs: PairIndex, examples: Int) {
        self.content = content
        most = examples
        duplicates = DuplicateReport(extra: 0, pairs: 0, sameText: 0, sameLabel: 0, ordered: content.isOrdered)
        var groups: [[UInt32]] = []
        pairs.forEachRepeated { groups += oriented($0) }
        for group in groups.sorted(by: { $0[0] < $1[0] }) { add(group) }
    }

    /// On the NLI scale (a, b) and (b, a) are told apart.
    private func oriented(_ rows: ArraySlice<UInt32>) -> [[UInt32]] {
        guard content.isOrdered else { return [Array(rows)] }
        let records = content.records
        let forward = rows.filter { records.a[Int($0)] <= records.b[Int($0)] }
        let backward = rows.filter { records.a[Int($0)] > records.b[Int($0)] }
        return [forward, backward].filter { $0.count > 1 }
    }

    private mutating func add(_ group: [UInt32]) {
        let labels = group.map { content.records.labels[Int($0)] }
        duplicates.pairs += 1
        duplicates.extra += group.count - 1
        duplicates.sameText += group.count - Set(group.map { content.records.raw[Int($0)] }).count
        duplicates.sameLabel += group.count - Set(labels).count
        if duplicateGroups.count < most { duplicateGroups.append(group) }
        let distinct = Set(labels.filter { $0.scale != .none })
        if distinct.count > 1 { addConflict(group, Array(distinct)) }
    }

    private mutating func addConflict(_ group: [UInt32], _ labels: [Label]) {
        conflicts.pairs += 1
        conflicts.records += group.count
        if content.sense.areOpposite(labels) { conflicts.opposite += 1 }
        if conflictGroups.count < most { conflictGroups.append(group) }
    }
}
