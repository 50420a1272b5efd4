internal import CurateCore
internal import CurateReport

/// Counts changes, and keeps a few of each kind at random.
struct ChangeTally {
    typealias Change = FolderDifference.Change

    private struct Key: Hashable {
        var source: UInt32
        var change: Change
        /// nil: absent.
        var before: UInt32?
        var after: UInt32?
    }

    private let names: NameTable
    private let options: FolderComparison.Options
    private var counts: [Key: Int] = [:]
    private var kept: [Change: [(key: UInt64, pair: RowPairing.Pair)]] = [:]
    private(set) var changes: [Change: Int] = [:]

    init(names: NameTable, options: FolderComparison.Options) {
        self.names = names
        self.options = options
    }

    mutating func add(_ pair: RowPairing.Pair) {
        // Rejected in both for the same reason: nothing to tell.
        if pair.change == .same && pair.isRejected { return }
        changes[pair.change, default: 0] += 1
        guard pair.change != .same, let row = pair.after ?? pair.before else { return }
        let key = Key(
            source: row.source, change: pair.change, before: pair.before?.standing, after: pair.after?.standing)
        counts[key, default: 0] += 1
        keep(pair, row.id)
    }

    private mutating func keep(_ pair: RowPairing.Pair, _ id: RecordID) {
        guard options.examples > 0 else { return }
        var random = KeyedRandom(seed: options.seed, purpose: .init("diff"), record: id)
        let key = random.next()
        var list = kept[pair.change] ?? []
        if list.count == options.examples, let last = list.last, last.key <= key { return }
        let place = list.firstIndex { $0.key > key } ?? list.count
        list.insert((key, pair), at: place)
        if list.count > options.examples { list.removeLast() }
        kept[pair.change] = list
    }

    private func name(_ number: UInt32?) -> String { number.map(names.name) ?? "absent" }

    /// In the order of source, change, before, after.
    var groups: [FolderDifference.Group] {
        let groups = counts.map { key, rows in
            FolderDifference.Group(
                source: names.name(key.source), change: key.change, before: name(key.before), after: name(key.after),
                rows: rows)
        }
        let order = Dictionary(uniqueKeysWithValues: Change.allCases.enumerated().map { ($1, $0) })
        return groups.sorted { left, right in
            (left.source, order[left.change] ?? 0, left.before, left.after)
                < (right.source, order[right.change] ?? 0, right.before, right.after)
        }
    }

    /// The kept changes with their rows.
    func examples(_ first: ComparedFolder, _ second: ComparedFolder) throws -> [FolderDifference.Example] {
        let pairs = Change.allCases.flatMap { change in (kept[change] ?? []).map(\.pair) }
        let before = try rows(pairs.compactMap(\.before), first)
        let after = try rows(pairs.compactMap(\.after), second)
        return pairs.map { pair in
            FolderDifference.Example(
                change: pair.change, id: (pair.before ?? pair.after)?.id.description ?? "",
                before: name(pair.before?.standing), after: name(pair.after?.standing),
                first: pair.before.flatMap { before[$0.place] }, second: pair.after.flatMap { after[$0.place] })
        }
    }

    private func rows(
        _ rows: [ComparedRow], _ folder: ComparedFolder
    ) throws -> [RowPlace: FolderDifference.Row] {
        let fetcher = RowFetcher(folder: folder.path, files: folder.files)
        var found: [RowPlace: FolderDifference.Row] = [:]
        for row in try fetcher.rows(at: rows.map(\.place)) {
            let content = RowContent(row.row)
            let isRejected = row.file.kind == .rejected
            found[row.place] = FolderDifference.Row(
                path: row.file.path, row: row.place.row + 1, texts: content.texts, label: content.label,
                facts: content.facts(["copies", "origin", "edit", "cosine", "score"])
                    + (isRejected ? content.facts(["stage", "rule"]) + content.values : []))
        }
        return found
    }
}
