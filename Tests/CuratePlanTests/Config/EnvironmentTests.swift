import CurateCore
import Testing

@testable import CuratePlan

struct EnvironmentTests {
    private func about(_ text: String, _ environment: [String: String] = [:]) throws -> String? {
        try pipeline(pipelineText(more: "about: \(text)"), environment: environment).about
    }

    private func complaint(_ text: String) -> [String] { findings(pipelineText(more: "about: \(text)")) }

    @Test func valueOfAVariable() throws { #expect(try about("in ${PLACE}!", ["PLACE": "北京"]) == "in 北京!") }

    @Test func insideQuotes() throws { #expect(try about("'${A}-${B}'", ["A": "1", "B": "2"]) == "1-2") }

    @Test(arguments: [[:], ["X": ""]])
    func defaultWhereUnsetOrEmpty(_ environment: [String: String]) throws {
        #expect(try about("a ${X:-b-c}", environment) == "a b-c")
    }

    @Test func defaultIsNotTakenWhereSet() throws { #expect(try about("${X:-b}", ["X": "y"]) == "y") }

    @Test func escapedDollar() throws { #expect(try about("costs $$5 $${X} and $ 3") == "costs $5 ${X} and $ 3") }

    @Test func valueIsReadAsYAMLReadsIt() throws {
        #expect(try options("clean: {max_chars: \"x\"}", set: ["stages.clean.max_chars=9"]).integer("max_chars") == 9)
        #expect(try pipeline(pipelineText(more: "seed: ${SEED:-7}")).seed == 7)
        #expect(try pipeline(pipelineText(more: "seed: ${SEED}"), environment: ["SEED": "8"]).seed == 8)
    }

    @Test func insideListsAndMaps() throws {
        let text = pipelineText(
            stages: "  - guard", more: "held_out: [\"${C}/dev\", {use: \"${C}\", splits: [test]}]")
        let heldOut = try pipeline(text, environment: ["C": "lcqmc"]).heldOut
        #expect(heldOut.map(\.use) == ["lcqmc", "lcqmc"])
    }

    @Test func emptyVariableIsAnEmptyTextNotNothing() throws {
        let text = pipelineText().replacing("use: lcqmc", with: "{use: lcqmc, path: \"${P}\"}")
        #expect(try pipeline(text, environment: ["P": ""]).corpora[0].path == "")
        let plain = pipelineText().replacing("use: lcqmc", with: "use: lcqmc\n    path: ${P}")
        #expect(try pipeline(plain, environment: ["P": ""]).corpora[0].path == "")
    }

    @Test func keysAreLeftAlone() {
        #expect(findings(pipelineText(more: "${X}: 1")).first?.contains("unknown key '${X}'") == true)
    }

    @Test func unsetVariable() {
        #expect(
            complaint("\"${NOWHERE}\"") == [
                "p.yaml:9:8: error: the environment variable 'NOWHERE' is not set. Set it (export NOWHERE=...) or give a default: ${NOWHERE:-...}."
            ])
    }

    @Test func unsetVariableIsReportedOnce() {
        #expect(findings(pipelineText(more: "seed: ${NOWHERE}")).count == 1)
    }

    @Test func unclosedReference() {
        #expect(complaint("x ${A") == ["p.yaml:9:8: error: '${A' has no closing '}'. Write '$$' for a dollar sign."])
    }

    @Test(arguments: ["${}", "${1A}", "${A-b}", "${A B}"])
    func notAVariable(_ reference: String) {
        #expect(
            complaint(reference) == [
                "p.yaml:9:8: error: '\(reference)' is not a variable. Write ${NAME} or ${NAME:-default}, and '$$' for a dollar sign."
            ])
    }
}
