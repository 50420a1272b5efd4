import CurateCore

/// The columns of a table that tell where a row comes from and what a teacher thinks of it, as ``OriginMembers`` does in
/// JSON lines.
enum OriginColumns {
    static let schemas = [
        ColumnSchema("origin", .text, isOptional: true, repeats: true), ColumnSchema("parent", .text, isOptional: true),
        ColumnSchema("teacher", .text, isOptional: true, repeats: true),
        ColumnSchema("teacher_identity", .text, isOptional: true, repeats: true),
        ColumnSchema("cosine", .number, isOptional: true), ColumnSchema("seed", .text, isOptional: true),
        ColumnSchema("edit", .text, isOptional: true, repeats: true),
        ColumnSchema("overlap", .number, isOptional: true), ColumnSchema("score", .number, isOptional: true),
    ]

    static func values(_ batch: Batch, _ rows: [Int], _ roster: Roster) -> [ColumnValues] {
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
}

extension Batch {
    /// The ids of some records, as they are written.
    func idTexts(_ rows: [Int]) -> TextColumn {
        var bytes = [UInt8](repeating: 0, count: 32 * rows.count)
        for (place, row) in rows.enumerated() { bytes.writeHexadecimal(ids[row], at: 32 * place) }
        return TextColumn(bytes: bytes, ends: rows.indices.map { UInt32(32 * ($0 + 1)) })
    }
}
