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
               sample-corpus groups --output FILE.jsonl [--count N] [--seed S] [--split train|dev|test]
                                                                       write N groups of paraphrases, 100000 unless told
               sample-corpus --show [--seed S]                         print sentences of every intent, to be read
        """

    private let options: [String: String]
    private let seed: UInt64

    init(_ arguments: [String]) throws {
        options = try OptionList.parse(
            arguments, flags: ["--show"], values: ["--out", "--expected", "--seed", "--pairs"])
        seed = try OptionList.number(options, "--seed") ?? Corpus.defaultSeed
        let jobs = ["--show", "--pairs"].filter { options[$0] != nil }
        guard jobs.count < 2, (options["--out"] == nil) == (jobs == ["--show"]) else {
            throw UsageError(message: "give --show alone, or --out with --pairs or without")
        }
        guard options["--expected"] == nil || jobs.isEmpty else {
            throw UsageError(message: "--expected belongs to the sample corpus")
        }
    }

    /// Does what is asked and tells what was done.
    func run() throws -> String {
        let content = try Content.bundled()
        guard let out = options["--out"] else { return Reading.sheet(content, seed: seed) }
        if let count: Int = try OptionList.number(options, "--pairs") { return try writePairs(count, content, to: out) }
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
        let file = try FileHandle.created(at: out)
        let start = ContinuousClock.now
        try stream.write(count) { block in try file.write(contentsOf: Data(block)) }
        try file.close()
        let seconds = start.duration(to: .now) / .seconds(1)
        return
            "\(count) pairs in \(String(format: "%.2f", seconds)) s, \(Int(Double(count) / max(seconds, 1e-9))) pairs/s"
    }
}
