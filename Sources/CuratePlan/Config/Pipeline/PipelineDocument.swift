import CurateCore

/// A pipeline as written: keys and kinds of values are checked, nothing is filled in or looked up.
struct PipelineDocument {
    struct Corpus {
        var use: String
        var path: String?
        var layout: String?
        var splits: [String]?
        var alias: String?
        var maxRejected: Tolerance?
        var place: Place
    }

    struct Stage {
        var name: String
        var options: [YAMLEntry]
        var place: Place
    }

    struct Teacher {
        var name: String
        var kind: YAMLNode
        var options: [YAMLEntry]
        var place: Place
    }

    struct Output {
        var view: YAMLNode
        var format: YAMLNode
        var maxRows: Int?
        var maxBytes: Int?
        var level: YAMLNode?
        var layout: YAMLNode?
        var negatives: YAMLNode?
        var fewer: YAMLNode?
        var tokens: YAMLNode?
        var place: Place
    }

    var name: String
    var about: String?
    var seed: UInt64?
    var maxRejected: Tolerance?
    var writeHeldOut: Bool?
    var corpora: [Corpus]
    /// Without `alias`; strings such as `lcqmc/dev` are split into `use` and `splits`.
    var heldOut: [Corpus]
    var teachers: [Teacher]
    var stages: [Stage]
    var outputs: [Output]
    var then: [FollowUp]
    var place: Place

    /// nil when the document is not even a map.
    init?(_ root: YAMLNode, _ issues: Issues) {
        let keys = PipelineKeys.root.map(\.name)
        guard let map = MappingReader(root, "the pipeline", allowing: keys, issues) else { return nil }
        place = root.place
        name = NameRule.read(map.required("name"), "name", issues) ?? "?"
        about = map.text("about")
        seed = map.integer("seed", in: 0...Int.max).map(UInt64.init)
        maxRejected = map["max_rejected"]?.readTolerance("max_rejected", issues)
        writeHeldOut = map.bool("write_held_out")
        if map.required("corpora")?.sequence?.isEmpty == true {
            issues.error("'corpora' lists no corpus.", at: map["corpora"]?.place ?? place)
        }
        corpora = map.items("corpora").compactMap { Corpus($0, issues) }
        heldOut = map.items("held_out").compactMap { Corpus(heldOut: $0, issues) }
        teachers = map["teachers"].map { Teacher.all($0, issues) } ?? []
        stages = map.items("stages").compactMap { Stage($0, issues) }
        outputs = map.items("outputs").compactMap { Output($0, issues) }
        then = map.items("then").compactMap { FollowUpReader(node: $0, issues: issues).read() }
    }
}

extension PipelineDocument.Corpus {
    init?(_ node: YAMLNode, _ issues: Issues) {
        self.init(node, "an entry of 'corpora'", PipelineKeys.corpus, issues)
    }

    init?(heldOut node: YAMLNode, _ issues: Issues) {
        if node.mapping != nil {
            self.init(node, "an entry of 'held_out'", PipelineKeys.heldOut, issues)
        } else {
            self.init(splitName: node, issues)
        }
    }

    private init?(_ node: YAMLNode, _ what: String, _ keys: [DocumentKey], _ issues: Issues) {
        guard let map = MappingReader(node, what, allowing: keys.map(\.name), issues) else { return nil }
        guard let use = map.requiredText("use") else { return nil }
        self.init(
            use: use, path: map.text("path"), layout: map.text("layout"), splits: map.texts("splits"),
            alias: NameRule.read(map["as"], "as", issues),
            maxRejected: map["max_rejected"]?.readTolerance("max_rejected", issues), place: node.place)
    }

    /// `lcqmc/dev`, or with a variant `sohu/ddb/dev`.
    private init?(splitName node: YAMLNode, _ issues: Issues) {
        guard let text = node.readText("held_out", issues) else { return nil }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            issues.error(
                "'\(text)' does not name a split.", hint: "Write corpus and split: '\(parts[0])/dev'.", at: node.place)
            return nil
        }
        self.init(use: String(parts[0]), splits: [String(parts[1])], place: node.place)
    }
}

extension PipelineDocument.Stage {
    /// `- shuffle`, `- clean: {max_chars: 60}` or `- clean:` with options indented below.
    init?(_ node: YAMLNode, _ issues: Issues) {
        if let scalar = node.scalar, !node.isNull {
            self.init(name: scalar.text, options: [], place: node.place)
            return
        }
        guard let entries = node.mapping, let first = entries.first else {
            issues.error("an entry of 'stages' must be a stage, not \(node.kindInWords).", at: node.place)
            return nil
        }
        guard entries.count == 1 else {
            issues.error(
                "an entry of 'stages' must be one stage, but this one has the keys \(Self.list(entries)).",
                hint: "Indent options under '\(first.key):', and start a line with '- ' for each stage.", at: node.place
            )
            return nil
        }
        self.init(first, issues)
    }

    private init?(_ entry: YAMLEntry, _ issues: Issues) {
        guard let options = entry.value.isNull ? [] : entry.value.mapping else {
            issues.error(
                "the options of '\(entry.key)' must be a map, not \(entry.value.kindInWords).", at: entry.value.place)
            return nil
        }
        self.init(name: entry.key, options: options, place: entry.keyPlace)
    }

    private static func list(_ entries: [YAMLEntry]) -> String {
        entries.map { "'\($0.key)'" }.joined(separator: ", ")
    }
}

extension PipelineDocument.Teacher {
    /// `demo: {kind: embedded, model: roformer-sim-demo}`, one for each name.
    static func all(_ node: YAMLNode, _ issues: Issues) -> [Self] {
        guard let entries = node.mapping else {
            issues.error(
                "'teachers' must be a map of names to kinds and options, not \(node.kindInWords).",
                hint: "Write for example 'demo: {kind: embedded, model: roformer-sim-demo}' below it.", at: node.place)
            return []
        }
        return entries.compactMap { Self($0, issues) }
    }

    private init?(_ entry: YAMLEntry, _ issues: Issues) {
        let key = YAMLNode(.scalar(YAMLScalar(entry.key)), entry.keyPlace)
        guard let name = NameRule.read(key, "the name of a teacher", issues) else { return nil }
        guard let entries = entry.value.mapping else {
            issues.error(
                "the teacher '\(name)' must be a map with its kind and options, not \(entry.value.kindInWords).",
                at: entry.value.place)
            return nil
        }
        guard let kind = entries.first(where: { $0.key == "kind" }) else {
            issues.error("the teacher '\(name)' needs its 'kind'.", at: entry.keyPlace)
            return nil
        }
        self.init(
            name: name, kind: kind.value, options: entries.filter { $0.key != "kind" }, place: entry.keyPlace)
    }
}

extension PipelineDocument.Output {
    init?(_ node: YAMLNode, _ issues: Issues) {
        let keys = PipelineKeys.output.map(\.name)
        guard let map = MappingReader(node, "an entry of 'outputs'", allowing: keys, issues) else { return nil }
        let (view, format) = (map.required("view"), map.required("format"))
        maxRows = map.integer("max_rows", in: 1...Int.max)
        maxBytes = map["max_bytes"]?.readByteSize("max_bytes", issues)
        level = map["level"]
        layout = map["layout"]
        negatives = map["negatives"]
        fewer = map["fewer"]
        tokens = map["tokens"]
        place = node.place
        guard let view, let format else { return nil }
        (self.view, self.format) = (view, format)
    }
}

/// Names become folders and parts of `corpus/split`.
enum NameRule {
    static func read(_ node: YAMLNode?, _ key: String, _ issues: Issues) -> String? {
        guard let node, let text = node.readText(key, issues) else { return nil }
        let allowed = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        if allowed, text.contains(where: { $0.isLetter || $0.isNumber }) { return text }
        issues.error("'\(key)' must be made of letters, digits, '-', '_' and '.', not '\(text)'.", at: node.place)
        return nil
    }
}
