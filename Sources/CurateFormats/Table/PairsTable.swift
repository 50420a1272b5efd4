public import CurateCore

/// The view `pairs` as a table with the columns that ``PairsJSONLines`` writes.
///
/// `label` is a float32 whatever the labels are, so that all shards of all runs have one schema; `class` is the integer.
public struct PairsTable: TableMaking {
    public let columns = [
        ColumnSchema("id", .text), ColumnSchema("sentence1", .text), ColumnSchema("sentence2", .text),
        ColumnSchema("label", .number, isOptional: true, repeats: true), ColumnSchema("scale", .text, repeats: true),
        ColumnSchema("class", .integer, isOptional: true, repeats: true), ColumnSchema("corpus", .text, repeats: true),
        ColumnSchema("split", .text, repeats: true), ColumnSchema("copies", .integer, repeats: true),
    ]

    public init() {}

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let order = Array(rows)
        let sources = rows.map { roster.sources[Int(batch.sources[$0])] }
        return Table(
            count: rows.count,
            columns: [
                .texts(Self.ids(batch, rows)), .texts(batch.a.text.gather(order)), .texts(batch.b.text.gather(order)),
                .numbers(rows.map { Self.number(batch.labels[$0]) }),
                .texts(TextColumn(rows.lazy.map { batch.labels[$0].scale.name })),
                .integers(zip(rows, sources).map { Self.fiveClass(batch.labels[$0], $1) }),
                .texts(TextColumn(sources.lazy.map(\.corpus))), .texts(TextColumn(sources.lazy.map(\.split))),
                .integers(rows.map { Int64(batch.copies[$0]) }),
            ])
    }

    private static func ids(_ batch: Batch, _ rows: Range<Int>) -> TextColumn {
        var bytes = [UInt8](repeating: 0, count: 32 * rows.count)
        for (place, row) in rows.enumerated() { bytes.writeHexadecimal(batch.ids[row], at: 32 * place) }
        return TextColumn(bytes: bytes, ends: rows.indices.map { UInt32(32 * ($0 - rows.lowerBound + 1)) })
    }

    private static func number(_ label: Label) -> Float? {
        label.scale == .none || !label.value.isFinite ? nil : label.value
    }

    private static func fiveClass(_ label: Label, _ source: SourceInfo) -> Int64? {
        label.fiveClass(threshold: source.threshold).map(Int64.init)
    }
}
