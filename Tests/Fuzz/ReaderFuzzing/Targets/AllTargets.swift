import Compression
import CurateCore
import RoFormer
import TextNormalization

/// Every reader and what it stands on.
package enum FuzzTargets {
    package static let all: [any FuzzTarget] = files + packed + tables + streams + checkpoints

    private static let files: [any FuzzTarget] = [
        FileTarget(
            name: "tsv", seeds: bytes(Texts.tabbed, Texts.tabbedBadly), tokens: Tokens.delimited, layout: table,
            oracle: LineOracle()),
        FileTarget(
            name: "tsv-gb18030", seeds: encoded("GB18030"), tokens: Tokens.delimited, layout: table(in: "gb18030"),
            oracle: LineOracle()),
        FileTarget(
            name: "tsv-utf16", seeds: encoded("UTF-16LE"), tokens: Tokens.delimited.wide, layout: table(in: "utf-16le"),
            oracle: LineOracle()),
        FileTarget(
            name: "tsv-auto",
            seeds: bytes(Texts.tabbed, Texts.tabbedBadly) + encoded("GB18030") + encoded("Big5") + encoded("UTF-16BE"),
            tokens: Tokens.delimited, layout: table(in: nil)),
        FileTarget(
            name: "tsv-header", seeds: bytes("a\tb\tl\n" + Texts.tabbed, "\u{FEFF}x\ta \tb\tl\r\n"),
            tokens: Tokens.delimited,
            layout: headed(.tsv)),
        FileTarget(
            name: "csv", seeds: bytes(Texts.quoted, Texts.quotedBadly), tokens: Tokens.quoted, layout: commas,
            oracle: QuotedOracle()),
        FileTarget(
            name: "csv-header", seeds: bytes("\"a\",b,\"l\"\n" + Texts.quoted, "a,b,l\r\n" + Texts.quotedBadly),
            tokens: Tokens.quoted, layout: headed(.csv)),
        FileTarget(
            name: "jsonl", seeds: bytes(Texts.objects, Texts.objectsBadly), tokens: Tokens.json,
            layout: objects(.jsonl),
            oracle: JSONLinesOracle()),
        FileTarget(
            name: "jsonl-group", seeds: bytes(Texts.group), tokens: Tokens.json, layout: groups(.jsonl)),
        FileTarget(
            name: "json", seeds: bytes(Texts.array, Texts.arrayBadly), tokens: Tokens.json, layout: objects(.json),
            oracle: JSONArrayOracle()),
        FileTarget(
            name: "json-key", seeds: bytes(Texts.wrapped), tokens: Tokens.json, layout: objects(.json, record: "data"),
            oracle: JSONArrayOracle()),
        FileTarget(
            name: "xml", seeds: bytes(Texts.xml, Texts.xmlBadly), tokens: Tokens.xml, layout: elements(in: nil),
            oracle: XMLOracle()),
        FileTarget(
            name: "xml-declared", seeds: encoded("GB18030", Texts.xml), tokens: Tokens.xml,
            layout: elements(in: "gb18030")),
    ]

    /// Bytes damaged before they were packed, and packed bytes damaged.
    private static let packed: [any FuzzTarget] = [
        FileTarget(
            name: "tsv-in-gzip", seeds: bytes(Texts.tabbedBadly), tokens: Tokens.delimited, layout: table,
            packing: .gzip),
        FileTarget(
            name: "csv-in-zstd", seeds: bytes(Texts.quotedBadly), tokens: Tokens.quoted, layout: commas, packing: .zstd),
        FileTarget(name: "tsv-gzip", seeds: archives(.gzip), tokens: [], layout: table),
        FileTarget(name: "jsonl-zstd", seeds: archives(.zstd), tokens: [], layout: objects(.jsonl)),
    ]

    /// Corpora in Parquet, and shards that are read back.
    private static let tables: [any FuzzTarget] = [
        FileTarget(
            name: "parquet", seeds: ParquetSeeds.pairs + ParquetSeeds.foreign, tokens: Tokens.thrift,
            layout: columns(a: "sentence1", b: "sentence2", label: "label"),
            labels: LabelRules(scale: .binary, values: ["true": 1, "false": 0])),
        FileTarget(
            name: "parquet-lists", seeds: ParquetSeeds.lists, tokens: Tokens.thrift,
            layout: columns(a: "text", b: "key", label: "count")),
        ShardTarget(seeds: ParquetSeeds.pairs, tokens: Tokens.thrift, view: "pairs"),
        ShardTarget(seeds: ParquetSeeds.contrastive, tokens: Tokens.thrift, view: "contrastive"),
    ]

    private static let streams: [any FuzzTarget] = [
        DecodingTarget(seeds: encoded("GB18030"), tokens: Tokens.delimited, encoding: "GB18030"),
        DecodingTarget(seeds: encoded("Big5"), tokens: Tokens.delimited, encoding: "Big5"),
        DecodingTarget(seeds: encoded("UTF-16LE"), tokens: Tokens.delimited.wide, encoding: "UTF-16LE"),
        DecodingTarget(seeds: bytes(Texts.tabbed), tokens: Tokens.delimited, encoding: "UTF-8"),
        DetectingTarget(
            seeds: bytes(Texts.tabbed) + encoded("GB18030") + encoded("Big5") + encoded("UTF-16LE"),
            tokens: Tokens.delimited),
        UnpackingTarget(seeds: archives(.gzip), tokens: [[0x1F, 0x8B, 8, 0]], format: .gzip),
        UnpackingTarget(seeds: archives(.zstd), tokens: [[0x28, 0xB5, 0x2F, 0xFD]], format: .zstd),
        XMLTarget(seeds: bytes(Texts.xml, Texts.xmlBadly), tokens: Tokens.xml),
    ]
}

// Weights of models.
extension FuzzTargets {
    private static let checkpoints: [any FuzzTarget] = [
        CheckpointTarget(
            name: "safetensors", seeds: [CheckpointSeeds.safetensors],
            tokens: bytes(
                "\"F32\"", "\"BF16\"", "[0,24]", "\"shape\"", "\"__metadata__\":{}", "-1", "1e9", "{", "}", "],"),
            format: .safetensors),
        CheckpointTarget(
            name: "pytorch-archive", seeds: [CheckpointSeeds.archive], tokens: pickles + [[0x50, 0x4B, 1, 2]],
            format: .pytorch),
        CheckpointTarget(
            name: "pytorch-sequence", seeds: [CheckpointSeeds.sequence], tokens: pickles, format: .pytorch),
        CheckpointTarget(
            name: "tensorflow-index", seeds: [CheckpointSeeds.index], tokens: [[0x80, 0x80, 0x80, 0x80, 0x08]],
            format: .tensorFlow, data: CheckpointSeeds.data),
    ]

    private static let pickles = bytes("cos\nsystem\n", "(", "t", "R", "u.", "h\0", "Q", "b", "}", "]", "K\0", "N")
}

// Layouts.
extension FuzzTargets {
    private static let table = table(in: "utf-8")

    private static func table(in encoding: String?) -> CorpusLayout {
        CorpusLayout(
            name: "table", format: .tsv, encoding: encoding,
            columns: [.a: .position(1), .b: .position(2), .label: .position(3)], columnsCount: 3)
    }

    private static let commas = CorpusLayout(
        name: "commas", format: .csv, encoding: "utf-8", quote: "\"", delimiter: ",",
        columns: [.a: .position(1), .b: .position(2), .label: .position(3)], columnsCount: 3)

    private static let keys: [CorpusLayout.ColumnRole: CorpusLayout.Column] = [
        .a: .name("a"), .b: .name("b"), .label: .name("l"),
    ]

    private static func headed(_ format: CorpusLayout.Format) -> CorpusLayout {
        CorpusLayout(
            name: "headed", format: format, encoding: "utf-8", header: true, quote: format == .csv ? "\"" : nil,
            delimiter: format == .csv ? "," : "\t", columns: keys)
    }

    private static func objects(_ format: CorpusLayout.Format, record: String? = nil) -> CorpusLayout {
        CorpusLayout(name: "objects", format: format, encoding: "utf-8", columns: keys, record: record)
    }

    private static func columns(a: String, b: String, label: String) -> CorpusLayout {
        CorpusLayout(
            name: "columns", format: .parquet, columns: [.a: .name(a), .b: .name(b), .label: .name(label)])
    }

    private static func groups(_ format: CorpusLayout.Format) -> CorpusLayout {
        CorpusLayout(
            name: "groups", format: format, encoding: "utf-8", shape: .group,
            columns: [.text: .name("text"), .group: .name("same")])
    }

    private static func elements(in encoding: String?) -> CorpusLayout {
        CorpusLayout(
            name: "elements", format: .xml, encoding: encoding,
            columns: [.a: .name("t1"), .b: .name("t2"), .label: .name("@label")], record: "pair")
    }
}

// Inputs.
extension FuzzTargets {
    private static func bytes(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    /// What of the text the encoding has.
    private static func encoded(_ name: String, _ text: String = Texts.tabbed) -> [[UInt8]] { [text.encoded(in: name)] }

    private static func archives(_ format: CompressionFormat) -> [[UInt8]] {
        let text = Array((Texts.tabbed + Texts.objects).utf8)
        let long = Array(repeatElement(text, count: 40).joined())
        return [(text, 0), (text, 2), (long, 1), ([], 0)].compactMap { try? $0.0.packed(format, cuts: $0.1) }
    }
}

extension [[UInt8]] {
    /// ASCII tokens as UTF-16, low byte first.
    fileprivate var wide: [[UInt8]] { map { $0.flatMap { [$0, 0] } } }
}
