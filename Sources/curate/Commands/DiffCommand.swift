import ArgumentParser
import CurateExplain
import Files

/// `curate diff`: what two output folders do not have in common.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Tell which rows of two output folders differ, and why.",
        discussion: """
            curate diff out/before out/after
            curate diff out/before out/after --view seq2seq --json

            Rows are known by their ids. Exit code 0: both folders have the same rows, in whatever order and format; 1: \
            they differ.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var first: String

    @Argument(help: "Another.", completion: .directory)
    var second: String

    @Option(help: "The view to compare (default: pairs, or the first that both have).")
    var view: String?

    @Option(help: "Examples of each kind of change; 0 shows none.")
    var examples = 3

    @Option(help: "Seed by which examples are drawn.")
    var seed: UInt64 = 0

    @OptionGroup var machine: MachineOptions

    @Flag(help: "Print the difference as JSON.")
    var json = false

    func validate() throws {
        if examples < 0 { throw ValidationError("--examples must not be negative.") }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let options = FolderComparison.Options(
                view: view, seed: seed, examples: examples, threads: machine.threadCount,
                memoryBytes: machine.memoryBytes)
            let difference = try FolderComparison(first, second, options: options).run()
            Terminal.say(json ? try JSONText.of(difference) : DifferenceText(difference).text)
            if !difference.isEqual { throw ExitCodes.data }
        }
    }
}
