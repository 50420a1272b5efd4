import ArgumentParser
import CurateCore
import CurateEngine
import CurateExplain
import CuratePlan
import CurateReport
import CurateWorkspace
import Files
import Foundation

/// `curate run`: makes the shards of a pipeline.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a pipeline: read its corpora, curate, write shards.",
        discussion: """
            Writes data/, rejected/, stats.json, README.md and, last, manifest.json into the output folder. A run that \
            was stopped goes on where it was; one whose inputs and pipeline have not changed does nothing.

            The commands in the pipeline's 'then' run afterwards, once for each new result.
            """)

    @OptionGroup var source: PipelineOptions
    @OptionGroup var machine: MachineOptions
    @OptionGroup var answers: TeacherStoreOptions

    @Option(name: .shortAndLong, help: "The output folder (default: out/NAME, with the pipeline's name).")
    var output: String?

    @Flag(help: "Do not keep what a changed pipeline could reuse (saves disk).")
    var discardWork = false

    @Flag(help: "Do not make the index of explain and show --id; the first of them makes it.")
    var noIndex = false

    @Flag(help: "Print the outcome as JSON on standard output, and progress as JSON lines on standard error.")
    var json = false

    @Flag(name: .shortAndLong, help: "Tell nothing but errors and the outcome.")
    var quiet = false

    @Option(
        help: """
            How to tell progress on standard error: terminal, plain, json (a line for each event) or none. Default: what \
            suits standard error, or json with --json.
            """)
    var progress: ProgressStyle?

    func validate() throws {
        if quiet, let progress, progress != .none {
            throw ValidationError("--quiet and --progress \(progress.rawValue) exclude each other.")
        }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let loaded = try Setup.loader.load(
                source.pipeline, overrides: source.overrides, memoryBytes: machine.memoryBytes)
            if !quiet { loaded.warnings.forEach { Terminal.complain($0.description) } }
            try execute(loaded)
        }
    }

    private func execute(_ loaded: LoadedPipeline) throws {
        let folder = output ?? "out/\(loaded.pipeline.name)"
        let started = Clock.monotonicSeconds
        let progress = ProgressLines(style: style)
        progress.open()
        defer { progress.close() }
        let publication = Publication(output: folder, program: Program.manifestEntry, corpora: loaded.corpora)
        let engine = LocalEngine(
            plan: loaded.plan, catalog: Catalogs.stages,
            teachers: try Setup.loader.teachers.provide(
                loaded.plan.teachers.map(\.spec), answers.folder(output: folder)),
            tokenizers: Setup.tokenizers, output: folder,
            settings: EngineSettings(
                threads: machine.threadCount, memoryBytes: machine.memoryBytes, keepWork: !discardWork),
            listener: progress)
        let result = try engine.run(
            isCurrent: publication.isCurrent, begin: publication.begin, publish: publication.publish)
        progress.close()
        if !noIndex, case .done = result { try index(folder) }
        tell(result, folder: folder, seconds: Clock.monotonicSeconds - started)
        let after = FollowUpRunner(loaded.pipeline.then, output: folder, environment: Setup.environment)
        try after.run(fingerprint: result.fingerprint) { words in
            if !quiet { Terminal.complain("then  " + words.joined(separator: " ")) }
        }
    }

    /// Rows are counted by their sentences and ids, not by their bytes: a quarter of the memory is plenty.
    private func index(_ folder: String) throws {
        let lines = IndexLines(folder: folder, isQuiet: quiet)
        try FolderIndexing.make(
            folder: folder, catalog: Catalogs.stages, threads: machine.threadCount,
            memoryBytes: max(0, machine.memoryBytes - EngineSettings.ownBytes) / 4, listener: lines.heard)
    }

    private var style: ProgressStyle {
        if quiet { return .none }
        return progress ?? (json ? .json : .fitting)
    }

    private func tell(_ result: LocalEngine.Result, folder: String, seconds: Double) {
        switch result {
        case .upToDate(let fingerprint):
            Terminal.say(
                json
                    ? RunResult(upToDate: folder, fingerprint: fingerprint).text
                    : "\(folder) is up to date; nothing to do.")
        case .done(let outcome):
            let summary = RunSummary(outcome, folder: folder, seconds: seconds)
            Terminal.say(json ? summary.json : summary.text)
        }
    }
}
