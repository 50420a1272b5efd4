public import CurateCore

/// Writes records as rows of a shard.
public protocol RowEncoder: Sendable {
    /// What a shard begins with.
    var header: [UInt8] { get }
    /// Appends the rows, each ended by a line feed.
    func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into bytes: inout [UInt8])
}
