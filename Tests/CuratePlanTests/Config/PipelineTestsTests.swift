import CurateCore
import Testing

@testable import CuratePlan

struct PipelineTestsTests {
    private func read(_ text: String) throws -> [PipelineTest] {
        try PipelineTests.read(text, file: "x.test.yaml").tests
    }

    private func complaints(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as Diagnostics { return error.all.map(\.description) } catch { return ["\(error)"] }
    }

    private func place(_ line: Int, _ column: Int) -> Place { Place(file: "x.test.yaml", line: line, column: column) }

    @Test func everyKey() throws {
        let tests = try read(
            """
            tests:
              - name: drops twins
                set: {stages.clean.max_chars: 60, outputs: [{view: pairs, format: "tsv"}], about: "a: b", seed: "7", x: ~}
                records:
                  - {corpus: lcqmc, split: dev, sentence1: 甲, sentence2: 乙, label: 1}
                  - {sentence1: "1"}
                expect:
                  ordered: true
                  records:
                    - {sentence1: 甲, sentence2: 乙, label: 1, split: train}
                  rejected:
                    - {sentence1: "1", stage: clean, rule: too_short}
            """)
        let test = try #require(tests.first)
        #expect(test.name == "drops twins" && test.ordered && test.place == place(2, 5))
        #expect(
            test.overrides == [
                "stages.clean.max_chars=60", "outputs=[{view: pairs, format: tsv}]", "about='a: b'", "seed='7'", "x=~",
            ])
        #expect(
            test.records == [
                .init(corpus: "lcqmc", split: "dev", sentence1: "甲", sentence2: "乙", label: "1", place: place(5, 9)),
                .init(corpus: nil, split: "train", sentence1: "1", sentence2: nil, label: nil, place: place(6, 9)),
            ])
        #expect(
            test.expectedRecords == [
                .init(sentence1: "甲", sentence2: "乙", label: "1", split: "train", place: place(10, 11))
            ])
        #expect(
            test.expectedRejected == [
                .init(sentence1: "1", sentence2: nil, stage: "clean", rule: "too_short", place: place(12, 11))
            ])
    }

    @Test func whatIsNotExpectedIsNotLookedAt() throws {
        let test = try read("tests:\n  - {name: a, records: [], expect: {records: []}}\n")[0]
        #expect(test.expectedRecords == [] && test.expectedRejected == nil && !test.ordered && test.overrides == [])
    }

    @Test func overridesReachThePipeline() throws {
        let test = try read(
            "tests:\n  - {name: a, set: {stages.clean.max_chars: 9}, records: [], expect: {records: []}}\n")[0]
        #expect(try options("clean", set: test.overrides).integer("max_chars") == 9)
    }

    @Test(arguments: [
        (
            "test: []\n",
            ["1:1: error: unknown key 'test' in a test file. Did you mean 'tests'?", "1:1: error: 'tests' is missing."]
        ),
        ("tests: []\n", ["1:8: error: 'tests' holds no test."]),
        (
            "tests: [{}]\n",
            ["1:9: error: 'name' is missing.", "1:9: error: 'records' is missing.", "1:9: error: 'expect' is missing."]
        ),
        ("tests: [{name: a, records: [], expect: {}}]\n", ["1:40: error: 'expect' must hold 'records' or 'rejected'."]),
        (
            "tests: [{name: a, records: [{sentence2: x}], expect: {records: []}}]\n",
            ["1:29: error: 'sentence1' is missing."]
        ),
        ("tests: [{name: a, records: [], expect: {rejected: [{stage: x}]}}]\n", ["1:52: error: 'rule' is missing."]),
        (
            "tests: [{name: a, records: [], expect: {records: [{sentence1: x, lable: 1}]}}]\n",
            ["1:66: error: unknown key 'lable' in an expected record. Did you mean 'label'?"]
        ),
        (
            "tests: [{name: a, set: [x], records: [], expect: {records: []}}]\n",
            ["1:24: error: 'set' must be a map of paths to values, not a list."]
        ),
        (
            "tests:\n  - &t {name: a}\n",
            ["2:5: error: anchors and aliases ('&x', '*x') are not supported. Write the value out where it is used."]
        ),
        (
            "tests:\n  - {name: a, records: [], expect: {records: []}}\n  - {name: a, records: [], expect: {records: []}}\n",
            ["3:5: error: there are two tests 'a'."]
        ),
    ])
    func wrongFiles(_ text: String, _ messages: [String]) {
        #expect(complaints(text) == messages.map { "x.test.yaml:" + $0 })
    }
}
