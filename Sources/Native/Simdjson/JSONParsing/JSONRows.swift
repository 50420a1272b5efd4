import CSimdjson

/// The rows of a chunk: one per line that is not blank, with the requested fields of its object.
///
/// Make it once and hand it to every extraction: its memory is used again.
public struct JSONRows: Sendable {
    /// Number of rows, failed ones included.
    public private(set) var count = 0
    /// Number of lines in the chunk, blank ones included.
    public private(set) var lineCount = 0
    /// Number of requested fields.
    public internal(set) var fieldCount = 0
    /// The bytes of all cells: decoded strings; other values as they were written.
    public private(set) var arena: [UInt8] = []

    @usableFromInline var lines: [UInt32] = []
    @usableFromInline var starts: [UInt32] = []
    @usableFromInline var lengths: [UInt32] = []
    @usableFromInline var cellStarts: [UInt32] = []
    @usableFromInline var cellEnds: [UInt32] = []
    @usableFromInline var cellKinds: [UInt8] = []
    @usableFromInline var failures: [(row: Int, failure: JSONFailure)] = []

    /// No rows.
    public init() {}

    /// The row's line in the chunk, counting all lines from 0.
    @inlinable
    public func line(_ row: Int) -> Int { Int(lines[row]) }

    /// Where the row's line stands in the chunk, without its end (`\n` or `\r\n`).
    @inlinable
    public func byteRange(_ row: Int) -> Range<Int> {
        let start = Int(starts[row])
        return start..<start + Int(lengths[row])
    }

    /// What is wrong with the row; nil when nothing is. All fields of a failed row are `missing`.
    @inlinable
    public func failure(_ row: Int) -> JSONFailure? {
        failures.isEmpty ? nil : findFailure(row)
    }

    /// Number of failed rows.
    @inlinable
    public var failureCount: Int { failures.count }

    /// What the row's field holds; fields count from 0 in the order they were requested in.
    @inlinable
    public func kind(_ row: Int, _ field: Int) -> JSONKind {
        JSONKind(rawValue: cellKinds[row * fieldCount + field]) ?? .missing
    }

    /// Where the bytes of the row's field stand in `arena`; empty where it is missing.
    @inlinable
    public func range(_ row: Int, _ field: Int) -> Range<Int> {
        let cell = row * fieldCount + field
        return Int(cellStarts[cell])..<Int(cellEnds[cell])
    }

    /// Lends the bytes of the row's field to `body`; rethrows what it throws.
    @inlinable
    public func withBytes<Result, Failure: Error>(
        _ row: Int, _ field: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(arena.span.extracting(range(row, field)))
    }

    /// A copy of the bytes of the row's field.
    @inlinable
    public func bytes(_ row: Int, _ field: Int) -> [UInt8] { Array(arena[range(row, field)]) }

    /// The bytes of the row's field as text.
    @inlinable
    public func string(_ row: Int, _ field: Int) -> String {
        String(decoding: arena[range(row, field)], as: UTF8.self)
    }

    /// Failures are few and sorted by row.
    @usableFromInline
    func findFailure(_ row: Int) -> JSONFailure? {
        var low = 0
        var high = failures.count
        while low < high {
            let middle = (low + high) / 2
            if failures[middle].row < row { low = middle + 1 } else { high = middle }
        }
        return low < failures.count && failures[low].row == row ? failures[low].failure : nil
    }
}

extension JSONRows {
    /// Copies what the C half found, in whole columns.
    mutating func assign(_ rows: cjson_rows) {
        let cells = rows.rows * fieldCount
        count = rows.rows
        lineCount = rows.lines
        arena.assign(rows.arena, rows.arena_count)
        lines.assign(rows.row_lines, rows.rows)
        starts.assign(rows.row_starts, rows.rows)
        lengths.assign(rows.row_lengths, rows.rows)
        cellStarts.assign(rows.cell_starts, cells)
        cellEnds.assign(rows.cell_ends, cells)
        cellKinds.assign(rows.cell_kinds, cells)
        failures.removeAll(keepingCapacity: true)
        for failure in UnsafeBufferPointer(start: rows.failures, count: rows.failure_count) {
            failures.append((failure.row, JSONFailure(failure)))
        }
    }
}

extension Array where Element: BitwiseCopyable {
    mutating func assign(_ start: UnsafePointer<Element>?, _ count: Int) {
        removeAll(keepingCapacity: true)
        append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
}
