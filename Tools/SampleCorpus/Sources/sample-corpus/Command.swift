import Foundation
import SampleCorpus

/// A mistake in the command line.
struct UsageError: Error {
    let message: String
}

/// What the command line asks for.
struct Command {
    static let usage = """
        usage: sample-corpus --out FOLDER [--seed S]                    write the sample corpus
               sample-corpus --pairs N --out FILE.jsonl [--seed S]     write N pairs for benchmarks
        """
    static let defaultSeed: UInt64 = 20_210_719

    private let out: String
    private let seed: UInt64
    private let pairs: Int?

    init(_ arguments: [String]) throws {
        var options: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard ["--out", "--seed", "--pairs"].contains(name) else { throw UsageError(message: "unknown option \(name)") }
            guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
            options[name] = value
        }
        guard let out = options["--out"] else { throw UsageError(message: "--out is missing") }
        self.out = out
        seed = try Command.number(options, "--seed") ?? Command.defaultSeed
        pairs = try Command.number(options, "--pairs")
    }

    private static func number<Number: FixedWidthInteger>(_ options: [String: String], _ name: String) throws -> Number? {
        guard let text = options[name] else { return nil }
        guard let number = Number(text), number >= 0 else {
            throw UsageError(message: "\(name) needs a whole number, not '\(text)'")
        }
        return number
    }

    /// Does what is asked and tells what was done.
    func run() throws -> String {
        let corpus = Corpus.make(try Content.bundled(), seed: seed)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in corpus.files { try Data(file.bytes).write(to: folder.appending(path: file.name), options: .atomic) }
        return corpus.summary
    }
}
