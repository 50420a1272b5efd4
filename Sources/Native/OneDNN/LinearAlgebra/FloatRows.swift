/// A growing table of float32 rows, owned by one thread at a time: what a transformer's layers work on.
///
/// Memory is aligned for vector instructions and kept when fewer rows are in use.
public final class FloatRows {
    public let columns: Int
    /// Rows that there is room for.
    public private(set) var capacity: Int
    var start: UnsafeMutablePointer<Float>

    /// Zeros.
    public init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns > 0, "a table has columns")
        self.columns = columns
        capacity = rows
        start = Self.allocate(rows * columns)
    }

    deinit { start.deallocate() }

    /// Makes room for `rows`, keeping what is there.
    public func reserve(rows: Int) {
        guard rows > capacity else { return }
        let wanted = max(rows, capacity + capacity / 2)
        let larger = Self.allocate(wanted * columns)
        larger.update(from: start, count: capacity * columns)
        start.deallocate()
        start = larger
        capacity = wanted
    }

    /// A copy of some rows, one after the other.
    public func copy(rows: Range<Int>) -> [Float] {
        check(rows)
        return Array(UnsafeBufferPointer(start: start + rows.lowerBound * columns, count: rows.count * columns))
    }

    public subscript(row: Int, column: Int) -> Float {
        check(row..<row + 1)
        precondition(column >= 0 && column < columns, "a column of the table")
        return start[row * columns + column]
    }

    /// Writes whole rows from `row` on.
    public func write(_ values: [Float], at row: Int) {
        precondition(values.count % columns == 0, "whole rows")
        reserve(rows: row + values.count / columns)
        (start + row * columns).update(from: values, count: values.count)
    }

    func check(_ rows: Range<Int>) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= capacity, "rows of the table")
    }

    func row(_ row: Int) -> UnsafeMutablePointer<Float> {
        check(row..<row + 1)
        return start + row * columns
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(64, count * MemoryLayout<Float>.stride), alignment: 64)
        let floats = bytes.bindMemory(to: Float.self, capacity: max(1, count))
        floats.initialize(repeating: 0, count: count)
        return floats
    }
}

/// Rows that never change, shared by threads: embeddings, norms, rotary tables.
public final class FloatTable: Sendable {
    public let rows: Int
    public let columns: Int
    nonisolated(unsafe) let start: UnsafePointer<Float>

    /// - Parameter values: row by row.
    public init(_ values: [Float], columns: Int) {
        precondition(columns > 0 && values.count % columns == 0, "whole rows")
        rows = values.count / columns
        self.columns = columns
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, values.count))
        memory.initialize(from: values, count: values.count)
        start = UnsafePointer(memory)
    }

    deinit { start.deallocate() }
}
