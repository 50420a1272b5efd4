public import CurateCore

/// The layouts of trainers that can be written; adding one adds it to ``RowLayout`` or ``GroupLayout``.
public enum LayoutCatalog {
    /// Each name once, with what it is.
    public static var names: [(name: String, about: String)] {
        var seen: Set<String> = []
        let all = RowLayout.all.map { ($0.name, $0.about) } + GroupLayout.all.map { ($0.name, $0.about) }
        return all.filter { seen.insert($0.0).inserted }
    }

    /// The layout of that name in a format such as `jsonl.zst`.
    public static func row(_ name: String, format: String) -> RowLayout? {
        RowLayout.all.first { $0.name == name && $0.formats.contains(base(format)) }
    }

    /// The layout of that name that is made of groups; always JSON lines.
    public static func group(_ name: String) -> GroupLayout? { GroupLayout.all.first { $0.name == name } }

    /// Formats, compression aside, in which a layout can be written.
    public static func formats(_ name: String) -> [String] {
        let rows = RowLayout.all.filter { $0.name == name }.flatMap(\.formats)
        return group(name) == nil ? rows : ["jsonl"]
    }

    /// All triples of view, format and layout whose rows need nothing of each other, as pipelines can write them.
    public static var available: [(view: String, format: String, layout: String)] {
        RowLayout.all.flatMap { layout in
            layout.formats.flatMap { format in
                (format == "parquet" ? [""] : ["", ".gz", ".zst"]).map { ("pairs", format + $0, layout.name) }
            }
        }
    }

    /// A new encoder for a shard.
    public static func encoder(_ layout: RowLayout, format: String, level: Int?) -> any ShardEncoder {
        switch base(format) {
        case "parquet": ParquetShard(layout, level: level)
        case "tsv": RowShard(TableTSV(layout))
        default: RowShard(TableJSONLines(layout))
        }
    }

    /// A new encoder for a shard of a view, in a layout or in the view's own columns.
    public static func encoder(
        _ layout: String?, view: String, format: String, level: Int?, roster: Roster,
        negatives: NegativeCount = .usual, tokens: TokenColumns? = nil
    ) -> (any ShardEncoder)? {
        guard let layout else {
            return ViewCatalog.encoder(
                view: view, format: format, level: level, roster: roster, negatives: negatives, tokens: tokens)
        }
        return view == "pairs" ? row(layout, format: format).map { encoder($0, format: format, level: level) } : nil
    }

    private static func base(_ format: String) -> String { String(format.prefix { $0 != "." }) }
}
