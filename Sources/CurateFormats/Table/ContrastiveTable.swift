public import CurateCore

/// The view `contrastive` as a table: id, anchor, positive, negative_1 and so on, then their kinds, scores and ids.
///
/// Anchor, positive and negatives stand side by side, in the order in which sentence-transformers takes columns. Where
/// rows may have fewer negatives than the most, the columns of those they lack are missing values.
///
/// With a teacher in the roster it has besides the columns that positives made or scored by a teacher have in JSON lines.
public struct ContrastiveTable: TableMaking {
    public let columns: [ColumnSchema]
    private let count: NegativeCount
    private let hasOrigins: Bool

    public init(_ count: NegativeCount, _ roster: Roster) {
        self.count = count
        hasOrigins = roster.hasOrigins || !roster.teachers.isEmpty
        let numbers = 1...max(1, count.number)
        let places = count.number == 0 ? [] : Array(numbers)
        columns =
            [ColumnSchema("id", .text), ColumnSchema("anchor", .text), ColumnSchema("positive", .text)]
            + places.map { ColumnSchema("negative_\($0)", .text, isOptional: !count.isExact) }
            + places.map { ColumnSchema("kind_\($0)", .text, isOptional: !count.isExact, repeats: true) }
            + places.map { ColumnSchema("score_\($0)", .number, isOptional: true) }
            + places.map { ColumnSchema("id_\($0)", .text, isOptional: !count.isExact) }
            + [ColumnSchema("corpus", .text, repeats: true), ColumnSchema("split", .text, repeats: true)]
            + (hasOrigins ? OriginColumns.schemas : [])
    }

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let heads = rows.filter { ContrastiveRows.isHead(batch, $0) }
        let negatives = heads.map { ContrastiveRows.negatives(batch, of: $0) }
        let sources = heads.map { roster.sources[Int(batch.sources[$0])] }
        let places = Array(0..<count.number)
        func row(_ place: Int) -> [Int?] {
            negatives.map { $0.count > place ? $0.lowerBound + place : nil }
        }
        let columns: [ColumnValues] =
            [
                .texts(TextColumn(heads.map { batch.ids[$0].description })),
                .texts(batch.a.text.gather(heads)), .texts(batch.b.text.gather(heads)),
            ] + places.map { texts(row($0)) { batch.b.text.string($0) } }
            + places.map { texts(row($0)) { ContrastiveRows.kind(batch, $0) } }
            + places.map { place in
                .numbers(row(place).map { $0.flatMap { batch.score($0).isNaN ? nil : batch.score($0) } })
            } + places.map { texts(row($0)) { batch.ids[$0].description } }
            + [.texts(TextColumn(sources.lazy.map(\.corpus))), .texts(TextColumn(sources.lazy.map(\.split)))]
            + (hasOrigins ? OriginColumns.values(batch, heads, roster) : [])
        return Table(count: heads.count, columns: columns)
    }

    private func texts(_ rows: [Int?], _ text: (Int) -> String) -> ColumnValues {
        count.isExact ? .texts(TextColumn(rows.map { $0.map(text) ?? "" })) : .optionalTexts(rows.map { $0.map(text) })
    }
}
