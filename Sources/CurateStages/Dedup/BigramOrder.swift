internal import CurateCore

/// An order of all tokens, roughly from rare to frequent, in one megabyte however many tokens there are.
///
/// Frequencies are counted by hash slot. A slot shared by two tokens makes the rarer one look frequent, which costs
/// time; any fixed order gives the same answers.
struct BigramOrder: Sendable {
    static let slots = 1 << 18

    /// How often the tokens of a slot occur.
    private let counts: [UInt32]

    /// Reads what ``BigramSurvey`` concluded.
    init(_ findings: Findings) {
        var offset = 0
        let slots = Packing.readArray(UInt32.self, findings.bytes.span, at: &offset)
        let values = Packing.readArray(UInt32.self, findings.bytes.span, at: &offset)
        var counts = [UInt32](repeating: 0, count: Self.slots)
        for (slot, value) in zip(slots, values) { counts[Int(slot)] = value }
        self.counts = counts
    }

    static func slot(_ token: Bigrams.Token) -> Int { Int((token &* 0x9E37_79B9_7F4A_7C15) >> 46) }

    /// A token with its place in the order.
    struct Ranked: Comparable {
        var count: UInt32
        var token: Bigrams.Token

        static func < (left: Ranked, right: Ranked) -> Bool {
            left.count == right.count ? left.token < right.token : left.count < right.count
        }
    }

    /// Replaces `ranked` by the tokens, rare ones first.
    func sort(_ tokens: [Bigrams.Token], into ranked: inout [Ranked]) {
        ranked.removeAll(keepingCapacity: true)
        for token in tokens { ranked.append(Ranked(count: counts[Self.slot(token)], token: token)) }
        ranked.sort()
    }
}

/// Counts tokens. The order it makes decides how fast near duplicates are found, not which, so it may run early.
struct BigramSurvey: Survey {
    var name: String { "bigrams" }
    var independent: Bool { true }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer { BigramObserver() }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for group in rows.groups() {
            let sum = group.reduce(UInt64(0)) { $0 + UInt64(Self.count(rows, $1)) }
            output.rows.begin(rows.keys[group.lowerBound])
            Packing.append(UInt32(clamping: sum), to: &output.rows.payloads.bytes)
            output.rows.end()
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var bytes: [UInt8] = []
        Packing.append(rows.keys.map { UInt32($0 >> 46) }, to: &bytes)
        Packing.append((0..<rows.count).map { Self.count(rows, $0) }, to: &bytes)
        return Findings(bytes)
    }

    private static func count(_ rows: SurveyRows, _ row: Int) -> UInt32 {
        rows.payloads.withText(row) { bytes in
            var offset = 0
            return Packing.read(UInt32.self, bytes, at: &offset)
        }
    }
}

private struct BigramObserver: Observer {
    private var counts = [UInt32](repeating: 0, count: BigramOrder.slots)
    /// Slots that are not zero.
    private var used: [Int] = []
    private var pair = PreparedPair()
    private var reader = PairReader()

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            reader.read(batch, row, into: &pair)
            guard pair.hasLongSide else { continue }
            for token in reader.tokens(of: pair) {
                let slot = BigramOrder.slot(token)
                if counts[slot] == 0 { used.append(slot) }
                if counts[slot] < .max { counts[slot] += 1 }
            }
        }
    }

    func finish(into rows: inout SurveyRows) {
        for slot in used {
            rows.begin(UInt64(slot) << 46)
            Packing.append(counts[slot], to: &rows.payloads.bytes)
            rows.end()
        }
    }
}
