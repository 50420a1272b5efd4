/// The finished corpus: every file as bytes.
public struct Corpus: Sendable {
    /// How many clean pairs a corpus is made from.
    public struct Size: Sendable {
        /// Positive and negative pairs of train.
        public var train = (positives: 1960, negatives: 1640)
        /// Positive and negative pairs of dev and of test.
        public var heldOut = (positives: 276, negatives: 306)

        /// The committed corpus' size.
        public init() {}
    }

    /// The files by name.
    public let files: [(name: String, bytes: [UInt8])]
    /// What reading the files gives, as `expected.jsonl` of a corpus' folder says it.
    public let expected: [UInt8]
    /// The tables of counts, for a terminal.
    public let summary: String

    /// The committed corpus' seed.
    public static let defaultSeed: UInt64 = 20_210_719

    /// Makes the corpus; the same content and seed give the same bytes.
    public static func make(_ content: Content, seed: UInt64, size: Size = Size()) -> Corpus {
        let dice = Dice(seed: seed)
        var sampler = PairSampler(content: content, dice: dice)
        var pairs: [Split: [Pair]] = [:]
        for split in Split.allCases {
            let counts = split == .train ? size.train : size.heldOut
            pairs[split] = sampler.pairs(split, positives: counts.positives, negatives: counts.negatives)
        }
        let lines = Soiler.soil(pairs, content: content, dice: dice)
        let ledger = Ledger(lines)
        let texts = Split.allCases.map { ($0.file, LineWriter.bytes(lines[$0] ?? [])) }
        let readMe = ReadMe(pairs: pairs, lines: lines, ledger: ledger, seed: seed)
        return Corpus(
            files: texts + [("dirt.tsv", Array(ledger.text.utf8)), ("README.md", Array(readMe.text(content).utf8))],
            expected: Array(Expectations(lines: lines).text.utf8), summary: readMe.summary)
    }

    /// The keys of all texts in dev and test, soiled ones as they are.
    public var heldOutKeys: Set<String> {
        let heldOut = files.filter { [Split.dev.file, Split.test.file].contains($0.name) }
        let lines = heldOut.flatMap { String(decoding: $0.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) }
        return Set(lines.flatMap { $0.split(separator: "\t").prefix(2) }.map { MatchKey.of(String($0)) })
    }
}
