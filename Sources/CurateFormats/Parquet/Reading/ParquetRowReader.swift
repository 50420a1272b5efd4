import CurateCore

/// Reads some columns of row groups, row after row; of each column one page is in memory.
struct ParquetRowReader {
    private let file: ParquetFile
    private let columns: [Int]
    private var groups: ArraySlice<ParquetFooter.Group>
    private var cursors: [ColumnCursor] = []
    private var rowsLeft = 0
    /// Number of the row that was read last, from 1.
    private(set) var row = 0
    /// Of the file, in row groups that were begun.
    private(set) var bytesRead: UInt64 = 0

    /// - Parameter names: of the columns.
    init(_ file: ParquetFile, columns names: [String], groups: [ParquetFooter.Group]) throws {
        self.file = file
        columns = try names.map(file.column)
        self.groups = groups[...]
    }

    /// Appends the next row's cells to `bytes` and tells where they are, nil for a missing value; nil at the end.
    mutating func next(into bytes: inout [UInt8]) throws -> [Range<Int>?]? {
        while rowsLeft == 0 {
            guard let group = groups.popFirst() else { return nil }
            cursors = columns.map { ColumnCursor(ColumnPages(file, group: group, column: $0)) }
            (rowsLeft, row) = (group.rows, group.firstRow)
            bytesRead += UInt64(group.bytes)
        }
        var cells: [Range<Int>?] = []
        cells.reserveCapacity(cursors.count)
        for place in cursors.indices { cells.append(try cursors[place].next(into: &bytes)) }
        rowsLeft -= 1
        row += 1
        return cells
    }
}

/// Goes through the rows of a column in a row group.
private struct ColumnCursor {
    private var pages: ColumnPages
    private var page: ColumnPage?
    private var row = 0
    private var value = 0

    init(_ pages: ColumnPages) { self.pages = pages }

    mutating func next(into bytes: inout [UInt8]) throws -> Range<Int>? {
        if page.map({ row == $0.rows }) ?? true {
            page = try pages.next()
            (row, value) = (0, 0)
        }
        guard let page else { throw ParquetFailure.damaged("a column has fewer rows than its row group") }
        defer { row += 1 }
        if let levels = page.levels, levels[row] == 0 { return nil }
        let place = page.picks.map { Int($0[value]) } ?? value
        value += 1
        let start = bytes.count
        bytes += page.values.bytes[page.values.range(place)]
        return start..<bytes.count
    }
}
