public import CurateCore
import JSONParsing

/// The view `seq2seq` as JSON lines: id, source, target, corpus, split, and for what a teacher made its origin.
public struct Seq2SeqJSONLines: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let sources = roster.sources.map(OriginMembers.source)
        let extra = batch.origins.isEmpty && batch.scores.isEmpty ? nil : OriginMembers(roster)
        for row in rows where Seq2SeqRows.includes(batch, row, roster) {
            output += Array("{\"id\":\"\(batch.ids[row])\",\"source\":".utf8)
            batch.a.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output += Array(",\"target\":".utf8)
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output += sources[Int(batch.sources[row])]
            extra?.append(batch, row, to: &output)
            output += Array("}\n".utf8)
        }
        return 0
    }
}
