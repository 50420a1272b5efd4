public import Compression

/// The views and formats that can be written; adding one adds its file and a line here.
public enum ViewCatalog {
    private typealias Making = @Sendable (_ level: Int?) -> any ShardEncoder

    private static let rowFormats: [(view: String, format: String, encoder: any RowEncoder)] = [
        ("pairs", "jsonl", PairsJSONLines()),
        ("pairs", "tsv", PairsTSV()),
    ]

    private static let tables: [(view: String, table: any TableMaking)] = [
        ("pairs", PairsTable())
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
    /// - Parameter level: of compression, for formats that compress within the file.
    public static func encoder(view: String, format: String, level: Int?) -> (any ShardEncoder)? {
        if let entry = binaryFormats.first(where: { $0.view == view && $0.format == format }) {
            return entry.making(level)
        }
        return rowFormats.first { entry in
            entry.view == view && endings.contains { entry.format + $0.ending == format }
        }.map { RowShard($0.encoder) }
    }

    /// How files of a format are compressed as a whole.
    public static func compression(ofFormat format: String) -> CompressionFormat {
        endings.last { format.hasSuffix($0.ending) }?.compression ?? .none
    }

    private typealias BinaryFormat = (view: String, format: String, making: Making)

    private static var binaryFormats: [BinaryFormat] { tables.flatMap(ofTable) + rowFormats.compactMap(ofRows) }

    private static func ofTable(_ view: String, _ table: any TableMaking) -> [BinaryFormat] {
        [
            (view, "parquet", { level in ParquetShard(table, level: level) }),
            (view, "tfrecord", { _ in TFRecordShard(table) }),
            (view, "tfrecord.gz", { _ in TFRecordShard(table) }),
        ]
    }

    private static func ofRows(_ view: String, _ format: String, _ rows: any RowEncoder) -> BinaryFormat? {
        format == "jsonl" ? (view, "tar", { _ in SampleArchive(rows) }) : nil
    }
}
