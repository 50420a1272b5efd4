internal import CurateCore
internal import CurateReport
internal import JSONParsing

/// What the index is told of some rows.
struct RowFacts {
    /// Ids that rows have or name, by their upper halves.
    var links: [(row: Int, id: UInt64, relation: Posting.Relation)] = []
    var texts = TextColumn()
    /// The row of each text.
    var textRows: [Int] = []
    var rows = 0
}

/// Reads ids and sentences of a file's rows.
final class FactReader {
    private let path: String
    private let lines: (any RowPieces)?
    private let batches: BatchReader?
    private let extractor = JSONRowExtractor(
        fields: ["id", "parent", "values", "negative_ids", "negatives"] + texts)
    private var rows = JSONRows()
    /// The number of the next row.
    private var first = 0

    private static let texts = ["sentence1", "sentence2", "source", "target", "anchor", "positive"]

    init(folder: String, file: RowFile) throws {
        path = folder + "/" + file.path
        lines = file.holdsRecords ? nil : try file.pieces(in: folder)
        batches = file.holdsRecords ? try BatchReader(folder: folder, file: file) : nil
    }

    /// nil at the end.
    func next() throws -> RowFacts? {
        if let lines {
            guard let piece = try lines.next() else { return nil }
            return try facts(piece)
        }
        guard let (batch, _) = try batches?.next() else { return nil }
        return facts(batch)
    }

    private func facts(_ batch: Batch) -> RowFacts {
        var facts = RowFacts()
        for row in 0..<batch.count {
            facts.links.append((first + row, batch.ids[row].high, .record))
            let origin = batch.origin(row)
            if origin.kind != .published { facts.links.append((first + row, origin.parent.high, .child)) }
            facts.texts.append(row, of: batch.a.text)
            facts.textRows.append(first + row)
            guard !batch.flags[row].contains(.single) else { continue }
            facts.texts.append(row, of: batch.b.text)
            facts.textRows.append(first + row)
        }
        first += batch.count
        facts.rows = batch.count
        return facts
    }

    private func facts(_ piece: [UInt8]) throws -> RowFacts {
        var facts = RowFacts()
        extractor.extract(piece, into: &rows)
        for row in 0..<rows.count {
            let number = first + rows.line(row)
            if let failure = rows.failure(row) {
                throw Diagnostic(
                    .error, "\(path):\(number + 1): \(failure.message)",
                    hint: "The file was changed; 'curate verify' tells what else was.")
            }
            if let id = id(row, 0) { facts.links.append((number, id, .record)) }
            if let parent = id(row, 1) { facts.links.append((number, parent, .child)) }
            for field in [2, 3] where rows.kind(row, field) != .missing {
                for id in rows.withBytes(row, field, HexDigits.ids) { facts.links.append((number, id, .named)) }
            }
            addTexts(row, number, &facts)
        }
        first += rows.lineCount
        facts.rows = rows.count
        return facts
    }

    private func addTexts(_ row: Int, _ number: Int, _ facts: inout RowFacts) {
        for field in 5..<5 + Self.texts.count where rows.kind(row, field) == .string {
            facts.texts.append(rows.arena[rows.range(row, field)])
            facts.textRows.append(number)
        }
        guard rows.kind(row, 4) == .array else { return }
        let negatives = rows.withBytes(row, 4) { (try? JSONStrings.parse($0)) ?? [] }
        for text in negatives {
            facts.texts.append(text)
            facts.textRows.append(number)
        }
    }

    /// The upper half of the id in a field.
    private func id(_ row: Int, _ field: Int) -> UInt64? {
        guard rows.kind(row, field) == .string else { return nil }
        return rows.withBytes(row, field) { $0.count == 32 ? HexDigits.word($0, at: 0) : nil }
    }
}

extension HexDigits {
    /// The upper halves of all ids in JSON: strings of 32 digits.
    static func ids(_ json: Span<UInt8>) -> [UInt64] {
        var found: [UInt64] = []
        var place = 0
        while place + 34 <= json.count {
            guard json[place] == UInt8(ascii: "\"") else {
                place += 1
                continue
            }
            if json[place + 33] == UInt8(ascii: "\""), let id = word(json, at: place + 1),
                word(json, at: place + 17) != nil
            {
                found.append(id)
                place += 34
            } else {
                place += 1
            }
        }
        return found
    }
}
