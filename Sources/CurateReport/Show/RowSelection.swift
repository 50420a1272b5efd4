internal import CurateCore

/// Which of the rows to show, and in which order.
public struct RowSelection: Sendable {
    public var condition: RowCondition?
    /// Rows at most; nil: all.
    public var limit: Int?
    /// Take them at random, by this seed, instead of the first ones.
    public var seed: UInt64?
    /// A field to sort by: what is selected, not all rows.
    public var sortField: String?
    public var isDescending: Bool

    public init(
        condition: RowCondition? = nil, limit: Int? = 20, seed: UInt64? = nil, sortField: String? = nil,
        isDescending: Bool = false
    ) {
        self.condition = condition
        self.limit = limit
        self.seed = seed
        self.sortField = sortField
        self.isDescending = isDescending
    }

    /// The rows, and how many fulfil the condition; nil when reading stopped before the end.
    ///
    /// - Throws: what ``FolderRows/forEach(_:)`` throws.
    public func rows(of source: FolderRows, part: FolderRows.Part) throws -> (rows: [FolderRow], matching: Int?) {
        if let drawn = try drawn(source, part) { return drawn }
        var kept = KeptRows<FolderRow>(self)
        var wasStopped = false
        try source.forEach { row in
            guard part.admits(row), condition?.holds(for: row) ?? true else { return true }
            wasStopped = !kept.take(row)
            return !wasStopped
        }
        return (sorted(kept.rows), wasStopped ? nil : kept.matching)
    }

    /// Rows at random where no condition decides: drawn by their numbers, so that only their files are read.
    private func drawn(
        _ source: FolderRows, _ part: FolderRows.Part
    ) throws -> (rows: [FolderRow], matching: Int?)? {
        guard seed != nil, limit != nil, condition == nil, part.admitsAll, let count = source.count else { return nil }
        var kept = KeptRows<Int>(self)
        for number in 0..<count { _ = kept.take(number) }
        let found = try source.rows(at: kept.rows)
        return (sorted(kept.rows.compactMap { found[$0] }), count)
    }

    private func sorted(_ rows: [FolderRow]) -> [FolderRow] {
        guard let sortField else { return rows }
        let ordered = rows.enumerated().sorted { left, right in
            let (first, second) = isDescending ? (right, left) : (left, right)
            let (a, b) = (first.element[sortField], second.element[sortField])
            return a == b ? left.offset < right.offset : a.isOrdered(before: b)
        }
        return ordered.map(\.element)
    }
}

/// The rows kept so far: the first ones, or those with the least random numbers.
private struct KeptRows<Row> {
    private let limit: Int
    private let seed: UInt64?
    private let needsAll: Bool
    private var kept: [(key: UInt64, order: Int, row: Row)] = []
    private(set) var matching = 0

    init(_ selection: RowSelection) {
        limit = selection.limit ?? .max
        seed = selection.seed
        needsAll = selection.seed != nil
    }

    /// In the order of the files.
    var rows: [Row] { kept.sorted { $0.order < $1.order }.map(\.row) }

    /// - Returns: false when the row is one too many, and no later one is wanted.
    mutating func take(_ row: Row) -> Bool {
        if !needsAll && kept.count >= limit { return false }
        matching += 1
        guard let seed else {
            kept.append((0, matching, row))
            return true
        }
        var random = KeyedRandom(seed: seed, purpose: .init("show"), number: UInt64(matching))
        let key = random.next()
        if kept.count < limit {
            kept.append((key, matching, row))
            siftUp(kept.count - 1)
        } else if limit > 0, key < kept[0].key {
            kept[0] = (key, matching, row)
            siftDown()
        }
        return true
    }

    /// The greatest number is first, as in a heap, so that a smaller one replaces it in few steps.
    private mutating func siftUp(_ start: Int) {
        var place = start
        while place > 0, kept[place].key > kept[(place - 1) / 2].key {
            kept.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func siftDown() {
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < kept.count }
            guard let greatest = children.max(by: { kept[$0].key < kept[$1].key }) else { return }
            guard kept[greatest].key > kept[place].key else { return }
            kept.swapAt(place, greatest)
            place = greatest
        }
    }
}

extension FolderRows.Part {
    /// True where every row of the files is one of the part.
    fileprivate var admitsAll: Bool {
        if case .rejected(rule: .some) = self { return false }
        return true
    }

    fileprivate func admits(_ row: FolderRow) -> Bool {
        guard case .rejected(let rule?) = self else { return true }
        return row["rule"] == .text(rule) || row["stage"] == .text(rule)
    }
}

extension FolderRow.Value {
    /// Numbers before texts; missing values last.
    public func isOrdered(before other: FolderRow.Value) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left < right
        case (.number, _), (.text, .none): true
        default: false
        }
    }
}
