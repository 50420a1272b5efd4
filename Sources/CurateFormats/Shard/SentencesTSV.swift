import ByteScanning
public import CurateCore

/// The view `sentences` as plain text: a sentence a line, nothing else, as unsupervised trainers read it.
///
/// A tab or line end within a text becomes a space.
public struct SentencesTSV: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        var replaced = 0
        for row in rows {
            replaced += batch.a.text.withText(row) { output.appendField($0) }
            output.append(Byte.newline)
        }
        return replaced
    }
}
