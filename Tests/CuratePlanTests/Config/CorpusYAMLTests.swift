import CurateCore
import Testing

@testable import CuratePlan

struct CorpusYAMLTests {
    private static let head = """
        corpus: mine
        title: My pairs
        home: https://example.org
        licence: none stated
        licence_class: unclear
        type: question

        """
    private static let labels = "labels: {scale: binary}\n"

    private static func layouts(_ body: String) -> String {
        "layouts:\n  - name: a\n    \(body.replacing("\n", with: "\n    "))\n"
    }

    private static let tsv = """
        format: tsv
        header: false
        shape: pair
        columns: {a: 1, b: 2, label: 3}
        columns_count: 3
        splits: {train: train.txt}
        """

    private func read(_ text: String) throws -> CorpusDeclaration {
        try CorpusYAML.read(text, file: "corpus.yaml", folder: "corpora/mine")
    }

    private func complaints(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as Diagnostics { return error.all.map(\.description) } catch { return ["\(error)"] }
    }

    /// The layout's lines start at line 10, column 5, behind its name.
    private func layoutComplaints(_ body: String) -> [String] {
        complaints(Self.head + Self.labels + Self.layouts(body))
    }

    private func layout(_ body: String) throws -> CorpusLayout {
        try read(Self.head + Self.labels + Self.layouts(body)).layouts[0]
    }

    @Test func everyKeyOfACorpus() throws {
        let read = try read(
            """
            corpus: mine
            title: My pairs
            home: https://example.org
            licence: "on application"
            licence_class: application
            cite: "Who, What, 2020"
            language: zh-Hans
            type: question
            rows: {train: 10, a/dev: 2}
            labels: {scale: ordinal, minimum: 0, maximum: 5, threshold: 2.5, values: {best: 5}, unlabelled: ["", "-"]}
            layouts:
              - name: tsv
                about: three columns
                url: https://example.org/tsv
                \(Self.tsv.replacing("\n", with: "\n    "))
            defects:
              - {what: "odd rows", where: train, count: 3, basis: measured}
            relations:
              - {kind: overlaps, corpus: other, splits: [train], other_splits: [a/test], pairs: 4, note: "by chance"}
            notes: "More words."
            """)
        #expect(read.name == "mine" && read.title == "My pairs" && read.home == "https://example.org")
        #expect(read.licence == "on application" && read.licenceClass == "application")
        #expect(read.cite == "Who, What, 2020" && read.language == "zh-Hans" && read.type == "question")
        #expect(read.rows == ["train": 10, "a/dev": 2])
        #expect(
            read.labels
                == LabelRules(
                    scale: .ordinal, minimum: 0, maximum: 5, threshold: 2.5, values: ["best": 5], unlabelled: ["", "-"])
        )
        #expect(read.defects == [.init(what: "odd rows", place: "train", count: 3, basis: "measured")])
        #expect(
            read.relations == [
                .init(
                    kind: "overlaps", corpus: "other", splits: ["train"], otherSplits: ["a/test"], pairs: 4,
                    note: "by chance")
            ])
        #expect(read.notes == "More words." && read.folder == "corpora/mine")
        #expect(read.layouts[0].about == "three columns" && read.layouts[0].url == "https://example.org/tsv")
    }

    @Test func delimitedLayout() throws {
        let layout = try layout(
            """
            format: csv
            encoding: gb18030
            header: true
            quote: "'"
            delimiter: ";"
            shape: pair
            columns: {a: s1, b: 2, label: 甲}
            columns_count: 4
            only: {source: x}
            type: document
            labels: {scale: nli}
            splits:
              ddb/train: [a.csv, "b*.csv"]
              dev: {files: d.csv, labelled: false}
            """)
        #expect(
            layout
                == CorpusLayout(
                    name: "a", format: .csv, encoding: "gb18030", header: true, quote: "'", delimiter: ";",
                    columns: [.a: .name("s1"), .b: .position(2), .label: .name("甲")], columnsCount: 4,
                    only: [.init(column: .name("source"), value: "x")],
                    labels: LabelRules(scale: .nli, values: ["contradiction": 0, "entailment": 1, "neutral": 2]),
                    type: "document",
                    splits: [
                        .init(split: "ddb/train", patterns: ["a.csv", "b*.csv"]),
                        .init(split: "dev", patterns: ["d.csv"], labelled: false),
                    ]))
    }

    @Test func defaultsOfDelimitedLayouts() throws {
        let tsv = try layout(Self.tsv)
        #expect(tsv.delimiter == "\t" && tsv.quote == nil && tsv.encoding == nil)
        let csv = try layout(Self.tsv.replacing("tsv", with: "csv"))
        #expect(csv.delimiter == "," && csv.quote == "\"")
        #expect(try layout(Self.tsv.replacing("tsv", with: "csv\nquote: none\nencoding: auto")).quote == nil)
    }

    @Test func conditionsByPosition() throws {
        #expect(try layout(Self.tsv + "\nonly: {\"3\": x}").only == [.init(column: .position(3), value: "x")])
    }

    @Test func xmlAndGroups() throws {
        let xml = try layout(
            "format: xml\nrecord: pair\nshape: pair\ncolumns: {a: t1, b: t2, label: \"@label\"}\nsplits: {train: a.xml}"
        )
        #expect(xml.record == "pair" && xml.columns[.label] == .name("@label"))
        let group = try layout(
            "format: json\nrecord: rows\nshape: group\ncolumns: {text: t, group: s}\nsplits: {train: a}")
        #expect(group.record == "rows" && group.shape == .group)
    }

    @Test func corpusWithoutLabelsNeedsNoLabelColumn() throws {
        let text = Self.head + "labels: {scale: none}\n" + Self.layouts(Self.tsv.replacing(", label: 3", with: ""))
        #expect(try read(text).layouts[0].columns == [.a: .position(1), .b: .position(2)])
    }

    @Test func whatIsMissing() {
        #expect(
            complaints("corpus: mine\n") == [
                "corpus.yaml:1:1: error: 'labels' is missing.", "corpus.yaml:1:1: error: 'type' is missing.",
                "corpus.yaml:1:1: error: 'licence' is missing.", "corpus.yaml:1:1: error: 'licence_class' is missing.",
                "corpus.yaml:1:1: error: 'title' is missing.", "corpus.yaml:1:1: error: 'home' is missing.",
                "corpus.yaml:1:1: error: 'layouts' is missing.",
            ])
    }

    @Test(arguments: [
        ("corpus: mine", "corpus: yours", "1:9: error: 'corpus' must be the folder's name, 'mine', not 'yours'."),
        ("title: My pairs", "titel: My pairs", "2:1: error: unknown key 'titel' in corpus.yaml. Did you mean 'title'?"),
        (
            "unclear", "free",
            "5:16: error: 'licence_class' must be one of open, research-only, noncommercial, application, unclear, not 'free'."
        ),
        (
            "question", "questions",
            "6:7: error: 'type' must be one of question, statement, mixed, idiom, document, not 'questions'. Did you mean 'question'?"
        ),
        ("home: h", "rows: {dev: 0}\nhome: h", "3:13: error: 'rows.dev' must be an integer of at least 1, not '0'."),
        (
            "home: h", "rows: {all: 5}\nhome: h",
            "3:8: error: 'all' is not the name of a split: its last part must be train, dev or test. Write 'all/train' if it is a variant."
        ),
        (
            "home: h", "defects: [{what: x, were: y}]\nhome: h",
            "3:21: error: unknown key 'were' in an entry of 'defects'. Did you mean 'where'?"
        ),
        (
            "home: h", "relations: [{kind: shares, corpus: y}]\nhome: h",
            "3:20: error: 'kind' must be one of overlaps, contains, contained_in, merges, derived_from, shares_source, not 'shares'. Did you mean 'shares_source'?"
        ),
        ("home: h", "relations: [{kind: merges}]\nhome: h", "3:13: error: 'corpus' is missing."),
        (
            "home: h", "relations: [{kind: merges, corpus: y, splits: [all]}]\nhome: h",
            "3:48: error: 'all' is not the name of a split: its last part must be train, dev or test. Write 'all/train' if it is a variant."
        ),
    ])
    func wrongHead(_ old: String, _ new: String, _ message: String) {
        let text = (Self.head + Self.labels + Self.layouts(Self.tsv)).replacing(old, with: new, maxReplacements: 1)
        #expect(complaints(text).contains("corpus.yaml:" + message))
    }

    @Test(arguments: [
        ("scale: graded", 17, "'scale' must be one of binary, ordinal, nli, none, not 'graded'."),
        ("values: {x: 1}", 9, "'scale' is missing."),
        ("scale: binary, values: {是: 2}", 37, "'values.是' must be an integer from 0 to 1, not '2'."),
        (
            "scale: binary, threshold: 1", 25,
            "'threshold' does not belong here: bounds belong to an ordinal scale, not to 'binary'."
        ),
        ("scale: ordinal, minimum: 0, maximum: 5", 9, "'threshold' is missing."),
        (
            "scale: ordinal, minimum: 0, maximum: 5, threshold: 6", 9,
            "an ordinal scale needs minimum < maximum, with threshold between them."
        ),
        (
            "scale: ordinal, minimum: 0, maximum: 5, threshold: 2, values: {a: 9}", 76,
            "'values.a' must be a number from 0 to 5, not '9'."
        ),
        (
            "scale: nli, values: {E: entailmnet}", 34,
            "'values.E' must be one of contradiction, entailment, neutral, not 'entailmnet'. Did you mean 'entailment'?"
        ),
        (
            "scale: none, values: {a: 0}", 23,
            "'values' does not belong here: a corpus of the scale 'none' has no labels."
        ),
        ("scale: binary, values: {\"0\": 0}, unlabelled: [\"0\"]", 55, "'0' stands in 'values' and in 'unlabelled'."),
    ])
    func wrongLabels(_ labels: String, _ column: Int, _ message: String) {
        let text = Self.head + "labels: {\(labels)}\n" + Self.layouts(Self.tsv)
        #expect(complaints(text) == ["corpus.yaml:7:\(column): error: \(message)"])
    }

    @Test(arguments: [
        ("header: false\n", "", "9:5: error: 'header' is missing."),
        (
            "columns_count: 3\n", "",
            "9:5: error: 'columns_count' is missing: without a header nothing else tells a torn row."
        ),
        (
            "a: 1", "a: s1",
            "13:18: error: the column 'a' is named 's1', but the file has no header. Give its position, from 1."
        ),
        ("label: 3", "label: 4", "13:34: error: the column 'label' is at 4, but 'columns_count' is 3."),
        ("a: 1", "a: 0", "13:18: error: 'columns.a' must be an integer from 1 to 10000, not '0'."),
        (
            ", label: 3", "",
            "15:14: error: the split 'train' has labels, but the layout has no column 'label'. Add the column, or write {files: [...], labelled: false}."
        ),
        ("b: 2, ", "", "13:5: error: the shape 'pair' needs the column 'b'."),
        ("b: 2", "b: 2, text: 3", "13:33: error: the shape 'pair' has no column 'text'."),
        (
            "b: 2", "c: 2, b: 3",
            "13:21: error: unknown key 'c' in 'columns'. Possible: a, b, group, label, negative, positive, text."
        ),
        (
            "shape: pair", "shape: pairs",
            "12:12: error: 'shape' must be one of pair, triplet, positives, group, answers, sentences, not 'pairs'. Did you mean 'pair'?"
        ),
        (
            "format: tsv", "format: xls",
            "10:13: error: 'format' must be one of tsv, csv, jsonl, json, xml, html, parquet, not 'xls'. Did you mean 'xml'?"
        ),
        (
            "format: tsv", "format: jsonl",
            "11:5: error: 'header' does not belong to a layout of the format jsonl: only tsv and csv files have one."
        ),
        (
            "format: tsv", "format: tsv\nquote: '\"'",
            "11:5: error: 'quote' does not belong to a layout of the format tsv: it can be set for csv only."
        ),
        (
            "format: tsv", "format: csv\ndelimiter: '||'",
            "11:16: error: 'delimiter' must be one ASCII character, not '||'. Write '|' and count the empty columns that then lie between."
        ),
        (
            "format: tsv", "format: csv\ndelimiter: '，'",
            "11:16: error: 'delimiter' must be one ASCII character, not '，'."
        ),
        (
            "format: tsv", "format: tsv\nrecord: pair",
            "11:5: error: 'record' does not belong to a layout of the format tsv: it names the record element of xml, or the key of the rows in json."
        ),
        (
            "train: train.txt", "all: train.txt",
            "15:14: error: 'all' is not the name of a split: its last part must be train, dev or test. Write 'all/train' if it is a variant."
        ),
        ("train: train.txt", "train: []", "15:21: error: 'splits.train' names no file."),
        (
            "train: train.txt", "train: ../x",
            "15:21: error: 'splits.train' must be a path below the corpus' folder, not '../x'."
        ),
        (
            "train: train.txt", "train: {file: x}",
            "15:22: error: unknown key 'file' in 'splits.train'. Did you mean 'files'?"
        ),
        (
            "{train: train.txt}", "train.txt",
            "15:13: error: 'splits' must be a map of splits to files, not 'train.txt'."
        ),
    ])
    func wrongLayouts(_ old: String, _ new: String, _ message: String) {
        let body = Self.tsv.replacing(old, with: new, maxReplacements: 1)
        #expect(layoutComplaints(body).contains("corpus.yaml:" + message))
    }

    @Test func namesInJSONHaveNoPosition() {
        let body = "format: jsonl\nshape: sentences\ncolumns: {text: 1}\nsplits: {train: a}"
        #expect(
            layoutComplaints(body) == [
                "corpus.yaml:12:21: error: the column 'text' has the position 1, but jsonl has names only."
            ])
    }

    @Test func xmlNeedsARecord() {
        let body = "format: xml\nshape: sentences\ncolumns: {text: t}\nsplits: {train: a}"
        #expect(layoutComplaints(body) == ["corpus.yaml:9:5: error: 'record' is missing."])
    }

    @Test func groupsAreLists() {
        let body = "format: xml\nrecord: r\nshape: group\ncolumns: {text: t, group: s}\nsplits: {train: a}"
        #expect(
            layoutComplaints(body) == [
                "corpus.yaml:12:5: error: the shape 'group' can be read from json and jsonl only."
            ])
    }

    @Test func layoutDeclaredTwice() {
        let second = "  - name: a\n    " + Self.tsv.replacing("\n", with: "\n    ") + "\n"
        #expect(
            complaints(Self.head + Self.labels + Self.layouts(Self.tsv) + second) == [
                "corpus.yaml:16:5: error: the layout 'a' is declared twice."
            ])
    }
}
