import ArgumentParser
import CurateReport
import Files
import Foundation

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
            guard FileSystem.exists(folder + "/manifest.json") else {
                Terminal.complain(
                    "error: \(folder) has no manifest.json: it is not an output folder, or its run did not finish."
                        + " Run the pipeline again; it goes on where it stopped.")
                throw ExitCodes.data
            }
            guard let result = try verified() else {
                Terminal.complain(
                    "\(folder)/manifest.json: error: this is no manifest; it was damaged or written by another program."
                        + " Run the pipeline again; it makes the manifest anew.")
                throw ExitCodes.data
            }
            Terminal.say(json ? try JSONText.of(result) : text(result))
            if !result.problems.isEmpty { throw ExitCodes.data }
        }
    }

    /// nil when the manifest cannot be understood.
    private func verified() throws -> Verification.Result? {
        do {
            return try Verification(folder: folder).run()
        } catch is DecodingError {
            return nil
        }
    }

    private func text(_ result: Verification.Result) -> String {
        let head = "\(result.folder): \(result.files) files, \(result.rows) rows, \(result.bytes) bytes"
        if result.problems.isEmpty { return head + ": all as the manifest says" }
        return ([head] + result.problems.map { "\($0.path) \($0.message)" }).joined(separator: "\n")
    }
}
