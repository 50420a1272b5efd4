internal import BinaryColumns

/// UTF-8 texts of many records in one buffer: row `i` is `bytes[ends[i - 1]..<ends[i]]`, with `ends[-1]` taken as 0.
public struct TextColumn: Sendable, Equatable {
    public var bytes: [UInt8]
    public var ends: [UInt32]

    public init() {
        bytes = []
        ends = []
    }

    @inlinable
    public init(bytes: [UInt8], ends: [UInt32]) {
        self.bytes = bytes
        self.ends = ends
    }

    public init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { append(text) }
    }

    @inlinable public var count: Int { ends.count }
    @inlinable public var isEmpty: Bool { ends.isEmpty }

    /// Where the row's bytes lie in ``bytes``.
    @inlinable
    public func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }

    /// The row's length in bytes.
    @inlinable
    public func length(_ row: Int) -> Int { range(row).count }

    /// Calls `body` with the row's bytes, without copying them.
    @inlinable
    public func withText<Result>(_ row: Int, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try body(bytes.span.extracting(range(row)))
    }

    /// The row as a string; for messages, reports and rare paths.
    public func string(_ row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

    public mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        endRow()
    }

    @inlinable
    public mutating func append(_ text: ArraySlice<UInt8>) {
        bytes.append(contentsOf: text)
        endRow()
    }

    @inlinable
    public mutating func append(_ row: Int, of other: TextColumn) {
        bytes.append(contentsOf: other.bytes[other.range(row)])
        endRow()
    }

    public mutating func append(contentsOf other: TextColumn) {
        let base = UInt32(bytes.count)
        bytes.append(contentsOf: other.bytes)
        ends.reserveCapacity(ends.count + other.count)
        for end in other.ends { ends.append(base + end) }
    }

    /// Ends the row whose bytes were appended to ``bytes``.
    @inlinable
    public mutating func endRow() { ends.append(UInt32(bytes.count)) }

    @inlinable
    public mutating func reserve(rows: Int, bytes count: Int) {
        ends.reserveCapacity(rows)
        bytes.reserveCapacity(count)
    }

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// The texts at `rows`, in that order.
    public func gather(_ rows: [Int]) -> TextColumn { gather(rows.span) }

    /// The texts at `rows`, in that order.
    public func gather(_ rows: Span<Int>) -> TextColumn {
        let (bytes, ends) = BinaryColumns.gather(rows, bytes: bytes, ends: ends)
        return TextColumn(bytes: bytes, ends: ends)
    }

    /// Bytes held, capacity aside; what memory and disk estimates count.
    @inlinable public var footprint: Int { bytes.count + 4 * ends.count }
}
