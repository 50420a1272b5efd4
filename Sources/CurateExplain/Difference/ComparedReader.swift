internal import CurateCore
internal import CurateReport
internal import Hashing
internal import JSONParsing

/// Reads a file's rows as they are compared.
final class ComparedReader {
    private let path: String
    private let file: RowFile
    private let number: Int
    private let isSecond: Bool
    private let names: NameTable
    private let lines: (any RowPieces)?
    private let batches: BatchReader?
    private let extractor = JSONRowExtractor(fields: fields)
    private var rows = JSONRows()
    /// The number of the next row.
    private var first = 0
    /// Few names recur in a file.
    private var numbers: [String: UInt32] = [:]

    private static let fields =
        ["id", "label", "scale", "corpus", "split", "stage", "rule", "copies", "origin", "cosine", "overlap", "score"]
        + texts
    private static let texts = [
        "sentence1", "sentence2", "source", "target", "anchor", "positive", "negatives", "negative_kinds",
    ]

    init(folder: String, file: RowFile, number: Int, isSecond: Bool, names: NameTable) throws {
        (self.file, self.number, self.isSecond, self.names) = (file, number, isSecond, names)
        path = folder + "/" + file.path
        lines = file.holdsRecords ? nil : try file.pieces(in: folder)
        batches = file.holdsRecords ? try BatchReader(folder: folder, file: file) : nil
    }

    /// nil at the end. Rows without an id, which are those that could not be read, are known by what they say.
    func next() throws -> [ComparedRow]? {
        if let lines {
            guard let piece = try lines.next() else { return nil }
            return try compared(piece)
        }
        guard let (batch, roster) = try batches?.next() else { return nil }
        return compared(batch, roster)
    }

    private func compared(_ piece: [UInt8]) throws -> [ComparedRow] {
        extractor.extract(piece, into: &rows)
        var compared: [ComparedRow] = []
        compared.reserveCapacity(rows.count)
        for row in 0..<rows.count {
            if let failure = rows.failure(row) {
                throw Diagnostic(
                    .error, "\(path):\(first + rows.line(row) + 1): \(failure.message)",
                    hint: "The file was changed; 'curate verify' tells what else was.")
            }
            compared.append(self.compared(row, piece))
        }
        first += rows.lineCount
        return compared
    }

    private func compared(_ row: Int, _ piece: [UInt8]) -> ComparedRow {
        let id = rows.withBytes(row, 0) { RecordID(digits: $0) }
        var texts: UInt64 = 0
        let start = Self.fields.count - Self.texts.count
        for field in start..<Self.fields.count where rows.kind(row, field) != .missing && rows.kind(row, field) != .null
        {
            texts = XXH3.hash64(texts, rows.withBytes(row, field) { XXH3.hash64($0) })
        }
        let label = XXH3.hash64(float(row, 1), rows.withBytes(row, 2) { XXH3.hash64($0) })
        var values = XXH3.hash64(max(1, integer(row, 7)), rows.withBytes(row, 8) { XXH3.hash64($0) })
        for field in 9...11 { values = XXH3.hash64(values, float(row, field)) }
        let unread = XXH3.hash128(piece.span.extracting(rows.byteRange(row)))
        let standing =
            file.kind == .rejected ? name(row, 5) + ": " + name(row, 6) : file.split
        return ComparedRow(
            id: id ?? RecordID(high: unread.high, low: unread.low), texts: texts, label: label, values: values,
            source: number(of: name(row, 3) + "/" + name(row, 4)), standing: number(of: standing), isSecond: isSecond,
            isRejected: file.kind == .rejected, place: RowPlace(file: number, row: first + rows.line(row)))
    }

    private func compared(_ batch: Batch, _ roster: Roster) -> [ComparedRow] {
        let compared = (0..<batch.count).map { row in
            var texts = XXH3.hash64(0, batch.a.text.withText(row) { XXH3.hash64($0) })
            texts = XXH3.hash64(texts, batch.b.text.withText(row) { XXH3.hash64($0) })
            let label = batch.labels[row]
            let number = label.scale == .none ? Self.nothing : UInt64(label.value.bitPattern)
            let origin = batch.origin(row)
            let word = origin.kind == .published ? "" : origin.kind.name
            var values = XXH3.hash64(UInt64(max(1, batch.copies[row])), XXH3.hash64(Array(word.utf8).span))
            let weak = origin.kind == .weak
            let made = origin.kind != .published && origin.hasTeacher
            let numbers = [
                made && !weak ? origin.cosine : .nan, weak ? origin.cosine : .nan, batch.score(row),
            ]
            for value in numbers { values = XXH3.hash64(values, value.isNaN ? Self.nothing : UInt64(value.bitPattern)) }
            let source = roster.sources[Int(batch.sources[row])]
            return ComparedRow(
                id: batch.ids[row], texts: texts,
                label: XXH3.hash64(number, XXH3.hash64(Array(label.scale.name.utf8).span)), values: values,
                source: self.number(of: source.corpus + "/" + source.split), standing: self.number(of: file.split),
                isSecond: isSecond, isRejected: false, place: RowPlace(file: self.number, row: first + row))
        }
        first += batch.count
        return compared
    }

    private static let nothing = UInt64.max

    /// A number as 32-bit floats hold it, whatever it was written as; a word by its hash.
    private func float(_ row: Int, _ field: Int) -> UInt64 {
        switch rows.kind(row, field) {
        case .missing, .null: Self.nothing
        case .integer, .double: Float(rows.string(row, field)).map { UInt64($0.bitPattern) } ?? Self.nothing
        default: rows.withBytes(row, field) { XXH3.hash64($0) }
        }
    }

    private func integer(_ row: Int, _ field: Int) -> UInt64 {
        rows.kind(row, field) == .integer ? UInt64(rows.string(row, field)) ?? 0 : 0
    }

    private func name(_ row: Int, _ field: Int) -> String {
        rows.kind(row, field) == .string ? rows.string(row, field) : "?"
    }

    private func number(of name: String) -> UInt32 {
        if let known = numbers[name] { return known }
        let number = names.number(name)
        numbers[name] = number
        return number
    }
}
