public import CurateCore
import JSONParsing

/// The view `contrastive` as JSON lines: id, anchor, positive, negatives, negative_kinds, negative_scores,
/// negative_ids, corpus, split and, for a positive that a teacher made or scored, what `pairs` tells of it.
///
/// The lists are as long as each other; a negative that no teacher scored has null as its score.
public struct ContrastiveJSONLines: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let sources = roster.sources.map(OriginMembers.source)
        let extra = batch.origins.isEmpty && batch.scores.isEmpty ? nil : OriginMembers(roster)
        for row in rows where ContrastiveRows.isHead(batch, row) {
            output += Array("{\"id\":\"\(batch.ids[row])\",\"anchor\":".utf8)
            batch.a.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output += Array(",\"positive\":".utf8)
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            appendNegatives(batch, ContrastiveRows.negatives(batch, of: row), to: &output)
            output += sources[Int(batch.sources[row])]
            extra?.append(batch, row, to: &output)
            output += Array("}\n".utf8)
        }
        return 0
    }

    private func appendNegatives(_ batch: Batch, _ rows: Range<Int>, to output: inout [UInt8]) {
        list("negatives", rows, to: &output) { row, output in
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &output) }
        }
        list("negative_kinds", rows, to: &output) { row, output in
            output += Array("\"\(ContrastiveRows.kind(batch, row))\"".utf8)
        }
        list("negative_scores", rows, to: &output) { row, output in
            let score = batch.score(row)
            if score.isNaN { output += Array("null".utf8) } else { JSONWriting.appendFloat(score, to: &output) }
        }
        list("negative_ids", rows, to: &output) { row, output in output += Array("\"\(batch.ids[row])\"".utf8) }
    }

    private func list(
        _ name: String, _ rows: Range<Int>, to output: inout [UInt8], _ element: (Int, inout [UInt8]) -> Void
    ) {
        output += Array(",\"\(name)\":[".utf8)
        for row in rows {
            if row > rows.lowerBound { output += Array(",".utf8) }
            element(row, &output)
        }
        output += Array("]".utf8)
    }
}
