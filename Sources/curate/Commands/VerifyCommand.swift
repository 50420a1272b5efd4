import ArgumentParser
import CurateCore
import CurateReport

/// `curate verify`: checks an output folder against its manifest.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a folder's shards against its manifest: sizes, checksums, rows.")

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
            return try Verification(folder: folder).run()
        } catch let failure as Diagnostic {
            Terminal.complain(failure.description)
            throw ExitCodes.data
        }
    }

    private func text(_ result: Verification.Result) -> String {
        let head = "\(result.folder): \(result.files) files, \(result.rows) rows, \(result.bytes) bytes"
        if result.problems.isEmpty { return head + ": all as the manifest says" }
        return ([head] + result.problems.map { "\($0.path) \($0.message)" }).joined(separator: "\n")
    }
}
