internal import CurateCore
internal import CurateReport
import Synchronization

/// A row and its number in its part.
struct NumberedRow: Sendable {
    var number: Int
    var row: FolderRow
}

/// Finds the rows of a page.
final class RowFinder: Sendable {
    struct Page: Sendable {
        var rows: [NumberedRow] = []
        /// Where the next page starts; nil: there is none.
        var next: Int?
        /// Rows that were looked at, from where to where; nil for a sorted page.
        var seen: Range<Int>?
        /// True when looking stopped before the page was full and before the end.
        var isCut = false
        /// Of a sorted list: how many rows it has, and how many fulfil the query.
        var sorted: (listed: Int, matching: Int)?
    }

    /// Rows that are looked at for one page: when only characters are searched, and when conditions are.
    private static let most = (cheap: 2_000_000, dear: 400_000)
    /// Rows of a sorted list.
    static let mostSorted = 1000

    private let folder: BrowsedFolder
    private let lists = Mutex<[(query: RowQuery, rows: [NumberedRow], matching: Int)]>([])
    private static let mostLists = 8

    init(folder: BrowsedFolder) { self.folder = folder }

    /// - Parameter start: the number of the row to begin with; in a sorted list the place.
    func page(_ query: RowQuery, from start: Int, size: Int) throws -> Page {
        let part = try folder.part(query.part)
        let rows = try folder.rows(of: part)
        if !query.sort.isEmpty { return try sorted(query, rows, from: start, size: size) }
        let filter = try RowQuery.Filter(query)
        var page = Page()
        let budget = query.isPlain ? size + 1 : filter.isCheap ? Self.most.cheap : Self.most.dear
        var last = start - 1
        let end = try rows.forEach(in: start..<start + budget, containing: filter.needle) { number, row in
            guard filter.admits(row) else { return true }
            if page.rows.count == size {
                page.next = number
                return false
            }
            page.rows.append(NumberedRow(number: number, row: row))
            last = number
            return true
        }
        page.seen = start..<(page.next == nil ? max(start, end) : last + 1)
        if page.next == nil, end == start + budget, part.rows.map({ end < $0 }) ?? true {
            (page.next, page.isCut) = (end, true)
        }
        return page
    }

    /// The rows of some numbers, in this order.
    func rows(_ numbers: [Int], of part: FolderPart) throws -> [NumberedRow] {
        let found = try folder.rows(of: part).rows(at: numbers)
        return numbers.compactMap { number in found[number].map { NumberedRow(number: number, row: $0) } }
    }

    private func sorted(_ query: RowQuery, _ rows: FolderRows, from start: Int, size: Int) throws -> Page {
        guard FolderRow.fields.contains(query.sort) else {
            throw Diagnostic(
                .error, "no row has a field '\(query.sort)'",
                hint: Spelling.hint(for: query.sort, among: FolderRow.fields))
        }
        let known = lists.withLock { $0.first { $0.query == query } }
        let list = try known ?? makeList(query, rows)
        var page = Page()
        page.rows = Array(list.rows.dropFirst(start).prefix(size))
        page.sorted = (list.rows.count, list.matching)
        if start + size < list.rows.count { page.next = start + size }
        return page
    }

    private func makeList(
        _ query: RowQuery, _ rows: FolderRows
    ) throws -> (query: RowQuery, rows: [NumberedRow], matching: Int) {
        let filter = try RowQuery.Filter(query)
        var best = BestRows(field: query.sort, isDescending: query.isDescending, count: Self.mostSorted)
        try rows.forEach(in: 0..<Int.max, containing: filter.needle) { number, row in
            if filter.admits(row) { best.add(NumberedRow(number: number, row: row)) }
            return true
        }
        let list = (query: query, rows: best.rows, matching: best.matching)
        lists.withLock { lists in
            lists.insert(list, at: 0)
            if lists.count > Self.mostLists { lists.removeLast() }
        }
        return list
    }
}

/// The first rows by a field, of however many.
private struct BestRows {
    let field: String
    let isDescending: Bool
    let count: Int
    private(set) var matching = 0
    private var kept: [NumberedRow] = []

    init(field: String, isDescending: Bool, count: Int) {
        (self.field, self.isDescending, self.count) = (field, isDescending, count)
    }

    var rows: [NumberedRow] { Array(kept.sorted(by: comesFirst).prefix(count)) }

    mutating func add(_ row: NumberedRow) {
        matching += 1
        kept.append(row)
        if kept.count == 4 * count { kept = rows }
    }

    /// Rows without the field come last either way.
    private func comesFirst(_ left: NumberedRow, _ right: NumberedRow) -> Bool {
        let (a, b) = (left.row[field], right.row[field])
        if a == b { return left.number < right.number }
        if a == .none || b == .none { return b == .none }
        return isDescending ? b.isOrdered(before: a) : a.isOrdered(before: b)
    }
}
