import ArgumentParser
import CurateCore
import CuratePlan
import CurateReport
import CurateWorkspace
import Files
import Foundation

/// `curate plan`: what a run would do.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show what a run would do: files, stages, fragments, estimates. Reads no data.")

    @OptionGroup var source: PipelineOptions
    @OptionGroup var machine: MachineOptions

    @Option(name: .shortAndLong, help: "The output folder whose finished work counts (default: out/NAME).")
    var output: String?

    @Flag(help: "Print the plan as JSON, as curate worker reads it.")
    var json = false

    func run() throws {
        try ExitCodes.report {
            let loaded = try Setup.loader.load(
                source.pipeline, overrides: source.overrides, memoryBytes: machine.memoryBytes)
            loaded.warnings.forEach { Terminal.complain($0.description) }
            Terminal.say(
                json
                    ? try JSONText.of(loaded.plan)
                    : PlanText(loaded.plan, threads: machine.threadCount, memoryBytes: machine.memoryBytes).text)
        }
    }
}
