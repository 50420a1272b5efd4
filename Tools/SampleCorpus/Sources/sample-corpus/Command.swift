import Foundation
import SampleCorpus

/// A mistake in the command line.
struct UsageError: Error {
    let message: String
}

/// What the command line asks for.
struct Command {
    static let usage = """
        usage: sample-corpus --out FOLDER [--seed S]                   write the sample corpus
               sample-corpus --pairs N --out FILE.jsonl [--seed S]     write N pairs for benchmarks
               sample-corpus --show [--seed S]                         print sentences of every intent, to be read
        """

    private let out: String?
    private let seed: UInt64
    private let pairs: Int?

    init(_ arguments: [String]) throws {
        let options = try Command.options(arguments)
        out = options["--out"]
        seed = try Command.number(options, "--seed") ?? Corpus.defaultSeed
        pairs = try Command.number(options, "--pairs")
        guard (out != nil) != (options["--show"] != nil) else {
            throw UsageError(message: "give either --out or --show")
        }
    }

    private static func options(_ arguments: [String]) throws -> [String: String] {
        var options: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--show": options[name] = ""
            case "--out", "--seed", "--pairs":
                guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
                options[name] = value
            default: throw UsageError(message: "unknown option \(name)")
            }
        }
        return options
    }

    private static func number<Number: FixedWidthInteger>(_ options: [String: String], _ name: String) throws -> Number?
    {
        guard let text = options[name] else { return nil }
        guard let number = Number(text), number >= 0 else {
            throw UsageError(message: "\(name) needs a whole number, not '\(text)'")
        }
        return number
    }

    /// Does what is asked and tells what was done.
    func run() throws -> String {
        let content = try Content.bundled()
        guard let out else { return Reading.sheet(content, seed: seed) }
        guard let pairs else { return try writeCorpus(content, to: out) }
        return try writePairs(pairs, content, to: out)
    }

    private func writeCorpus(_ content: Content, to out: String) throws -> String {
        let corpus = Corpus.make(content, seed: seed)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in corpus.files { try Data(file.bytes).write(to: folder.appending(path: file.name), options: .atomic) }
        return corpus.summary
    }

    private func writePairs(_ count: Int, _ content: Content, to out: String) throws -> String {
        let stream = PairStream(content, seed: seed)
        guard FileManager.default.createFile(atPath: out, contents: nil), let file = FileHandle(forWritingAtPath: out)
        else {
            throw UsageError(message: "cannot write \(out)")
        }
        let start = ContinuousClock.now
        try stream.write(count) { block in try file.write(contentsOf: Data(block)) }
        try file.close()
        let seconds = start.duration(to: .now) / .seconds(1)
        return
            "\(count) pairs in \(String(format: "%.2f", seconds)) s, \(Int(Double(count) / max(seconds, 1e-9))) pairs/s"
    }
}
