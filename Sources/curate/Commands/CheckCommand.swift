import ArgumentParser
import CurateCore
import CuratePlan
import CurateWorkspace
import Files

/// `curate check`: finds mistakes in pipelines and runs their tests.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check pipelines: spelling, options, order of stages; run their tests.",
        discussion: """
            The tests of pipelines/x.yaml are in pipelines/x.test.yaml: records in, and what is to come out or be \
            rejected. Nothing is written.
            """)

    @Argument(help: "Pipelines to check.", completion: .file(extensions: ["yaml", "yml"]))
    var pipelines: [String]

    @Option(name: .customLong("set"), help: "Override a value: --set stages.clean.max_chars=60. May be repeated.")
    var overrides: [String] = []

    @Flag(help: "Only check the files; do not run tests.")
    var noTests = false

    @Flag(help: "Print the results as JSON.")
    var json = false

    private struct Report: Codable {
        var pipeline: String
        var diagnostics: [String]
        var tests: [PipelineTestRunner.Result]
        var ok: Bool
    }

    func run() throws {
        try ExitCodes.report {
            let reports = try pipelines.filter { !$0.hasSuffix(".test.yaml") }.map(check)
            if json { Terminal.say(try JSONText.of(reports)) } else { reports.forEach(tell) }
            if reports.contains(where: { !$0.ok }) { throw ExitCodes.usage }
        }
    }

    private func check(_ path: String) throws -> Report {
        var report = Report(pipeline: path, diagnostics: [], tests: [], ok: true)
        do {
            let warnings = try Setup.loader.read(path, overrides: overrides).warnings
            report.diagnostics = warnings.map(\.description)
            let tests = testFile(path)
            if !noTests, FileSystem.exists(tests) {
                report.tests = try PipelineTestRunner(loader: Setup.loader).run(path, tests: tests)
            }
            report.ok = report.tests.allSatisfy(\.passed)
        } catch let diagnostics as Diagnostics {
            (report.diagnostics, report.ok) = (diagnostics.all.map(\.description), false)
        } catch let diagnostic as Diagnostic {
            (report.diagnostics, report.ok) = ([diagnostic.description], false)
        }
        return report
    }

    private func testFile(_ path: String) -> String {
        for ending in [".yaml", ".yml"] where path.hasSuffix(ending) {
            return path.dropLast(ending.count) + ".test.yaml"
        }
        return path + ".test.yaml"
    }

    private func tell(_ report: Report) {
        report.diagnostics.forEach(Terminal.say)
        for test in report.tests {
            Terminal.say("\(test.passed ? "pass" : "FAIL") \(report.pipeline): \(test.name)")
            test.problems.forEach { Terminal.say("     " + $0) }
        }
        let tests = report.tests.isEmpty ? "no tests" : "\(report.tests.count) tests"
        Terminal.say("\(report.ok ? "ok" : "NOT OK") \(report.pipeline) (\(tests))")
    }
}
