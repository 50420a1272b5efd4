public import CurateCore

/// Reads `corpus.yaml`. Everything that is wrong with a file is reported together, in the order of the file.
public enum CorpusYAML {
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name for messages; nothing is opened.
    ///   - folder: the folder that holds it; its last part must be the corpus' name.
    public static func read(_ text: String, file: String, folder: String) throws(Diagnostics) -> CorpusDeclaration {
        let root: YAMLNode
        do { root = try YAMLDocument(text, file: file).root } catch { throw Diagnostics([error]) }
        let issues = Issues()
        let declaration = CorpusReader(folder: folder, issues: issues).read(root)
        try issues.throwIfErrors()
        guard let declaration else { preconditionFailure("a corpus without a declaration has an error") }
        return declaration
    }
}

/// Reads the outermost map of `corpus.yaml`.
struct CorpusReader {
    let folder: String
    let issues: Issues

    func read(_ root: YAMLNode) -> CorpusDeclaration? {
        guard let map = MappingReader(root, "corpus.yaml", allowing: CorpusKeys.root, issues) else { return nil }
        let name = name(map)
        let labels = map.required("labels").flatMap { LabelReader(issues: issues).read($0) }
        let type = map.required("type")?.readChoice("type", among: CorpusKeys.types, issues)
        let licence = map.requiredText("licence")
        let licenceClass = map.required("licence_class")?.readChoice(
            "licence_class", among: CorpusKeys.licenceClasses, issues)
        let (title, home) = (map.requiredText("title"), map.requiredText("home"))
        let (cite, language, notes) = (map.text("cite"), map.text("language"), map.text("notes"))
        let (rows, layouts) = (rows(map), layouts(map, scale: labels?.scale))
        let (defects, relations) = (defects(map), relations(map))
        guard let name, let title, let home, let licence, let licenceClass, let type, let labels else { return nil }
        return CorpusDeclaration(
            name: name, title: title, home: home, licence: licence, licenceClass: licenceClass, cite: cite, type: type,
            language: language, rows: rows, labels: labels, layouts: layouts, defects: defects, relations: relations,
            notes: notes, folder: folder)
    }

    private func name(_ map: MappingReader) -> String? {
        guard let node = map.required("corpus"), let name = NameRule.read(node, "corpus", issues) else { return nil }
        let expected = CorpusName.label(of: folder)
        if name != expected {
            issues.error("'corpus' must be the folder's name, '\(expected)', not '\(name)'.", at: node.place)
        }
        return name
    }

    private func rows(_ map: MappingReader) -> [String: Int] {
        guard let node = map["rows"] else { return [:] }
        guard let entries = node.mapping else {
            return node.refuse("rows", "a map of splits to numbers", issues) ?? [:]
        }
        var rows: [String: Int] = [:]
        for entry in entries where SplitName.check(entry.key, at: entry.keyPlace, issues) {
            rows[entry.key] = entry.value.readInteger("rows.\(entry.key)", in: 1...Int.max, issues)
        }
        return rows
    }

    private func layouts(_ map: MappingReader, scale: LabelScale?) -> [CorpusLayout] {
        guard let node = map.required("layouts") else { return [] }
        if node.sequence?.isEmpty == true { issues.error("'layouts' must list at least one layout.", at: node.place) }
        var names: Set<String> = []
        return map.items("layouts").compactMap { item in
            guard let layout = LayoutReader(scale: scale, issues: issues).read(item) else { return nil }
            if !names.insert(layout.name).inserted {
                issues.error("the layout '\(layout.name)' is declared twice.", at: item.place)
            }
            return layout
        }
    }

    private func defects(_ map: MappingReader) -> [CorpusDeclaration.Defect] {
        map.items("defects").compactMap { item in
            guard let map = MappingReader(item, "an entry of 'defects'", allowing: CorpusKeys.defect, issues),
                let what = map.requiredText("what")
            else { return nil }
            return CorpusDeclaration.Defect(
                what: what, place: map.text("where"), count: map.integer("count", in: 1...Int.max),
                basis: map.choice("basis", among: CorpusKeys.bases))
        }
    }

    private func relations(_ map: MappingReader) -> [CorpusDeclaration.Relation] {
        map.items("relations").compactMap { item in
            guard let map = MappingReader(item, "an entry of 'relations'", allowing: CorpusKeys.relation, issues) else {
                return nil
            }
            let kind = map.required("kind")?.readChoice("kind", among: CorpusKeys.relationKinds, issues)
            guard let kind, let corpus = map.requiredText("corpus") else { return nil }
            return CorpusDeclaration.Relation(
                kind: kind, corpus: corpus, splits: splits(map, "splits"), otherSplits: splits(map, "other_splits"),
                pairs: map.integer("pairs", in: 1...Int.max), note: map.text("note"))
        }
    }

    private func splits(_ map: MappingReader, _ key: String) -> [String] {
        guard let node = map[key] else { return [] }
        return node.readList { item in
            guard let text = item.readText(key, issues), SplitName.check(text, at: item.place, issues) else {
                return nil
            }
            return text
        }
    }
}

/// `train`, `dev`, `test`, or with variants before it: `ddb/train`.
enum SplitName {
    static let roles = ["train", "dev", "test"]

    /// What follows the last slash.
    static func role(_ split: String) -> String { split.split(separator: "/").last.map(String.init) ?? split }

    static func check(_ split: String, at place: Place, _ issues: Issues) -> Bool {
        let role = role(split)
        let whole = split.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        if whole, roles.contains(role) { return true }
        issues.error(
            "'\(split)' is not the name of a split: its last part must be train, dev or test.",
            hint: "Write '\(split.hasSuffix("/") ? split : split + "/")train' if it is a variant.", at: place)
        return false
    }
}

/// The keys and words of `corpus.yaml`.
enum CorpusKeys {
    static let root = [
        "corpus", "title", "home", "licence", "licence_class", "cite", "language", "type", "rows", "labels", "layouts",
        "defects", "relations", "notes",
    ]
    static let labels = ["scale", "minimum", "maximum", "threshold", "values", "unlabelled"]
    static let layout = [
        "name", "about", "url", "format", "encoding", "header", "delimiter", "quote", "shape", "columns",
        "columns_count", "record", "only", "labels", "type", "splits",
    ]
    static let split = ["files", "labelled"]
    static let defect = ["what", "where", "count", "basis"]
    static let relation = ["kind", "corpus", "splits", "other_splits", "pairs", "note"]

    static let licenceClasses = ["open", "research-only", "noncommercial", "application", "unclear"]
    static let types = ["question", "statement", "mixed", "idiom", "document"]
    static let bases = ["measured", "documented", "reported", "inferred", "not verified"]
    static let relationKinds = ["overlaps", "contains", "contained_in", "merges", "derived_from", "shares_source"]
}
