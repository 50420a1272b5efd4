import ArgumentParser
import CurateCore
import CurateEngine
import CurateFormats
import Files
import RoFormer

/// Turns what went wrong into a message on standard error and an exit code.
enum ExitCodes {
    static let data = ExitCode(1)
    static let usage = ExitCode(2)
    static let system = ExitCode(3)
    static let interrupted = ExitCode(130)

    /// Runs a command's body; every error leaves as a message and one of the codes.
    static func report(_ body: () throws -> Void) throws {
        Terminal.prepare()
        do {
            try body()
            try Terminal.checkOutput()
        } catch let code as ExitCode {
            throw code
        } catch is Interrupted {
            Terminal.complain("interrupted. What was finished is kept; the same command goes on from there.")
            throw interrupted
        } catch {
            Terminal.complain(text(error))
            throw code(of: error)
        }
    }

    private static func text(_ error: any Error) -> String {
        switch error {
        case let diagnostics as Diagnostics: diagnostics.description
        case let diagnostic as Diagnostic: diagnostic.description
        case let failure as SystemFailure: "error: " + Sentences.joined("\(failure)", Advice.on(failure))
        default: "error: \(error)"
        }
    }

    private static func code(of failure: TeacherFailure) -> ExitCode {
        switch failure.kind {
        case .configuration: usage
        case .system: system
        case .limit: data
        }
    }

    private static func code(of error: any Error) -> ExitCode {
        switch error {
        case is DataLimitExceeded, is CorpusFileFailure, is ShardFault: data
        case let failure as TeacherFailure: code(of: failure)
        case is Diagnostics, is Diagnostic, is FolderInUse, is ValidationError, is CheckpointFailure: usage
        default: system
        }
    }
}
