import CurateCore
import Testing

@testable import CuratePlan

struct OptionTests {
    @Test func defaultsAreFilledIn() throws {
        let read = try options("every")
        #expect(
            read.values == [
                "flag": false, "count": 3, "share": 0.5, "form": "nfkc", "levels": ["pair"], "names": [],
                "cosine": [0.8, 0.99], "most": "1%",
            ])
        #expect(!read.has("word"))
    }

    @Test func everyKind() throws {
        let read = try options(
            "every: {flag: true, count: 9, share: 1, word: 12, form: nfc, levels: [near, pair], names: x, cosine: [0, 0.5], most: 200, weights: {b: 1, a: 0.5}, spellings: {是: 1, no: x, y: true}, marks: a/b.jsonl}"
        )
        #expect(read.bool("flag") && read.integer("count") == 9 && read.number("share") == 1)
        #expect(read.values["share"] == .number(1))
        #expect(read.string("word") == "12" && read.string("form") == "nfc")
        #expect(read.strings("levels") == ["near", "pair"] && read.strings("names") == ["x"])
        #expect(read.interval("cosine") == 0...0.5)
        #expect(read.tolerance("most") == .count(200))
        #expect(read.entries("weights") == [.init("b", 1.0), .init("a", 0.5)])
        #expect(read.file("marks") == OptionFile(name: "a/b.jsonl", content: nil))
        #expect(read.entries("spellings") == [.init("是", 1), .init("no", "x"), .init("y", "true")])
    }

    @Test(arguments: [
        ("1%", Tolerance.share(0.01)), ("0.5 %", .share(0.005)), ("0.01", .share(0.01)), ("0", .count(0)),
    ])
    func tolerances(_ text: String, _ expected: Tolerance) throws {
        #expect(try options("every: {most: \(text)}").tolerance("most") == expected)
    }

    @Test func nullSwitchesOffWhatIsOffByDefault() throws { #expect(try !options("every: {word: null}").has("word")) }

    @Test(arguments: [
        ("flag: yes", 19, "'flag' must be true or false, not 'yes'."),
        ("count: 10", 20, "'count' must be an integer from 1 to 9, not '10'."),
        ("count: 1.0", 20, "'count' must be an integer from 1 to 9, not '1.0'."),
        ("count: [1]", 20, "'count' must be an integer from 1 to 9, not a list."),
        ("count: '1'", 20, "'count' must be an integer from 1 to 9, not '1'."),
        ("share: 1.5", 20, "'share' must be a number from 0 to 1, not '1.5'."),
        ("word: {a: b}", 19, "'word' must be a text, not a map."),
        ("form: nfd", 19, "'form' must be one of nfc, nfkc, not 'nfd'. Did you mean 'nfc'?"),
        (
            "levels: [pair, nearly]", 28,
            "'levels' must be one of pair, sentence, near, not 'nearly'. Did you mean 'near'?"
        ),
        ("levels: [pair, pair]", 28, "'pair' is listed twice in 'levels'."),
        ("cosine: 0.5", 21, "'cosine' must be two numbers [low, high], not '0.5'."),
        ("cosine: [0.9, 0.1]", 21, "'cosine' must be [low, high], but its first number is the larger."),
        ("cosine: [0, 2]", 25, "'cosine' must be a number from 0 to 1, not '2'."),
        ("most: 120%", 19, "'most' must be a count such as 200 or a share such as 1% or 0.01, not '120%'."),
        ("most: -1", 19, "'most' must be a count such as 200 or a share such as 1% or 0.01, not '-1'."),
        ("weights: [1]", 22, "'weights' must be a map, not a list."),
        ("weights: {a: x}", 26, "'weights.a' must be a number, not 'x'."),
        ("spellings: {a: [x]}", 28, "'spellings.a' must be a text or a number, not a list."),
        ("count: null", 20, "'count' is given no value. Leave the key out for the default, 3."),
        ("cuont: 3", 13, "unknown option 'cuont' of 'every'. Did you mean 'count'?"),
    ])
    func wrongValues(_ option: String, _ column: Int, _ message: String) {
        #expect(
            findings(pipelineText(stages: "  - every: {\(option)}")) == ["p.yaml:8:\(column): error: \(message)"])
    }

    /// A command may hold the same word twice, which a list may not.
    @Test func words() throws {
        let kind = Catalog.kind(
            StageDeclaration(
                "ask", summary: "asks", about: "", options: [OptionField("command", .words, "What to run.")]))
        let reader = PipelineReader(stages: [kind], outputs: [])
        func read(_ command: String) throws -> [String]? {
            let text = "name: x\nseed: 1\ncorpora: [{use: a}]\nstages: [{ask: {command: \(command)}}]\n"
            return try reader.read(text, file: "p.yaml").pipeline.stages.last?.options.strings("command")
        }
        #expect(try read("[run, -v, 3, -v]") == ["run", "-v", "3", "-v"])
        #expect(try read("run") == ["run"])
        #expect(throws: Diagnostics.self) { try read("[run, [x]]") }
        #expect(throws: Diagnostics.self) { try read("{run: x}") }
    }

    @Test func requiredOption() throws {
        let kind = Catalog.kind(
            StageDeclaration(
                "score", summary: "scores", about: "",
                options: [OptionField("teacher", .string, required: true, "Who.")]))
        let reader = PipelineReader(stages: [kind], outputs: [])
        #expect {
            try reader.read("name: x\ncorpora: [{use: a}]\nstages: [score]\n", file: "p.yaml")
        } throws: { "\($0)" == "p.yaml:3:10: error: 'score' needs the option 'teacher'." }
    }
}
