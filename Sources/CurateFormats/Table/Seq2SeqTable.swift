public import CurateCore

/// The view `seq2seq` as a table with the columns that ``Seq2SeqJSONLines`` writes: id, source, target, corpus, split.
///
/// With a teacher in the roster it has besides the columns that rows made or scored by a teacher have in JSON lines.
public struct Seq2SeqTable: TableMaking {
    public let columns: [ColumnSchema]
    private let hasOrigins: Bool

    public init(_ roster: Roster) {
        hasOrigins = roster.hasOrigins || !roster.teachers.isEmpty
        let published = [
            ColumnSchema("id", .text), ColumnSchema("source", .text), ColumnSchema("target", .text),
            ColumnSchema("corpus", .text, repeats: true), ColumnSchema("split", .text, repeats: true),
        ]
        columns = hasOrigins ? published + OriginColumns.schemas : published
    }

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let order = rows.filter { Seq2SeqRows.includes(batch, $0, roster) }
        let sources = order.map { roster.sources[Int(batch.sources[$0])] }
        let published: [ColumnValues] = [
            .texts(batch.idTexts(order)), .texts(batch.a.text.gather(order)), .texts(batch.b.text.gather(order)),
            .texts(TextColumn(sources.lazy.map(\.corpus))), .texts(TextColumn(sources.lazy.map(\.split))),
        ]
        return Table(
            count: order.count,
            columns: hasOrigins ? published + OriginColumns.values(batch, order, roster) : published)
    }
}
