internal import CurateCore
public import CuratePlan
import Foundation
internal import Files

/// Runs a pipeline's `then` once for each new result in its output folder.
///
/// Which commands were done for the folder's fingerprint is kept in `.curate/then.json`. A command that failed is not
/// among them and is the first to run the next time.
public struct FollowUpRunner: Sendable {
    private let commands: [FollowUp]
    private let output: String
    private let environment: [String: String]

    public init(_ commands: [FollowUp], output: String, environment: [String: String]) {
        self.commands = commands
        self.output = output
        self.environment = environment
    }

    private struct Memory: Codable {
        var fingerprint: String
        /// The words of each command that was done.
        var done: [[String]]
    }

    /// - Parameters:
    ///   - fingerprint: of the finished run that the folder holds.
    ///   - began: called with each command before it runs.
    /// - Throws: ``FollowUpFailure``, `Interrupted`, `SystemFailure`.
    public func run(fingerprint: String, began: ([String]) -> Void) throws {
        var memory = memory(of: fingerprint)
        for command in pending(memory) {
            if Interruption.requested { throw Interrupted() }
            let arguments = command.arguments(output: output)
            began(arguments)
            try execute(arguments)
            memory.done.append(command.words)
            try keep(memory)
        }
    }

    private func execute(_ arguments: [String]) throws {
        do {
            let ending = try ForegroundProgram.run(arguments, environment: environment)
            if Interruption.requested { throw Interrupted() }
            guard ending == .exited(0) else { throw FollowUpFailure(command: arguments, reason: "\(ending)") }
        } catch let failure as SystemFailure {
            throw FollowUpFailure(command: arguments, reason: "it could not be started: \(failure.message)")
        }
    }

    /// Commands that are not done yet; one that the pipeline lists twice runs twice.
    private func pending(_ memory: Memory) -> [FollowUp] {
        var done = memory.done
        return commands.filter { command in
            guard let place = done.firstIndex(of: command.words) else { return true }
            done.remove(at: place)
            return false
        }
    }

    private var path: String { output + "/.curate/then.json" }

    private func memory(of fingerprint: String) -> Memory {
        let bytes = (try? FileSystem.readAll(path)) ?? []
        let known = try? JSONDecoder().decode(Memory.self, from: Data(bytes))
        return known?.fingerprint == fingerprint
            ? known ?? Memory(fingerprint: fingerprint, done: []) : Memory(fingerprint: fingerprint, done: [])
    }

    private func keep(_ memory: Memory) throws {
        try FileSystem.createDirectories(output + "/.curate")
        let writer = try FileWriter(path: path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try writer.write(Array(try encoder.encode(memory)) + [10])
        try writer.publish(sync: true)
    }
}

/// A command of `then` that did not do its work.
public struct FollowUpFailure: Error, Sendable, CustomStringConvertible {
    public var command: [String]
    public var reason: String

    public var description: String {
        "the shards are whole, but the command '\(command.joined(separator: " "))' of 'then' failed: \(reason)."
            + " The same run will begin with it again."
    }
}

extension FollowUp {
    /// Warns of programs that are not there, before a long run rather than after it.
    static func warnings(_ commands: [FollowUp], environment: [String: String], file: String) -> [Diagnostic] {
        commands.compactMap { command in
            guard let program = command.words.first, !program.contains("{"),
                ForegroundProgram.find(program, path: environment["PATH"] ?? "") == nil
            else { return nil }
            return Diagnostic(
                .warning, "'then' names the program '\(program)', which is not there.",
                hint: "Install it, or give its path.", file: file, line: command.line, column: command.column)
        }
    }
}
