public import CurateCore
internal import CurateFormats

/// What to make of a finished folder.
public struct ExportRequest: Sendable, Hashable {
    public var folder: String
    public var view: String
    public var format: String
    public var layout: String?
    /// train, validation or test; nil: all.
    public var split: String?
    public var output: String
    /// Of compression; nil: the format's usual one.
    public var level: Int?
    /// Negatives of a row, where the layout has a fixed number.
    public var negatives: Int
    /// Rows of a shard at most, where shards are cut anew.
    public var maxRows: Int
    /// Bytes of a shard of MDS at most; so much is held in memory.
    public var maxBytes: Int
    /// What makes the tokens that rows carry; nil: texts alone.
    public var tokens: TokenRecipe?

    public init(
        folder: String, view: String = "pairs", format: String = "jsonl", layout: String? = nil, split: String? = nil,
        output: String, level: Int? = nil, negatives: Int = 1, maxRows: Int = 50_000, maxBytes: Int = 16 << 20,
        tokens: TokenRecipe? = nil
    ) {
        self.tokens = tokens
        self.folder = folder
        self.view = view
        self.format = format
        self.layout = layout
        self.split = split
        self.output = output
        self.level = level
        self.negatives = negatives
        self.maxRows = maxRows
        self.maxBytes = maxBytes
    }

    /// The name of what is written: a folder below `data/`, and what loaders call the configuration.
    var name: String { layout.map { "\(view)-\($0)" } ?? view + (tokens == nil ? "" : Self.withTokens) }

    /// The end of the name of a view with tokens.
    static let withTokens = "-tokens"

    /// The ending of shards' names.
    static let mds = "mds"

    /// - Throws: ``Diagnostic`` when nothing can be written so.
    func check() throws {
        guard ShardReader.views.contains(view) else {
            throw Diagnostic(
                .error, "the view '\(view)' cannot be exported",
                hint: "Views that can: \(ShardReader.views.joined(separator: ", ")).")
        }
        if let layout { try check(layout: layout) } else { try checkFormat() }
        try checkTokens()
        if layout == "text2vec", output.contains("STS") {
            throw Diagnostic(
                .error, "the output folder's name contains 'STS', for which text2vec cuts labels at 2.5",
                hint: "Choose another name.")
        }
    }

    private func checkTokens() throws {
        guard tokens != nil else { return }
        if layout != nil {
            throw Diagnostic(
                .error, "tokens go with a view's own columns; a layout has those that its trainer reads",
                hint: "Leave out --layout or --tokens.")
        }
        guard ViewCatalog.holdsLists(format: format) else {
            throw Diagnostic(
                .error, "tokens are lists of numbers, for which '\(format)' has no form",
                hint: "Choose parquet, jsonl, tfrecord, tar or mds.")
        }
    }

    private func checkFormat() throws {
        let formats = ViewCatalog.available.filter { $0.view == view }.map(\.format) + [Self.mds]
        guard formats.contains(format) else {
            throw Diagnostic(
                .error, "the view '\(view)' cannot be written as '\(format)'",
                hint: Spelling.hint(for: format, among: formats))
        }
    }

    private func check(layout: String) throws {
        let names = LayoutCatalog.names.map(\.name)
        guard names.contains(layout) else {
            throw Diagnostic(
                .error, "there is no layout '\(layout)'",
                hint: Spelling.hint(for: layout, among: names))
        }
        guard view == "pairs" else {
            throw Diagnostic(.error, "layouts are made of the view 'pairs', not of '\(view)'")
        }
        let formats = LayoutCatalog.formats(layout)
        let isPacked = format.hasSuffix(".gz") || format.hasSuffix(".zst")
        let base = String(format.prefix { $0 != "." })
        guard formats.contains(base), format == base || isPacked && base != "parquet" && format.count < 10 else {
            throw Diagnostic(
                .error, "the layout '\(layout)' cannot be written as '\(format)'",
                hint: "It can be written as \(formats.joined(separator: ", ")), text with .gz or .zst too.")
        }
    }
}
