/// The rows that a Parquet file's footer tells.
struct ParquetRows: RowCounter {
    /// The end of the file so far; a footer is far shorter.
    private var tail: [UInt8] = []
    private static let longestFooter = 4 << 20

    mutating func take(_ piece: [UInt8]) {
        tail += piece
        if tail.count > 2 * Self.longestFooter { tail.removeFirst(tail.count - Self.longestFooter) }
    }

    var rows: Int? {
        guard tail.count >= 12, Array(tail.suffix(4)) == ParquetCode.magic else { return nil }
        let length = tail.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= tail.count - 8 else { return nil }
        var reader = ThriftReader(bytes: Array(tail[(tail.count - 8 - length)...].dropLast(8)))
        return reader.long(ofField: 3)
    }
}
