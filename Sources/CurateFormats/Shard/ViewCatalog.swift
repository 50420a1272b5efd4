public import Compression
public import CurateCore

/// The views and formats that can be written; adding one adds its file and a line here.
public enum ViewCatalog {
    private typealias Making =
        @Sendable (_ level: Int?, _ roster: Roster, _ negatives: NegativeCount) -> any ShardEncoder

    private static let rowFormats: [(view: String, format: String, encoder: any RowEncoder)] = [
        ("pairs", "jsonl", PairsJSONLines()),
        ("pairs", "tsv", PairsTSV()),
        ("seq2seq", "jsonl", Seq2SeqJSONLines()),
        ("seq2seq", "tsv", Seq2SeqTSV()),
        ("contrastive", "jsonl", ContrastiveJSONLines()),
    ]

    private static let tables: [(view: String, table: @Sendable (Roster, NegativeCount) -> any TableMaking)] = [
        ("pairs", { roster, _ in PairsTable(roster) }),
        ("contrastive", { _, negatives in ContrastiveTable(negatives) }),
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
    public static func encoder(
        view: String, format: String, level: Int?, roster: Roster, negatives: NegativeCount = .usual
    ) -> (any ShardEncoder)? {
        if let entry = binaryFormats.first(where: { $0.view == view && $0.format == format }) {
            return entry.making(level, roster, negatives)
        }
        return rowFormats.first { entry in
            entry.view == view && endings.contains { entry.format + $0.ending == format }
        }.map { RowShard($0.encoder) }
    }

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

    private typealias BinaryFormat = (view: String, format: String, making: Making)

    private static var binaryFormats: [BinaryFormat] { tables.flatMap(ofTable) + rowFormats.compactMap(ofRows) }

    private static func ofTable(
        _ view: String, _ table: @escaping @Sendable (Roster, NegativeCount) -> any TableMaking
    ) -> [BinaryFormat] {
        [
            (view, "parquet", { ParquetShard(table($1, $2), level: $0) }),
            (view, "tfrecord", { TFRecordShard(table($1, $2)) }),
            (view, "tfrecord.gz", { TFRecordShard(table($1, $2)) }),
        ]
    }

    private static func ofRows(_ view: String, _ format: String, _ rows: any RowEncoder) -> BinaryFormat? {
        format == "jsonl" ? (view, "tar", { _, _, _ in SampleArchive(rows) }) : nil
    }
}
