import ArgumentParser
import CurateCore
import CuratePlan
import CurateReport
import CurateStages

/// `curate verify`: checks an output folder against its manifest.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a folder against its manifest: sizes, checksums, rows, batches.",
        discussion: """
            Where the stage 'batches' laid rows out, the shards are read, and every step is proved: its size, the order \
            of its rows, repeated rows beside each other, and that no two of its rows share a component of the closure \
            over what the folder labels the same, or are near duplicates. What is wrong is told by shard and row.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        try ExitCodes.report {
            let result = try verified()
            Terminal.say(json ? try JSONText.of(result) : text(result))
            if !result.problems.isEmpty { throw ExitCodes.data }
        }
    }

    /// A folder that cannot be understood is a finding of this command, as a damaged shard is.
    private func verified() throws -> Verification.Result {
        do {
            return try Verification(folder: folder, judge: Self.judge).run()
        } catch let failure as Diagnostic {
            Terminal.complain(failure.description)
            throw ExitCodes.data
        }
    }

    private static func judge(
        _ view: String, _ plan: Manifest.Arrangement.Batches, _ pipeline: [StageEntry]
    ) throws -> any StepJudging {
        let options = pipeline.last { $0.kind == "batches" }?.options
        let near = options?.has("near") == true ? options?.number("near") ?? 1 : 1
        // Pairs are near only where their labels are equal, and softened ones are told by the view pairs alone.
        let softens = pipeline.contains {
            $0.kind == "score" && $0.options.has("soft") && $0.options.number("soft") > 0
        }
        let rules = StepJudge.Rules(
            homogeneous: plan.homogeneous, near: softens && view != "pairs" ? 1 : near, tellsLabels: view == "pairs")
        return StepJudge(rules, keys: try StageList.keys(pipeline, catalog: .curate))
    }

    private func text(_ result: Verification.Result) -> String {
        let head = "\(result.folder): \(result.files) files, \(result.rows) rows, \(result.bytes) bytes"
        let batches = result.batches.map { view in
            view.isProved
                ? "\(view.view): \(view.steps) steps of \(view.rows) rows, none with a conflict"
                : "\(view.view): its batches cannot be proved from this format or layout"
        }
        if result.problems.isEmpty {
            return ([head + ": all as the manifest says"] + batches).joined(separator: "\n")
        }
        return ([head] + result.problems.map { "\($0.path) \($0.message)" }).joined(separator: "\n")
    }
}
