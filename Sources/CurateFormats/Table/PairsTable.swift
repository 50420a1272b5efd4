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

    private static let taught = [
        ColumnSchema("origin", .text, isOptional: true, repeats: true), ColumnSchema("parent", .text, isOptional: true),
        ColumnSchema("teacher", .text, isOptional: true, repeats: true),
        ColumnSchema("teacher_identity", .text, isOptional: true, repeats: true),
        ColumnSchema("cosine", .number, isOptional: true), ColumnSchema("seed", .text, isOptional: true),
        ColumnSchema("edit", .text, isOptional: true, repeats: true),
        ColumnSchema("overlap", .number, isOptional: true), ColumnSchema("score", .number, isOptional: true),
    ]

    public init(_ roster: Roster) {
        hasOrigins = roster.hasOrigins || !roster.teachers.isEmpty
        columns = hasOrigins ? Self.published + Self.taught : Self.published
    }

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let published = Self.published(batch, rows, roster)
        return Table(
            count: rows.count, columns: hasOrigins ? published + Self.taught(batch, rows, roster) : published)
    }

    private static func taught(_ batch: Batch, _ rows: Range<Int>, _ roster: Roster) -> [ColumnValues] {
        let origins = rows.map { row in
            batch.origin(row).kind == .published ? nil : batch.origin(row)
        }
        let teachers = origins.map { origin in
            origin.flatMap { Int($0.teacher) < roster.teachers.count ? roster.teachers[Int($0.teacher)] : nil }
        }
        return [
            .optionalTexts(origins.map { $0?.kind.name }), .optionalTexts(origins.map { $0?.parent.description }),
            .optionalTexts(teachers.map { $0?.name }), .optionalTexts(teachers.map { $0?.identity }),
            .numbers(origins.map { $0.flatMap { $0.hasTeacher ? $0.cosine : nil } }),
            .optionalTexts(origins.map { $0.flatMap { $0.hasTeacher ? "\($0.seed)" : nil } }),
            .optionalTexts(origins.map { $0?.edit?.rawValue }),
            .numbers(origins.map { $0.flatMap { $0.kind == .weak ? $0.cosine : nil } }),
            .numbers(rows.map { batch.score($0).isNaN ? nil : batch.score($0) }),
        ]
    }

    private static func published(_ batch: Batch, _ rows: Range<Int>, _ roster: Roster) -> [ColumnValues] {
        let order = Array(rows)
        let sources = rows.map { roster.sources[Int(batch.sources[$0])] }
        return [
            .texts(ids(batch, rows)), .texts(batch.a.text.gather(order)), .texts(batch.b.text.gather(order)),
            .numbers(rows.map { number(batch.labels[$0]) }),
            .texts(TextColumn(rows.lazy.map { batch.labels[$0].scale.name })),
            .integers(zip(rows, sources).map { fiveClass(batch.labels[$0], $1) }),
            .texts(TextColumn(sources.lazy.map(\.corpus))), .texts(TextColumn(sources.lazy.map(\.split))),
            .integers(rows.map { Int64(batch.copies[$0]) }),
        ]
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
