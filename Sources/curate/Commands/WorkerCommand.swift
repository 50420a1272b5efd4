import ArgumentParser
import CurateEngine
import CuratePlan
import CurateWorkspace
import Files
import Foundation

/// `curate worker`: runs one task of a plan, for distributed engines.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run one task of a stored plan; what a distributed engine starts.",
        discussion: """
            curate plan PIPELINE --json > plan.json
            curate worker plan.json --output OUT --list            fragments and their numbers of partitions
            curate worker plan.json --output OUT --fragment 0 --partition 3

            Fragments run in their order; the partitions of one in any order and at the same time. Tasks are \
            idempotent and publish by rename; a failed one exits with a code other than 0 and may be run again. When \
            all are done, `curate run PIPELINE --output OUT` writes the reports and the manifest.
            """)

    @Argument(help: "A plan stored by curate plan --json.", completion: .file(extensions: ["json"]))
    var plan: String

    @Option(name: .shortAndLong, help: "The output folder, shared by all workers.")
    var output: String

    @OptionGroup var answers: TeacherStoreOptions

    @Option(help: "The fragment's number.")
    var fragment: Int?

    @Option(help: "The partition's number.")
    var partition: Int?

    @Flag(help: "List the fragments, one JSON object a line.")
    var list = false

    @OptionGroup var machine: MachineOptions

    func validate() throws {
        if list == (fragment != nil || partition != nil) {
            throw ValidationError("Give either --list, or --fragment and --partition.")
        }
        if !list && (fragment == nil || partition == nil) {
            throw ValidationError("--fragment and --partition go together.")
        }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let plan = try PlanFile.read(plan)
            let worker = Worker(
                plan: plan, catalog: Catalogs.stages,
                teachers: try Setup.loader.teachers.provide(
                    plan.teachers.map(\.spec), answers.folder(output: output)),
                tokenizers: Setup.tokenizers, output: output,
                settings: EngineSettings(threads: machine.threadCount, memoryBytes: machine.memoryBytes))
            guard let fragment, let partition else { return try tell(worker) }
            try worker.run(fragment: fragment, partition: partition)
        }
    }

    private func tell(_ worker: Worker) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        for size in try worker.sizes() {
            Terminal.say(String(decoding: try encoder.encode(size), as: UTF8.self))
        }
    }
}
