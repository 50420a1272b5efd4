public import CurateCore

/// Reads shards of a view back into records, so that they can be written in another format or layout.
///
/// What a shard does not hold is lost: keys, places in the input, the file a record came from.
public final class ShardReader {
    /// Sources and teachers of the records read so far. Those of one corpus and split with a graded score are told
    /// apart by their class, because the threshold that made it is not in a shard.
    public private(set) var roster: Roster
    private let view: ShardView
    private var source: (any ShardCellSource)?
    private var path = ""
    private var sources: [SourceKey: UInt16] = [:]
    /// The latest row's source: rows of one corpus often follow each other.
    private var latest: (fields: [ArraySlice<UInt8>], source: UInt16)?

    /// The views that can be read back.
    public static let views = ShardView.allCases.map(\.rawValue)

    /// - Parameters:
    ///   - teachers: of the folder, in its order.
    ///   - hasOrigins: whether records of the folder were made by a stage.
    public init?(view: String, teachers: [TeacherInfo], hasOrigins: Bool = false) {
        guard let view = ShardView(rawValue: view) else { return nil }
        self.view = view
        roster = Roster(teachers: teachers, hasOrigins: hasOrigins)
    }

    private static let endings = [
        ".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet", ".tfrecord", ".tfrecord.gz", ".tsv", ".tsv.gz", ".tsv.zst",
    ]

    private static func ending(_ path: String) -> Substring {
        (path.split(separator: "/").last ?? "").drop { $0 != "." }
    }

    /// Whether a file of that name is of a format from which the view can be read back.
    public static func reads(_ path: String, view: String) -> Bool {
        guard let view = ShardView(rawValue: view), endings.contains(String(ending(path))) else { return false }
        return ShardView.lack(view, ending: ending(path)) == nil
    }

    /// Whether shards of that name hold no more of a record than its texts and label.
    public static func isPlain(_ path: String) -> Bool { ending(path).hasPrefix(".tsv") }

    /// Goes on with another shard.
    public func open(_ path: String) throws {
        self.path = path
        source = try cells(path)
    }

    private func cells(_ path: String) throws -> any ShardCellSource {
        let ending = Self.ending(path)
        if ending.hasPrefix(".parquet") { return try ParquetCells(path: path, fields: view.fields) }
        if ending.hasPrefix(".tfrecord") { return try TFRecordCells(path: path, fields: view.fields) }
        if ending.hasPrefix(".tsv") { return try TSVCells(path: path, view: view) }
        return try JSONLinesCells(path: path, fields: view.fields)
    }

    /// Some more records of the shard; nil at its end.
    ///
    /// - Throws: ``ShardFault``, ``CorpusFileFailure``, `SystemFailure`.
    public func next() throws -> Batch? {
        guard let cells = try source?.next() else { return nil }
        var batch = Batch()
        for row in cells.rows {
            do {
                try append(ShardRow(bytes: cells.bytes, fields: row.fields), to: &batch)
            } catch let fault as ShardRow.Fault {
                throw ShardFault(path: path, row: row.number, fault.reason)
            }
        }
        return batch
    }

    private typealias Field = ShardView.Field

    private func append(_ row: ShardRow, to batch: inout Batch) throws {
        if view == .sentences { return try appendSentence(row, to: &batch) }
        let label = try view.label(row)
        let second = row.slice(Field.second)
        let isSingle = view == .pairs && label.scale == .none && second.isEmpty && row.text(Field.origin) == nil
        let source = try source(row, label)
        batch.append(
            id: try row.id(Field.id), ordinal: Ordinal(packed: 0), source: source, split: .train, label: label,
            a: row.slice(Field.first), b: second, flags: isSingle ? .single : [])
        let place = batch.count - 1
        if let copies = try row.number(Field.copies, UInt32.init) { batch.copies[place] = copies }
        if let origin = try origin(row) { batch.setOrigin(origin, of: place) }
        if let score = try row.number(Field.score, Float.init) { batch.setScore(score, of: place) }
        if view == .contrastive { try appendNegatives(row, source, to: &batch) }
    }

    private func appendNegatives(_ row: ShardRow, _ source: UInt16, to batch: inout Batch) throws {
        for negative in try ShardView.negatives(row) {
            batch.append(
                id: negative.id, ordinal: Ordinal(packed: 0), source: source, split: .train, label: Label(.binary, 0),
                a: row.slice(Field.first), b: Array(negative.text.utf8)[...], flags: .follows)
            if negative.kind != "labelled" {
                let none = RecordID(high: 0, low: 0)
                batch.setOrigin(
                    Origin(
                        try kind(negative.kind), teacher: Origin.noTeacher, cosine: 0, parent: none, seed: 0),
                    of: batch.count - 1)
            }
            if !negative.score.isNaN { batch.setScore(negative.score, of: batch.count - 1) }
        }
    }

    private func appendSentence(_ row: ShardRow, to batch: inout Batch) throws {
        let corpora = try row.texts(Field.own)
        let counts = try row.numbers(Field.own + 1, UInt32.init)
        guard !corpora.isEmpty, corpora.count == counts.count else {
            throw ShardRow.Fault(reason: "'corpora' and 'counts' are not as long as each other")
        }
        var tally: [SentenceTally.Part] = []
        for (corpus, count) in zip(corpora, counts) {
            tally.append(.init(source: try source(corpus, "", .unlabelled, nil), records: count ?? 0))
        }
        batch.append(
            id: try row.id(Field.id), ordinal: Ordinal(packed: 0), source: tally[0].source, split: .train,
            label: .unlabelled, a: row.slice(Field.first), b: SentenceTally(tally).bytes[...], flags: .single)
        batch.a.key.append(row.slice(Field.second))
        batch.b.key.append([])
        let kind = try kind(row.text(Field.origin) ?? "")
        if kind != .published {
            let none = RecordID(high: 0, low: 0)
            batch.setOrigin(
                Origin(kind, teacher: Origin.noTeacher, cosine: 0, parent: none, seed: 0), of: batch.count - 1)
        }
    }

    private func kind(_ name: String) throws -> OriginKind {
        guard let kind = OriginKind.allCases.first(where: { $0.name == name }) else {
            throw ShardRow.Fault(reason: "'\(name)' is no origin that this program knows")
        }
        return kind
    }

    private struct SourceKey: Hashable {
        var corpus: String
        var split: String
        var fiveClass: String?
    }

    private func source(_ row: ShardRow, _ label: Label) throws -> UInt16 {
        // A label's scale is part of what tells sources apart only with the class.
        guard label.scale != .ordinal else { return try found(row, label, row.text(Field.fiveClass)) }
        let fields = [row.slice(Field.corpus), row.slice(Field.split)]
        if let latest, latest.fields == fields { return latest.source }
        let source = try found(row, label, nil)
        latest = (fields, source)
        return source
    }

    private func found(_ row: ShardRow, _ label: Label, _ fiveClass: String?) throws -> UInt16 {
        try source(row.text(Field.corpus) ?? "", row.text(Field.split) ?? "", label, fiveClass)
    }

    private func source(_ corpus: String, _ split: String, _ label: Label, _ fiveClass: String?) throws -> UInt16 {
        let key = SourceKey(corpus: corpus, split: split, fiveClass: fiveClass)
        if let known = sources[key] { return known }
        guard let number = UInt16(exactly: roster.sources.count) else {
            throw ShardRow.Fault(reason: "the folder has more sources than can be told apart")
        }
        roster.sources.append(
            SourceInfo(
                corpus: key.corpus, split: key.split, role: .train, heldOut: false, scale: label.scale,
                threshold: key.fiveClass == "1" ? -.infinity : .infinity))
        sources[key] = number
        return number
    }

    private func origin(_ row: ShardRow) throws -> Origin? {
        guard let name = row.text(Field.origin) else { return nil }
        let teacher = roster.teachers.firstIndex {
            $0.name == row.text(Field.teacher) && $0.identity == row.text(Field.teacherIdentity)
        }
        let cosine = try row.number(Field.cosine, Float.init) ?? row.number(Field.overlap, Float.init) ?? 0
        let edit = row.text(Field.edit).flatMap(EditKind.init)?.code
        return Origin(
            try kind(name), teacher: teacher.map(UInt16.init) ?? Origin.noTeacher, cosine: cosine,
            parent: try row.id(Field.parent), seed: try edit ?? row.number(Field.seed, UInt64.init) ?? 0)
    }
}
