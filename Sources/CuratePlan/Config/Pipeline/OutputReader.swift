import CurateCore

/// Views and formats by name. What a build can write of them is in its catalog of ``OutputKind``.
enum OutputNames {
    static let views = ["pairs", "contrastive", "seq2seq", "sentences"]
    static let formats = ["jsonl", "jsonl.gz", "jsonl.zst", "tsv", "tsv.gz", "tsv.zst", "parquet"]

    /// Compression levels of a format; nil where there is nothing to set.
    static func levels(of format: String) -> ClosedRange<Int>? {
        if format.hasSuffix(".gz") { return 1...9 }
        if format.hasSuffix(".zst") || format == "parquet" { return 1...19 }
        return nil
    }
}

/// Reads an entry of `outputs` against what this build can write.
struct OutputReader {
    let entry: PipelineDocument.Output
    let kinds: [OutputKind]
    let issues: Issues

    func read() -> OutputUse? {
        guard let view = entry.view.readChoice("view", among: known(OutputNames.views, \.view), issues),
            let format = entry.format.readChoice("format", among: known(OutputNames.formats, \.format), issues),
            isAvailable(view, format), let layout = layout(view, format)
        else { return nil }
        return OutputUse(
            view: view, format: format, maxRows: entry.maxRows ?? OutputUse.defaultMaxRows,
            maxBytes: entry.maxBytes ?? OutputUse.defaultMaxBytes, level: level(format), layout: layout.name,
            negatives: negatives(view), tokens: tokens(format),
            line: entry.place.line,
            column: entry.place.column)
    }

    private func known(_ names: [String], _ part: (OutputKind) -> String) -> [String] {
        names + Set(kinds.map(part)).subtracting(names).sorted()
    }

    private func isAvailable(_ view: String, _ format: String) -> Bool {
        if kinds.contains(OutputKind(view: view, format: format)) { return true }
        let formats = kinds.filter { $0.view == view }.map(\.format)
        if formats.isEmpty {
            let views = Set(kinds.map(\.view)).sorted().joined(separator: ", ")
            issues.error(
                "the view '\(view)' is not available in this version.", hint: "Available: \(views).",
                at: entry.view.place)
        } else {
            issues.error(
                "the view '\(view)' cannot be written as '\(format)' in this version.",
                hint: "Available: \(formats.joined(separator: ", ")).", at: entry.format.place)
        }
        return false
    }

    /// nil when the layout that is asked for is none, or not of this view and format.
    private func layout(_ view: String, _ format: String) -> (name: String?, Void)? {
        guard let node = entry.layout else { return (nil, ()) }
        let names = Set(kinds.compactMap(\.layout)).sorted()
        guard let name = node.readChoice("layout", among: names, issues) else { return nil }
        if kinds.contains(OutputKind(view: view, format: format, layout: name)) { return (name, ()) }
        let kinds = kinds.filter { $0.layout == name }.map { "\($0.view) as \($0.format)" }
        issues.error(
            "the layout '\(name)' is not of the view '\(view)' as '\(format)'.",
            hint: "It is of \(kinds.joined(separator: ", ")).", at: node.place)
        return nil
    }

    private func negatives(_ view: String) -> NegativeCount? {
        guard let node = entry.negatives ?? entry.fewer else { return nil }
        guard view == "contrastive" else {
            issues.error(
                "'negatives' and 'fewer' are of the view 'contrastive'; rows of '\(view)' have none.", at: node.place)
            return nil
        }
        guard let number = entry.negatives else {
            issues.error("'fewer' needs 'negatives': fewer than what?", hint: "Add 'negatives: 4'.", at: node.place)
            return nil
        }
        let fewer = entry.fewer?.readChoice("fewer", among: ["leave_out", "keep"], issues)
        return number.readInteger("negatives", in: 0...64, issues).map { NegativeCount($0, isExact: fewer != "keep") }
    }

    private func tokens(_ format: String) -> TokenUse? {
        guard let node = entry.tokens else { return nil }
        let keys = PipelineKeys.tokens.map(\.name)
        guard let map = MappingReader(node, "'tokens'", allowing: keys, issues) else { return nil }
        let hasColumns = map.bool("columns") ?? true
        if hasColumns, format.hasPrefix("tsv") {
            issues.error(
                "'tokens' are lists of numbers, for which '\(format)' has no form.",
                hint: "Write parquet, jsonl, tfrecord or tar, or count them alone with 'columns: false'.",
                at: node.place)
        }
        if hasColumns, let layout = entry.layout {
            issues.error(
                "'tokens' go with a view's own columns; a layout has those that its trainer reads.",
                hint: "Leave out 'layout' or 'tokens', or write two outputs.", at: layout.place)
        }
        let length = map.integer("max_length", in: TokenRecipe.lengths)
        guard let vocabulary = map.requiredText("vocabulary") else { return nil }
        return TokenUse(
            vocabulary: vocabulary, maxLength: length ?? TokenUse.defaultMaxLength, hasColumns: hasColumns)
    }

    private func level(_ format: String) -> Int? {
        guard let node = entry.level else { return nil }
        if let range = OutputNames.levels(of: format) { return node.readInteger("level", in: range, issues) }
        issues.error("'level' sets a compression, but '\(format)' is not compressed.", at: node.place)
        return nil
    }
}
