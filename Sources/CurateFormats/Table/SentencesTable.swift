public import CurateCore

/// The view `sentences` as a table: id, text, key, count, corpora, counts, origin.
///
/// A record is a sentence, its second text a ``SentenceTally``.
public struct SentencesTable: TableMaking {
    public let columns = [
        ColumnSchema("id", .text), ColumnSchema("text", .text), ColumnSchema("key", .text),
        ColumnSchema("count", .integer, repeats: true), ColumnSchema("corpora", .text, repeats: true, isList: true),
        ColumnSchema("counts", .integer, repeats: true, isList: true), ColumnSchema("origin", .text, repeats: true),
    ]

    public init() {}

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let order = Array(rows)
        let tallies = rows.map { batch.b.text.withText($0) { SentenceTally($0) } }
        let corpora = tallies.map { $0.corpora(roster) }
        var (ends, end): ([Int], Int) = ([], 0)
        for list in corpora {
            end += list.count
            ends.append(end)
        }
        let keys = batch.hasKeys ? batch.a.key : batch.a.text
        return Table(
            count: rows.count,
            columns: [
                .texts(batch.idTexts(order)), .texts(batch.a.text.gather(order)),
                .texts(keys.gather(order)), .integers(tallies.map { Int64($0.records) }),
                .lists(of: .texts(TextColumn(corpora.lazy.joined().map(\.name))), ends: ends),
                .lists(of: .integers(corpora.joined().map { Int64($0.records) }), ends: ends),
                .texts(TextColumn(rows.lazy.map { batch.origin($0).kind.name })),
            ])
    }
}
