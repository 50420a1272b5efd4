import CurateCore
import Testing

@testable import CuratePlan

/// Commands in `then`.
struct FollowUpTests {
    private func text(_ then: String) -> String {
        "name: x\ncorpora: [{use: a}]\nstages: [shuffle]\noutputs:\n  - {view: pairs, format: jsonl}\nthen:\n\(then)\n"
    }

    private func words(_ then: String) throws -> [[String]] {
        try pipeline(text(then)).then.map(\.words)
    }

    @Test func aLineIsCutAtItsSpacesAndAListIsNot() throws {
        let then = """
              - python3  train.py --data {output}
              - [sh, -c, 'wc -l < "$1"', sh, "{manifest}"]
            """
        #expect(
            try words(then) == [
                ["python3", "train.py", "--data", "{output}"], ["sh", "-c", "wc -l < \"$1\"", "sh", "{manifest}"],
            ])
        #expect(try words("  - make train") == [["make", "train"]])
    }

    @Test func placeholdersStayWithinTheirArgument() {
        let command = FollowUp(["train", "--data={output}/data", "{manifest}", "{print}", "a{output}b{output}"])
        #expect(
            command.arguments(output: "out/my run") == [
                "train", "--data=out/my run/data", "out/my run/manifest.json", "{print}", "aout/my runbout/my run",
            ])
    }

    @Test(arguments: [
        (
            "  - wc -l {output}/stats.json | sort",
            "7:5: error: '|' would mean something to a shell, but a command of 'then' is cut at spaces and given to none. Write its words as a list, [sh, -c, 'wc -l \"$1\" > lines', sh, \"{output}/stats.json\"]."
        ),
        (
            "  - [train, {output}]",
            "7:13: error: a word of a command must be a text, not a map. Within brackets a placeholder needs quotes: \"{output}\"."
        ),
        ("  - train {ouput}", "7:5: error: '{ouput}' stands for nothing. Did you mean '{output}'?"),
        ("  - []", "7:5: error: an entry of 'then' is a command, which begins with a program."),
        ("  - ''", "7:5: error: an entry of 'then' is a command, which begins with a program."),
        ("  - {run: train}", "7:5: error: 'then' must be a text, not a map."),
    ])
    func saysWhatIsWrong(_ then: String, _ message: String) { #expect(findings(text(then)) == ["p.yaml:" + message]) }

    @Test func knowsItsPlace() throws {
        let found = try pipeline(text("  - make train"))
        #expect(found.then.first?.line == 7)
        #expect(found.withoutPlaces.then == [FollowUp(["make", "train"])])
    }
}
