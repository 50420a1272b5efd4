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

    /// The views that can be read back.
    public static let views = ShardView.allCases.map(\.rawValue)

    /// - Parameter teachers: of the folder, in its order.
    public init?(view: String, teachers: [TeacherInfo]) {
        guard let view = ShardView(rawValue: view) else { return nil }
        self.view = view
        roster = Roster(teachers: teachers)
    }

    /// Whether a file of that name is of a format that can be read back.
    public static func reads(_ path: String) -> Bool {
        let ending = (path.split(separator: "/").last ?? "").drop { $0 != "." }
        return [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"].contains(ending)
    }

    /// Goes on with another shard.
    public func open(_ path: String) throws {
        self.path = path
        source =
            path.hasSuffix(".parquet")
            ? try ParquetCells(path: path, fields: view.fields) : try JSONLinesCells(path: path, fields: view.fields)
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

    private func append(_ row: ShardRow, to batch: inout Batch) throws {
        let label = try view.label(row)
        let second = row.slice(2)
        let isSingle = view == .pairs && label.scale == .none && second.isEmpty && row.text(9) == nil
        batch.append(
            id: try row.id(0), ordinal: Ordinal(packed: 0), source: try source(row, label), split: .train,
            label: label, a: row.slice(1), b: second, flags: isSingle ? .single : [])
        let place = batch.count - 1
        if let copies = try row.number(8, UInt32.init) { batch.copies[place] = copies }
        if let origin = try origin(row) { batch.setOrigin(origin, of: place) }
        if let score = try row.number(16, Float.init) { batch.setScore(score, of: place) }
    }

    private struct SourceKey: Hashable {
        var corpus: String
        var split: String
        var fiveClass: String?
    }

    private func source(_ row: ShardRow, _ label: Label) throws -> UInt16 {
        let key = SourceKey(
            corpus: row.text(6) ?? "", split: row.text(7) ?? "",
            fiveClass: label.scale == .ordinal ? row.text(5) : nil)
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
        guard let name = row.text(9) else { return nil }
        guard let kind = OriginKind.allCases.first(where: { $0.name == name }) else {
            throw ShardRow.Fault(reason: "'\(name)' is no origin that this program knows")
        }
        let teacher = roster.teachers.firstIndex { $0.name == row.text(11) && $0.identity == row.text(12) }
        let cosine = try row.number(13, Float.init) ?? row.number(14, Float.init) ?? 0
        return Origin(
            kind, teacher: teacher.map(UInt16.init) ?? Origin.noTeacher, cosine: cosine, parent: try row.id(10),
            seed: try row.number(15, UInt64.init) ?? 0)
    }
}

/// The views whose shards hold all that their other formats and layouts need.
enum ShardView: String, CaseIterable {
    case pairs, seq2seq

    /// In the places that ``ShardReader`` reads them from.
    var fields: [String] {
        let texts = self == .pairs ? ["sentence1", "sentence2"] : ["source", "target"]
        return ["id"] + texts
            + [
                "label", "scale", "class", "corpus", "split", "copies", "origin", "parent", "teacher",
                "teacher_identity", "cosine", "overlap", "seed", "score",
            ]
    }

    func label(_ row: ShardRow) throws -> Label {
        guard self == .pairs else {
            return row.text(9) == OriginKind.weak.name ? .unlabelled : Label(.binary, 1)
        }
        guard let name = row.text(4), let scale = LabelScale(name: name) else {
            throw ShardRow.Fault(reason: "the row has no scale that this program knows")
        }
        if scale == .none { return .unlabelled }
        let value = try row.number(3, Float.init)
        if scale == .nli, NLILabel(rawValue: Int(value ?? -1)) == nil {
            throw ShardRow.Fault(reason: "the label is none of natural language inference")
        }
        return Label(scale, value ?? .nan)
    }
}

/// A row of a shard by the numbers of its fields.
struct ShardRow {
    struct Fault: Error { var reason: String }

    let bytes: [UInt8]
    let fields: [Range<Int>?]

    func slice(_ field: Int) -> ArraySlice<UInt8> { fields[field].map { bytes[$0] } ?? [] }

    func text(_ field: Int) -> String? { fields[field].map { String(decoding: bytes[$0], as: UTF8.self) } }

    func id(_ field: Int) throws -> RecordID {
        guard let text = text(field), let id = RecordID(text) else { throw Fault(reason: "the row has no id") }
        return id
    }

    func number<Number>(_ field: Int, _ read: (String) -> Number?) throws -> Number? {
        guard let text = text(field) else { return nil }
        guard let number = read(text) else { throw Fault(reason: "'\(text)' is not the number that belongs there") }
        return number
    }
}
