public import CurateCore

/// A table that a trainer reads as it is: its columns and no others, a row for each record that it has a use for.
public struct RowLayout: TableMaking {
    typealias Test = @Sendable (Batch, Int, Roster) -> Bool
    typealias Values = @Sendable (Batch, [Int], Roster) -> [ColumnValues]

    /// As pipelines and the command line name it.
    public let name: String
    /// What reads it, and what its rows are.
    public let about: String
    /// `jsonl`, `tsv`, `parquet`: in which it can be written, compression aside.
    public let formats: [String]
    public let columns: [ColumnSchema]
    private let test: Test
    private let values: Values

    init(
        _ name: String, _ about: String, formats: [String], columns: [ColumnSchema], rows test: @escaping Test,
        values: @escaping Values
    ) {
        (self.name, self.about, self.formats, self.columns) = (name, about, formats, columns)
        (self.test, self.values) = (test, values)
    }

    /// Whether the layout has a row for a record.
    public func includes(_ batch: Batch, _ row: Int, _ roster: Roster) -> Bool { test(batch, row, roster) }

    public func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        let chosen = rows.filter { test(batch, $0, roster) }
        return Table(count: chosen.count, columns: values(batch, chosen, roster))
    }
}

extension RowLayout {
    /// All of them; a name may stand for several, each in formats of its own.
    public static let all: [RowLayout] = [pair, score, label, text2vec, bert4kerasPairs, bert4kerasInference]

    private static let pair = RowLayout(
        "sentence-transformers-pair", "anchor and positive, for MultipleNegativesRankingLoss",
        formats: ["jsonl", "parquet"], columns: [ColumnSchema("anchor", .text), ColumnSchema("positive", .text)],
        rows: Seq2SeqRows.includes, values: texts)

    private static let score = RowLayout(
        "sentence-transformers-score", "two sentences and a score from 0 to 1, for CoSENT, AnglE and cosine losses",
        formats: ["jsonl", "parquet"], columns: sentences + [ColumnSchema("score", .number, repeats: true)],
        rows: { batch, row, roster in isLabelledPair(batch, row, roster) && batch.labels[row].value.isFinite },
        values: { batch, rows, roster in
            texts(batch, rows, roster) + [.numbers(rows.map { unit(batch.labels[$0]) })]
        })

    private static let label = RowLayout(
        "sentence-transformers-label", "two sentences and RoFormer-Sim's class from 0 to 4, for SoftmaxLoss",
        formats: ["jsonl", "parquet"], columns: sentences + [ColumnSchema("label", .integer, repeats: true)],
        rows: { batch, row, roster in isWhole(batch, row) && fiveClass(batch, row, roster) != nil },
        values: withClass)

    private static let text2vec = RowLayout(
        "text2vec", "two sentences and 0 or 1, as text2vec reads them", formats: ["jsonl", "tsv"],
        columns: sentences + [ColumnSchema("label", .integer, repeats: true)], rows: isLabelledPair, values: withClass)

    private static let bert4kerasPairs = RowLayout(
        "bert4keras", "two sentences and 0 or 1, as RoFormer-Sim's supervised.py reads senteval-cn", formats: ["tsv"],
        columns: sentences + [ColumnSchema("label", .integer, repeats: true)],
        rows: { batch, row, roster in isLabelledPair(batch, row, roster) && outlivesStripping(batch, row) },
        values: withClass)

    private static let bert4kerasInference = RowLayout(
        "bert4keras", "sentence1, sentence2 and gold_label, as RoFormer-Sim's supervised.py reads CNSD",
        formats: ["jsonl"], columns: sentences + [ColumnSchema("gold_label", .text, repeats: true)],
        rows: { batch, row, _ in batch.labels[row].scale == .nli && isWhole(batch, row) },
        values: { batch, rows, roster in
            let names = rows.lazy.map { NLILabel(rawValue: Int(batch.labels[$0].value))?.name ?? "" }
            return texts(batch, rows, roster) + [.texts(TextColumn(names))]
        })
}

// What records hold, for layouts.
extension RowLayout {
    private static let sentences = [ColumnSchema("sentence1", .text), ColumnSchema("sentence2", .text)]

    private static func isWhole(_ batch: Batch, _ row: Int) -> Bool { !batch.flags[row].contains(.single) }

    /// A pair that someone called the same or different; natural language inference is another task.
    private static func isLabelledPair(_ batch: Batch, _ row: Int, _ roster: Roster) -> Bool {
        let scale = batch.labels[row].scale
        return isWhole(batch, row) && (scale == .binary || scale == .ordinal)
    }

    private static func fiveClass(_ batch: Batch, _ row: Int, _ roster: Roster) -> Int? {
        batch.labels[row].fiveClass(threshold: roster.sources[Int(batch.sources[row])].threshold)
    }

    /// The reader strips lines before it splits them at tabs, so a text without a visible character loses its column.
    private static func outlivesStripping(_ batch: Batch, _ row: Int) -> Bool {
        [batch.a.text, batch.b.text].allSatisfy { texts in
            texts.bytes[texts.range(row)].contains { $0 > 32 }
        }
    }

    /// Grades go from 0 to 5.
    private static func unit(_ label: Label) -> Float {
        label.scale == .ordinal ? min(1, max(0, label.value / 5)) : label.value
    }

    private static func texts(_ batch: Batch, _ rows: [Int], _ roster: Roster) -> [ColumnValues] {
        [.texts(batch.a.text.gather(rows)), .texts(batch.b.text.gather(rows))]
    }

    private static func withClass(_ batch: Batch, _ rows: [Int], _ roster: Roster) -> [ColumnValues] {
        texts(batch, rows, roster) + [.integers(rows.map { fiveClass(batch, $0, roster).map(Int64.init) })]
    }
}
