public import CurateCore

/// Writes records of a view in a format, many at once.
public protocol RowEncoder: Sendable {
    /// What a file begins with.
    var header: [UInt8] { get }

    /// Appends the records at `rows` of a batch, without those that the view leaves out.
    ///
    /// - Returns: characters that the format cannot hold and that were replaced.
    @discardableResult
    func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int
}

extension RowEncoder {
    public var header: [UInt8] { [] }
}
