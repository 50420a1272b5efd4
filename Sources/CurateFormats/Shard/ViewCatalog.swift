public import Compression
public import CurateCore

/// The views and formats that can be written; adding one adds its file and a line here.
public enum ViewCatalog {
    private static let encoders: [(view: String, format: String, encoder: any RowEncoder)] = [
        ("pairs", "jsonl", PairsJSONLines()),
        ("pairs", "tsv", PairsTSV()),
        ("seq2seq", "jsonl", Seq2SeqJSONLines()),
        ("seq2seq", "tsv", Seq2SeqTSV()),
    ]

    private static let endings: [(ending: String, compression: CompressionFormat)] = [
        ("", .none), (".gz", .gzip), (".zst", .zstd),
    ]

    /// All pairs of view and format: `pairs`, `jsonl.zst`.
    public static var available: [(view: String, format: String)] {
        encoders.flatMap { entry in endings.map { (entry.view, entry.format + $0.ending) } }
    }

    /// The encoder for a view in a format such as `jsonl.zst`.
    public static func encoder(view: String, format: String) -> (any RowEncoder)? {
        encoders.first { entry in
            entry.view == view && endings.contains { entry.format + $0.ending == format }
        }?.encoder
    }

    /// True when every record has a row in the view.
    public static func isComplete(view: String) -> Bool { view != "seq2seq" }

    /// Whether a view has a row for a record.
    public static func includes(view: String, _ batch: Batch, _ row: Int, _ roster: Roster) -> Bool {
        isComplete(view: view) || Seq2SeqRows.includes(batch, row, roster)
    }

    /// How files of a format are compressed.
    public static func compression(ofFormat format: String) -> CompressionFormat {
        endings.last { format.hasSuffix($0.ending) }?.compression ?? .none
    }
}
