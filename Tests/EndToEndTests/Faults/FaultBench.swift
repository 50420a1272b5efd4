import Foundation
import Testing

/// What goes wrong outside the program: disks, folders, damaged files, odd encodings, streams that close.
///
/// Each fault must end with the documented exit code and one message, must not leave a folder that looks finished,
/// and once it is mended the same command must end with the bytes of an undisturbed run.
@Suite(.serialized)
struct FaultTests {}

/// A small pipeline over pairs that were made for it, in a corpus that knows every format.
struct FaultBench {
    let scratch: Scratch
    static let trainingRows = 200
    static let heldOutRows = 20

    init() throws {
        scratch = try Scratch()
        try scratch.write("pairs/corpus.yaml", Self.corpus)
        try scratch.write("pipeline.yaml", Self.pipeline)
        try scratch.write("files/dev.jsonl", Pairs(500..<(500 + Self.heldOutRows)).jsonLines)
        try write("train.tsv", Pairs.training.tsv)
    }

    // MARK: Files

    /// Writes a file of the corpus.
    func write(_ name: String, _ text: String) throws { try scratch.write("files/" + name, text) }
    func write(_ name: String, _ bytes: Data) throws { try scratch.write("files/" + name, bytes) }

    /// Removes a file of the corpus.
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func path(_ name: String) -> String { scratch / "files/" + name }

    /// Makes the output folder one that a run began, so that what else lies in it is not taken for somebody's.
    func claimOutput() throws {
        try FileManager.default.createDirectory(
            atPath: scratch / "out/.curate", withIntermediateDirectories: true)
    }

    // MARK: Runs

    func arguments(_ folder: String = "out") -> [String] { ["run", "pipeline.yaml", "--quiet", "--output", folder] }

    func run(_ folder: String = "out", _ more: [String] = [], input: Data? = nil) throws -> Program.Outcome {
        try Program.run(arguments(folder) + more, in: scratch.path, input: input)
    }

    /// A command line of a shell, in which `curate` is the program.
    func shell(_ line: String) throws -> Program.Outcome { try Program.shell(line, in: scratch.path) }

    func output(_ folder: String = "out") -> OutputFolder { OutputFolder(scratch / folder) }

    // MARK: Judgements

    /// The run ended with a code and with one message that says all of `parts`, and left nothing that looks finished.
    func expect(
        _ outcome: Program.Outcome, code: Int32, saying parts: [String], in folder: String = "out",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.code == code, "\(outcome.errors)", sourceLocation: sourceLocation)
        for part in parts {
            #expect(outcome.errors.contains(part), "\(outcome.errors)", sourceLocation: sourceLocation)
        }
        let messages = outcome.errors.components(separatedBy: "error:").count - 1
        #expect(messages == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, "\(outcome.output)", sourceLocation: sourceLocation)
        let manifest = scratch / folder + "/manifest.json"
        #expect(!FileManager.default.fileExists(atPath: manifest), sourceLocation: sourceLocation)
    }

    /// The folder is brought to its end, and holds what a run without any fault writes.
    func expectTheUndisturbedBytes(
        in folder: String = "out", _ more: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for name in [folder, "undisturbed"] {
            let outcome = try run(name, more)
            #expect(outcome.code == 0, "\(name): \(outcome.errors)", sourceLocation: sourceLocation)
        }
        let (found, wanted) = (try output(folder).files(), try output("undisturbed").files())
        #expect(found.keys.sorted() == wanted.keys.sorted(), sourceLocation: sourceLocation)
        #expect(found == wanted, sourceLocation: sourceLocation)
        #expect(wanted["manifest.json"] != nil, sourceLocation: sourceLocation)
    }

    /// Every one of `rows` rows of the input was written or stands in the ledger.
    func expectNothingLost(
        of rows: Int, in folder: String = "out", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let output = output(folder)
        let written = try ["train", "validation"].reduce(0) { try $0 + output.rows($1).count }
        #expect(try written + output.ledgerLines() == rows, sourceLocation: sourceLocation)
    }
}

extension FaultBench {
    private static let pipeline = """
        name: faults
        seed: 7
        max_rejected: ${MOST:-3}
        corpora:
          - {use: pairs, path: "${FILES:-files}", as: pairs}
        held_out: [pairs/dev]
        stages:
          - normalize
          - clean: {min_chars: 2}
          - dedup
          - guard: {levels: [pair, sentence]}
          - shuffle
        outputs:
          - {view: pairs, format: jsonl}

        """

    private static let corpus = """
        corpus: pairs
        title: Pairs made for tests, in every format
        home: none
        licence: none
        licence_class: open
        language: zh-Hans
        type: question
        labels: {scale: binary, values: {"0": 0, "1": 1}}
        layouts:
          - name: tsv
            format: tsv
            encoding: auto
            header: false
            shape: pair
            columns: {a: 1, b: 2, label: 3}
            columns_count: 3
            splits: {train: [train.tsv]}
          - name: tsv-utf-8
            format: tsv
            encoding: utf-8
            header: false
            shape: pair
            columns: {a: 1, b: 2, label: 3}
            columns_count: 3
            splits: {train: [train.utf-8]}
          - name: jsonl
            format: jsonl
            shape: pair
            columns: {a: a, b: b, label: label}
            splits: {train: [train.jsonl], dev: [dev.jsonl]}
          - name: json
            format: json
            shape: pair
            columns: {a: a, b: b, label: label}
            splits: {train: [train.json]}
          - name: xml
            format: xml
            record: pair
            shape: pair
            columns: {a: t1, b: t2, label: "@label"}
            splits: {train: [train.xml]}

        """
}

/// Numbered pairs, each different from all others, in the forms in which files hold them.
struct Pairs {
    private let rows: [(a: String, b: String, label: Int)]

    static let training = Pairs(0..<FaultBench.trainingRows)

    init(_ numbers: Range<Int>) {
        rows = numbers.map { ("第\($0)路公交车末班是几点", "\($0)路车最晚一班几点开出", $0 % 2) }
    }

    var tsv: String { rows.map { "\($0.a)\t\($0.b)\t\($0.label)\n" }.joined() }
    var jsonLines: String { objects.map { $0 + "\n" }.joined() }
    var jsonArray: String { "[\n" + objects.joined(separator: ",\n") + "\n]\n" }

    var xml: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<set>\n"
            + rows.map { "<pair label=\"\($0.label)\"><t1>\($0.a)</t1><t2>\($0.b)</t2></pair>\n" }.joined()
            + "</set>\n"
    }

    private var objects: [String] { rows.map { "{\"a\": \"\($0.a)\", \"b\": \"\($0.b)\", \"label\": \($0.label)}" } }
}
