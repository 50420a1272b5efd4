public import CurateCore

/// Makes the bytes of one shard, batch after batch; each shard has an encoder of its own.
public protocol ShardEncoder {
    /// Appends records, and to `output` whatever bytes are ready.
    mutating func append(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) throws

    /// Appends the rest of the shard; nothing can follow.
    mutating func finish(into output: inout [UInt8]) throws
}

/// A shard of rows that need nothing of each other.
struct RowShard: ShardEncoder {
    private let rows: any RowEncoder
    private var isOpen = false

    init(_ rows: any RowEncoder) { self.rows = rows }

    mutating func append(_ batch: Batch, rows range: Range<Int>, roster: Roster, into output: inout [UInt8]) {
        open(&output)
        rows.encode(batch, rows: range, roster: roster, into: &output)
    }

    mutating func finish(into output: inout [UInt8]) { open(&output) }

    private mutating func open(_ output: inout [UInt8]) {
        if !isOpen { output += rows.header }
        isOpen = true
    }
}
