import Foundation
import SampleCorpus

/// `sample-corpus groups`: groups of paraphrases, one JSON object a line.
struct GroupsCommand {
    private let count: Int
    private let seed: UInt64
    private let split: Split
    private let output: String

    init(_ arguments: [String]) throws {
        let options = try OptionList.parse(
            arguments, flags: [], values: ["--count", "--seed", "--split", "--output"])
        guard let output = options["--output"] else { throw UsageError(message: "groups needs --output FILE.jsonl") }
        let name = options["--split"] ?? Split.train.rawValue
        guard let split = Split(rawValue: name) else {
            throw UsageError(message: "--split is train, dev or test, not '\(name)'")
        }
        self.output = output
        self.split = split
        count = try OptionList.number(options, "--count") ?? 100_000
        seed = try OptionList.number(options, "--seed") ?? Corpus.defaultSeed
    }

    /// Writes the groups and tells how many there are.
    func run() throws -> String {
        let heldOut = try Corpus.make(Content.bundled(), seed: Corpus.defaultSeed).heldOutKeys
        var groups = try ParaphraseGroups(Content.wide(), split: split, seed: seed, excluding: heldOut)
        let file = try FileHandle.created(at: output)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let written = try groups.write(count) { group in
            try file.write(contentsOf: encoder.encode(group) + [0x0A])
        }
        try file.close()
        return written == count ? "\(written) groups" : "\(written) groups: the content says no more"
    }
}
