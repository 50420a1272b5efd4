public import Compression
public import CurateCore

/// The views and formats that can be written; adding one adds its file and a line here.
public enum ViewCatalog {
    /// What an encoder of a format that is not text is made of.
    private struct Making {
        var level: Int?
        var roster: Roster
        var negatives: NegativeCount
        var tokens: TokenColumns?

        func table(_ table: TableFactory) -> any TableMaking {
            let table = table(roster, negatives)
            return tokens.map { TokenizedTable(table, $0, negatives) } ?? table
        }

        func rows(_ rows: any RowEncoder) -> any RowEncoder {
            tokens.map { TokenizedJSONLines(rows: rows, tokens: $0) } ?? rows
        }
    }

    private typealias TableFactory = @Sendable (Roster, NegativeCount) -> any TableMaking

    private static let rowFormats: [(view: String, format: String, encoder: any RowEncoder)] = [
        ("pairs", "jsonl", PairsJSONLines()),
        ("pairs", "tsv", PairsTSV()),
        ("seq2seq", "jsonl", Seq2SeqJSONLines()),
        ("seq2seq", "tsv", Seq2SeqTSV()),
        ("contrastive", "jsonl", ContrastiveJSONLines()),
        ("sentences", "jsonl", TableJSONLines(SentencesTable())),
        ("sentences", "tsv", SentencesTSV()),
    ]

    private static let tables: [(view: String, table: TableFactory)] = [
        ("pairs", { roster, _ in PairsTable(roster) }),
        ("seq2seq", { roster, _ in Seq2SeqTable(roster) }),
        ("contrastive", { roster, negatives in ContrastiveTable(negatives, roster) }),
        ("sentences", { _, _ in SentencesTable() }),
    ]

    private static let endings: [(ending: String, compression: CompressionFormat)] = [
        ("", .none), (".gz", .gzip), (".zst", .zstd),
    ]

    /// All pairs of view and format: `pairs`, `jsonl.zst`.
    public static var available: [(view: String, format: String)] {
        rowFormats.flatMap { entry in endings.map { (entry.view, entry.format + $0.ending) } }
            + binaryFormats.map { ($0.view, $0.format) }
    }

    /// A new encoder for a shard of a view in a format such as `jsonl.zst`.
    ///
    /// - Parameters:
    ///   - level: of compression, for formats that compress within the file.
    ///   - negatives: of a row of the view `contrastive`.
    ///   - tokens: columns that rows have besides; not in tables without a header.
    public static func encoder(
        view: String, format: String, level: Int?, roster: Roster, negatives: NegativeCount = .usual,
        tokens: TokenColumns? = nil
    ) -> (any ShardEncoder)? {
        guard tokens == nil || holdsLists(format: format) else { return nil }
        let making = Making(level: level, roster: roster, negatives: negatives, tokens: tokens)
        if let entry = binaryFormats.first(where: { $0.view == view && $0.format == format }) {
            return entry.make(making)
        }
        return rowFormats.first { entry in
            entry.view == view && endings.contains { entry.format + $0.ending == format }
        }.map { RowShard(making.rows($0.encoder)) }
    }

    /// A view's table, as formats that are not text have it; nil where it has none.
    public static func table(
        view: String, roster: Roster, negatives: NegativeCount = .usual, tokens: TokenColumns? = nil
    ) -> (any TableMaking)? {
        let making = Making(level: nil, roster: roster, negatives: negatives, tokens: tokens)
        return tables.first { $0.view == view }.map { making.table($0.table) }
    }

    /// What the columns of a table without a header are called where a reader must name them.
    public static func tableColumns(view: String) -> [String] {
        switch view {
        case "seq2seq": ["source", "target"]
        case "sentences": ["text"]
        default: ["sentence1", "sentence2", "label"]
        }
    }

    /// False for tables without a header, whose fields are texts.
    public static func holdsLists(format: String) -> Bool { !format.hasPrefix("tsv") }

    /// True when every record that is settled or gathered for the view has a part in it.
    public static func isComplete(view: String) -> Bool { view != "seq2seq" }

    /// Whether a view has a row for a record.
    public static func includes(view: String, _ batch: Batch, _ row: Int, _ roster: Roster) -> Bool {
        switch view {
        case "seq2seq": Seq2SeqRows.includes(batch, row, roster)
        case "contrastive": ContrastiveRows.isHead(batch, row)
        default: true
        }
    }

    /// How files of a format are compressed as a whole.
    public static func compression(ofFormat format: String) -> CompressionFormat {
        endings.last { format.hasSuffix($0.ending) }?.compression ?? .none
    }

    private typealias BinaryFormat = (view: String, format: String, make: @Sendable (Making) -> any ShardEncoder)

    private static var binaryFormats: [BinaryFormat] { tables.flatMap(ofTable) + rowFormats.compactMap(ofRows) }

    private static func ofTable(
        _ view: String, _ table: @escaping TableFactory
    ) -> [BinaryFormat] {
        [
            (view, "parquet", { ParquetShard($0.table(table), level: $0.level) }),
            (view, "tfrecord", { TFRecordShard($0.table(table)) }),
            (view, "tfrecord.gz", { TFRecordShard($0.table(table)) }),
        ]
    }

    private static func ofRows(_ view: String, _ format: String, _ rows: any RowEncoder) -> BinaryFormat? {
        format == "jsonl" ? (view, "tar", { SampleArchive($0.rows(rows)) }) : nil
    }
}
