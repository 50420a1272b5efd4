public import CurateCore

/// A pipeline's tests, `<name>.test.yaml`: records in, records out.
public struct PipelineTests: Sendable, Hashable {
    public var tests: [PipelineTest]

    /// - Parameter file: the name that messages use; nothing is opened.
    public static func read(_ text: String, file: String) throws(Diagnostics) -> PipelineTests {
        let root: YAMLNode
        do { root = try YAMLDocument(text, file: file).root } catch { throw Diagnostics([error]) }
        let issues = Issues()
        let tests = PipelineTestReader(issues: issues).read(root)
        try issues.throwIfErrors()
        return PipelineTests(tests: tests)
    }
}

public struct PipelineTest: Sendable, Hashable {
    /// A record that goes in.
    public struct Input: Sendable, Hashable {
        /// nil: the pipeline's first corpus.
        public var corpus: String?
        public var split: String
        public var sentence1: String
        /// nil: a single sentence.
        public var sentence2: String?
        /// As the corpus spells it; nil: no label.
        public var label: String?
        public var place: Place
    }

    /// A record that comes out.
    public struct Output: Sendable, Hashable {
        public var sentence1: String
        public var sentence2: String?
        public var label: String?
        /// nil: any.
        public var split: String?
        public var place: Place
    }

    /// A record that is taken out; what is nil may be anything.
    public struct Rejected: Sendable, Hashable {
        public var sentence1: String?
        public var sentence2: String?
        public var stage: String
        public var rule: String
        public var place: Place
    }

    public var name: String
    /// For ``PipelineReader``, in the form of `--set`.
    public var overrides: [String]
    public var records: [Input]
    /// nil: not looked at.
    public var expectedRecords: [Output]?
    /// nil: not looked at.
    public var expectedRejected: [Rejected]?
    /// Whether the order of records matters.
    public var ordered: Bool
    public var place: Place
}

/// Reads the document.
struct PipelineTestReader {
    let issues: Issues

    func read(_ root: YAMLNode) -> [PipelineTest] {
        guard let map = MappingReader(root, "a test file", allowing: ["tests"], issues),
            let list = map.required("tests")
        else { return [] }
        if list.sequence?.isEmpty == true { issues.error("'tests' holds no test.", at: list.place) }
        var names: Set<String> = []
        return map.items("tests").compactMap { node in
            guard let test = test(node) else { return nil }
            if !names.insert(test.name).inserted {
                issues.error("there are two tests '\(test.name)'.", at: node.place)
            }
            return test
        }
    }

    private func test(_ node: YAMLNode) -> PipelineTest? {
        let keys = ["name", "set", "records", "expect"]
        guard let map = MappingReader(node, "an entry of 'tests'", allowing: keys, issues) else { return nil }
        let name = map.requiredText("name")
        _ = map.required("records")
        let records = map.items("records").compactMap(input)
        guard let expect = map.required("expect"), let name else { return nil }
        var test = PipelineTest(
            name: name, overrides: overrides(map["set"]), records: records, ordered: false, place: node.place)
        readExpectation(expect, into: &test)
        return test
    }

    private func overrides(_ node: YAMLNode?) -> [String] {
        guard let node else { return [] }
        guard let entries = node.mapping else { return node.refuse("set", "a map of paths to values", issues) ?? [] }
        return entries.map { "\($0.key)=\($0.value.flow)" }
    }

    private func input(_ node: YAMLNode) -> PipelineTest.Input? {
        let keys = ["corpus", "split", "sentence1", "sentence2", "label"]
        guard let map = MappingReader(node, "an entry of 'records'", allowing: keys, issues),
            let first = map.requiredText("sentence1")
        else { return nil }
        return PipelineTest.Input(
            corpus: map.text("corpus"), split: map.text("split") ?? "train", sentence1: first,
            sentence2: map.text("sentence2"), label: map.text("label"), place: node.place)
    }

    private func readExpectation(_ node: YAMLNode, into test: inout PipelineTest) {
        let keys = ["records", "rejected", "ordered"]
        guard let map = MappingReader(node, "'expect'", allowing: keys, issues) else { return }
        if map["records"] == nil, map["rejected"] == nil {
            issues.error("'expect' must hold 'records' or 'rejected'.", at: node.place)
        }
        test.ordered = map.bool("ordered") ?? false
        if map["records"] != nil { test.expectedRecords = map.items("records").compactMap(output) }
        if map["rejected"] != nil { test.expectedRejected = map.items("rejected").compactMap(rejected) }
    }

    private func output(_ node: YAMLNode) -> PipelineTest.Output? {
        let keys = ["sentence1", "sentence2", "label", "split"]
        guard let map = MappingReader(node, "an expected record", allowing: keys, issues),
            let first = map.requiredText("sentence1")
        else { return nil }
        return PipelineTest.Output(
            sentence1: first, sentence2: map.text("sentence2"), label: map.text("label"), split: map.text("split"),
            place: node.place)
    }

    private func rejected(_ node: YAMLNode) -> PipelineTest.Rejected? {
        let keys = ["sentence1", "sentence2", "stage", "rule"]
        guard let map = MappingReader(node, "an expected rejection", allowing: keys, issues) else { return nil }
        guard let stage = map.requiredText("stage"), let rule = map.requiredText("rule") else { return nil }
        return PipelineTest.Rejected(
            sentence1: map.text("sentence1"), sentence2: map.text("sentence2"), stage: stage, rule: rule,
            place: node.place)
    }
}

extension YAMLNode {
    /// One line of YAML that reads back as the same value.
    var flow: String {
        switch value {
        case .scalar(let scalar): scalar.optionValue?.yaml ?? "~"
        case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { OptionValue.string($0.key).yaml + ": " + $0.value.flow }.joined(separator: ", ") + "}"
        }
    }
}
