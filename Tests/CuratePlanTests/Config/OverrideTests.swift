import CurateCore
import Testing

@testable import CuratePlan

struct OverrideTests {
    private let text = pipelineText(stages: "  - clean: {min_chars: 3}\n  - every", more: "about: x")

    private func complaint(_ override: String, in text: String? = nil) -> String? {
        findings(text ?? self.text, set: [override]).first
    }

    @Test func keyAtTheTop() throws {
        #expect(try pipeline(text, set: ["seed=5", "about=a = b"]).seed == 5)
        #expect(try pipeline(text, set: ["about=a = b"]).about == "a = b")
    }

    @Test func optionByNameOfStage() throws {
        let use = try pipeline(text, set: ["stages.clean.max_chars=60"]).stages[1]
        #expect(use.options == Options(["min_chars": 3, "max_chars": 60]))
    }

    @Test func optionByPlaceOfStage() throws {
        #expect(try pipeline(text, set: ["stages.1.min_chars=4"]).stages[1].options.integer("min_chars") == 4)
    }

    @Test func optionOfABareStage() throws {
        let use = try pipeline(text, set: ["stages.every.weights.nli=2", "stages.every.levels=[near]"]).stages[2]
        #expect(use.options.entries("weights") == [.init("nli", .number(2))])
        #expect(use.options.strings("levels") == ["near"])
    }

    @Test func allOptionsAtOnce() throws {
        #expect(
            try pipeline(text, set: ["stages.clean={max_chars: 9}"]).stages[1].options
                == Options(["min_chars": 2, "max_chars": 9]))
    }

    @Test func aHyphenAloneIsStandardInput() throws {
        #expect(try pipeline(text, set: ["corpora.0.path=-", "held_out=[]"]).corpora[0].path == "-")
    }

    @Test func listByIndex() throws {
        #expect(try pipeline(text, set: ["corpora.0.path=data"]).corpora[0].path == "data")
        #expect(try pipeline(text, set: ["outputs.0.format=tsv"]).outputs[0].format == "tsv")
    }

    @Test func wholeList() throws {
        #expect(
            try pipeline(text, set: ["outputs=[{view: contrastive, format: jsonl}]"]).outputs[0].view == "contrastive")
    }

    @Test func laterOneWins() throws { #expect(try pipeline(text, set: ["seed=1", "seed=2"]).seed == 2) }

    @Test func environmentIsExpandedAfterwards() throws {
        let unset = pipelineText(more: "about: ${NOWHERE}")
        #expect(try pipeline(unset, set: ["about=here"]).about == "here")
    }

    @Test func unknownStage() {
        #expect(
            complaint("stages.claen.max_chars=1")
                == "--set stages.claen.max_chars=1: error: the pipeline has no stage 'claen'. Did you mean 'clean'?")
    }

    @Test func unknownKey() {
        #expect(
            complaint("sede=1") == "--set sede=1: error: unknown key 'sede' in the pipeline. Did you mean 'seed'?")
        #expect(
            complaint("corpora.0.pth=x")
                == "--set corpora.0.pth=x: error: unknown key 'pth' in an entry of 'corpora'. Did you mean 'path'?")
    }

    @Test func unknownOption() {
        #expect(
            complaint("stages.clean.max_char=1")
                == "--set stages.clean.max_char=1: error: unknown option 'max_char' of 'clean'. Did you mean 'max_chars'?"
        )
    }

    @Test func wrongValue() {
        #expect(
            complaint("stages.clean.max_chars=many")
                == "--set stages.clean.max_chars=many: error: 'max_chars' must be an integer from 1 to 1000, not 'many'."
        )
    }

    @Test func indexOutOfRange() {
        #expect(
            complaint("corpora.1.path=x")
                == "--set corpora.1.path=x: error: 'corpora' has no entry '1'. It has the entries 0 to 0.")
        #expect(complaint("stages.9.x=1")?.contains("'stages' has no entry '9'. It has the entries 0 to 3.") == true)
        #expect(complaint("outputs.first.level=1")?.contains("'outputs' has no entry 'first'.") == true)
    }

    @Test func pathThroughAValue() {
        #expect(complaint("name.x=1") == "--set name.x=1: error: 'name' is a single value, so it has no 'x'.")
    }

    @Test func stageGivenTwice() {
        let twice = pipelineText(stages: "  - clean\n  - clean")
        #expect(
            complaint("stages.clean.max_chars=1", in: twice)
                == "--set stages.clean.max_chars=1: error: the pipeline has several stages 'clean'. Name one by its place in the list: [1, 2]."
        )
    }

    @Test func allWrongOnesAreReported() {
        #expect(findings(text, set: ["seed", "stages.x.y=1", "seed=a"]).count == 3)
    }

    @Test func notAnAssignment() {
        #expect(complaint("seed") == "--set seed: error: a value is missing. Write --set a.b=value.")
        #expect(complaint("a..b=1") == "--set a..b=1: error: a part of the path is empty. Write --set a.b=value.")
    }

    @Test func valueThatIsNotYAML() {
        #expect(complaint("about=[1")?.hasPrefix("--set about=[1: error: this is not YAML") == true)
    }
}
