import ByteScanning
public import CurateCore

/// The view `seq2seq` as a table without a header: source and target, separated by a tab.
///
/// A tab or line end within a text becomes a space.
public struct Seq2SeqTSV: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        var replaced = 0
        for row in rows where Seq2SeqRows.includes(batch, row, roster) {
            replaced += batch.a.text.withText(row) { output.appendField($0) }
            output.append(Byte.tab)
            replaced += batch.b.text.withText(row) { output.appendField($0) }
            output.append(Byte.newline)
        }
        return replaced
    }
}
