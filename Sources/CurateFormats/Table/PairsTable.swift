public import CurateCore

/// The view `pairs` as a table with the columns that ``PairsJSONLines`` writes.
///
/// `label` is a float32 whatever the labels are, so that all shards of all runs have one schema; `class` is the integer.
///
/// With a teacher in the roster it has besides the columns that rows made or scored by a teacher have in JSON lines.
public struct PairsTable: TableMaking {
    public let columns: [ColumnSchema]
    private let hasOrigins: Bool

    private static let published = [
        ColumnSchema("id", .text), ColumnSchema("sentence1", .text), ColumnSchema("sentence2", .text),
        ColumnSchema("label", .number, isOptional: true, repeats: true), ColumnSchema("scale", .text, repeats: true),
        ColumnSchema("class", .integer, isOptional: true, repeats: true), ColumnSchema("corpus", .text, repeats: true),
        ColumnSchema("split", .text, repeats: true), ColumnSchema("copies", .integer, repeats: true),
    ]

    /// The name of each scale, in the order of their numbers.
    private static let scales = TextColumn(LabelScale.allCases.map(\.name))

    public init(_ roster: Roster) {
        hasOrigins = roster.hasOrigins || !roster.teachers.isEmpty
        columns = hasOrigins ? Self.published + OriginColumns.schemas : Self.published
    }

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let published = Self.published(batch, rows, roster)
        return Table(
            count: rows.count,
            columns: hasOrigins ? published + OriginColumns.values(batch, Array(rows), roster) : published)
    }

    private static func published(_ batch: Batch, _ rows: Range<Int>, _ roster: Roster) -> [ColumnValues] {
        let order = Array(rows)
        let places = rows.map { Int(batch.sources[$0]) }
        return [
            .texts(batch.idTexts(order)), .texts(batch.a.text.gather(order)), .texts(batch.b.text.gather(order)),
            .numbers(rows.map { number(batch.labels[$0]) }),
            .texts(scales.gather(rows.map { Int(batch.labels[$0].scale.rawValue) })),
            .integers(zip(rows, places).map { fiveClass(batch.labels[$0], roster.sources[$1]) }),
            .texts(TextColumn(roster.sources.lazy.map(\.corpus)).gather(places)),
            .texts(TextColumn(roster.sources.lazy.map(\.split)).gather(places)),
            .integers(rows.map { Int64(batch.copies[$0]) }),
        ]
    }

    private static func number(_ label: Label) -> Float? {
        label.scale == .none || !label.value.isFinite ? nil : label.value
    }

    private static func fiveClass(_ label: Label, _ source: SourceInfo) -> Int64? {
        label.fiveClass(threshold: source.threshold).map(Int64.init)
    }
}
