import Foundation
import SampleCorpus

/// A mistake in the command line.
struct UsageError: Error {
    let message: String
}

/// What the command line asks for.
struct Command {
    static let usage = """
        usage: sample-corpus --out FOLDER [--expected FILE.jsonl] [--seed S]
                                                                       write the sample corpus, and what reading it gives
               sample-corpus --pairs N --out FILE.jsonl [--seed S]     write N pairs for benchmarks
               sample-corpus groups --count N --output FILE.jsonl [--seed S] [--split train|dev|test]
                                                                       write N groups of paraphrases
               sample-corpus --show [--seed S]                         print sentences of every intent, to be read
        """

    private let options: [String: String]
    private let seed: UInt64

    init(_ arguments: [String]) throws {
        options = try Command.parse(arguments)
        seed = try Command.number(options, "--seed") ?? Corpus.defaultSeed
        let jobs = ["--show", "--pairs", "--count"].filter { options[$0] != nil }
        guard jobs.count < 2, (options["--out"] == nil) == (jobs == ["--show"]) else {
            throw UsageError(message: "give --show alone, or --out with at most one of --pairs and groups --count")
        }
        guard options["--expected"] == nil || jobs.isEmpty else {
            throw UsageError(message: "--expected belongs to the sample corpus")
        }
    }

    private static func parse(_ arguments: [String]) throws -> [String: String] {
        var options: [String: String] = [:]
        var rest = arguments[...]
        if rest.first == "groups" {
            rest.removeFirst()
            options["--count"] = "100000"
        }
        let names = options.isEmpty ? ["--out", "--expected", "--seed", "--pairs"] : ["--output", "--seed", "--count", "--split"]
        while let name = rest.popFirst() {
            switch name {
            case "--show": options[name] = ""
            case _ where names.contains(name):
                guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
                options[name == "--output" ? "--out" : name] = value
            default: throw UsageError(message: "unknown option \(name)")
            }
        }
        return options
    }

    private static func number<Number: FixedWidthInteger>(
        _ options: [String: String], _ name: String
    ) throws -> Number? {
        guard let text = options[name] else { return nil }
        guard let number = Number(text), number >= 0 else {
            throw UsageError(message: "\(name) needs a whole number, not '\(text)'")
        }
        return number
    }

    /// Does what is asked and tells what was done.
    func run() throws -> String {
        if let count: Int = try Command.number(options, "--count"), let out = options["--out"] {
            return try writeGroups(count, to: out)
        }
        let content = try Content.bundled()
        guard let out = options["--out"] else { return Reading.sheet(content, seed: seed) }
        if let count: Int = try Command.number(options, "--pairs") { return try writePairs(count, content, to: out) }
        return try writeCorpus(content, to: out)
    }

    private func writeCorpus(_ content: Content, to out: String) throws -> String {
        let corpus = Corpus.make(content, seed: seed)
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in corpus.files { try Data(file.bytes).write(to: folder.appending(path: file.name), options: .atomic) }
        if let path = options["--expected"] { try Data(corpus.expected).write(to: URL(fileURLWithPath: path)) }
        return corpus.summary
    }

    private func writePairs(_ count: Int, _ content: Content, to out: String) throws -> String {
        let stream = PairStream(content, seed: seed)
        let file = try create(out)
        let start = ContinuousClock.now
        try stream.write(count) { block in try file.write(contentsOf: Data(block)) }
        try file.close()
        let seconds = start.duration(to: .now) / .seconds(1)
        return
            "\(count) pairs in \(String(format: "%.2f", seconds)) s, \(Int(Double(count) / max(seconds, 1e-9))) pairs/s"
    }

    private func writeGroups(_ count: Int, to out: String) throws -> String {
        let name = options["--split"] ?? Split.train.rawValue
        guard let split = Split(rawValue: name) else {
            throw UsageError(message: "--split is train, dev or test, not '\(name)'")
        }
        let heldOut = try Corpus.make(Content.bundled(), seed: Corpus.defaultSeed).heldOutKeys
        var groups = try ParaphraseGroups(Content.wide(), split: split, seed: seed, excluding: heldOut)
        let file = try create(out)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let written = try groups.write(count) { group in
            try file.write(contentsOf: encoder.encode(group) + [0x0A])
        }
        try file.close()
        return "\(written) groups"
    }

    private func create(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
}
