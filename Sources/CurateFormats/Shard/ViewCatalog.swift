public import Compression

/// The views and formats that can be written; adding one adds its file and a line here.
public enum ViewCatalog {
    private static let encoders: [(view: String, format: String, encoder: any RowEncoder)] = [
        ("pairs", "jsonl", PairsJSONLines()),
        ("pairs", "tsv", PairsTSV()),
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

    /// How files of a format are compressed.
    public static func compression(ofFormat format: String) -> CompressionFormat {
        endings.last { format.hasSuffix($0.ending) }?.compression ?? .none
    }
}
