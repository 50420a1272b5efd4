import ArgumentParser
import CurateCore
import CurateEngine
import CuratePlan
import CurateWorkspace
import Files
import Foundation

/// `curate tune-mining`: how often each setting of `mine_negatives` takes positives for negatives.
struct TuneMiningCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune-mining", abstract: "Try settings of mine_negatives on hidden positives.",
        discussion: """
            Hides a part of the positive labels, mines with each setting, and counts how many hidden positives come back \
            as negatives: an estimate of false negatives that nobody has to read sentences for. A setting that \
            brings few of them back at a high mean cosine is a good one.

            curate tune-mining pipelines/lcqmc.yaml
            curate tune-mining pipelines/lcqmc.yaml --setting 'ranks=[4,100] lexical=0' --setting 'margin=0.1'

            Without --setting it tries the pipeline's own options, a few changes of them, and other miners' rules. The \
            pipeline is run up to its first mine_negatives; what settings have in common is done once.

            The last row is a window of plain ranks, without rules, so far down the ranking that its negatives are as \
            near on average as the pipeline's: what the rules are worth at one difficulty.
            """)

    @OptionGroup var source: PipelineOptions
    @OptionGroup var machine: MachineOptions

    @Option(help: "Options to try, such as 'ranks=[4,100] lexical=0'. May be repeated.")
    var setting: [String] = []

    @Option(help: "The share of positives to hide.")
    var hide = 0.1

    @Option(name: .shortAndLong, help: "A folder for what settings have in common (default: out/NAME-tuning).")
    var output: String?

    @OptionGroup var answers: TeacherStoreOptions

    @Flag(help: "Print the table as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Tell nothing but errors and the table.")
    var quiet = false

    func validate() throws {
        guard hide > 0, hide <= 0.5 else { throw ValidationError("--hide must be above 0 and at most 0.5.") }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let name = try Setup.loader.read(source.pipeline, overrides: source.overrides).pipeline.name
            let folder = output ?? "out/\(name)-tuning"
            let tuner = MiningTuner(
                loader: Setup.loader,
                settings: EngineSettings(threads: machine.threadCount, memoryBytes: machine.memoryBytes),
                folder: folder, store: answers.folder(output: folder))
            var results = try settings(tuner).map { setting in try result(setting, tuner) }
            if let plain = try sameMean(results[0], tuner) { results.append(plain) }
            try tuner.clean()
            Terminal.say(json ? try JSONText.of(results) : Self.text(results))
        }
    }

    private func settings(_ tuner: MiningTuner) throws -> [MiningSetting] {
        let perAnchor = try tuner.perAnchor(source.pipeline, overrides: source.overrides)
        guard !setting.isEmpty else { return MiningSetting.usual(perAnchor: perAnchor) }
        return try [MiningSetting(name: "the pipeline's", options: [:])] + setting.map { try MiningSetting($0) }
    }

    /// Plain ranks whose negatives are as near as the pipeline's; nil where it made none.
    private func sameMean(_ own: MiningTuner.Result, _ tuner: MiningTuner) throws -> MiningTuner.Result? {
        guard let target = own.meanCosine else { return nil }
        let perAnchor = try tuner.perAnchor(source.pipeline, overrides: source.overrides)
        var tried: [Int: MiningTuner.Result] = [:]
        let rank = try SameMean(target: target, count: perAnchor).nearest { rank in
            let result = try result(.plain(from: rank, count: perAnchor), tuner)
            tried[rank] = result
            return result.meanCosine
        }
        return tried[rank]
    }

    private func result(_ setting: MiningSetting, _ tuner: MiningTuner) throws -> MiningTuner.Result {
        if !quiet { Terminal.complain("mining: \(setting.name)") }
        return try tuner.run(
            setting, source.pipeline, overrides: source.overrides, hidden: hide,
            listener: ProgressLines(style: .none))
    }

    private static func text(_ results: [MiningTuner.Result]) -> String {
        var table = TextTable(["<setting", "negatives", "hidden positives among them", "of", "mean cosine", "short"])
        for result in results {
            let share = result.hidden > 0 ? Numbers.percent(Double(result.returned) / Double(result.hidden)) : ""
            table.add([
                result.setting.name, Numbers.grouped(result.negatives),
                "\(Numbers.grouped(result.returned))\(share.isEmpty ? "" : " (\(share))")",
                Numbers.grouped(result.hidden), result.meanCosine.map { String(format: "%.3f", $0) } ?? "",
                Numbers.grouped(result.short),
            ])
        }
        return table.lines.joined(separator: "\n")
    }
}
