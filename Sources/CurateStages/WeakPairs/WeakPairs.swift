internal import CurateCore
internal import Hashing

/// The stage `weak_pairs`.
struct WeakPairs: Stage {
    let options: WeakPairsOptions

    var name: String { "weak_pairs" }
    var generates: Bool { options.material != .groups && options.destination == .seq2seq }
    var rewrites: Bool { options.material == .groups }
    var invents: Bool { generates }
    var marksOrigins: Bool { options.destination == .seq2seq }
    var reviews: ReviewLimit? { options.destination == .review ? ReviewLimit(rows: options.review) : nil }
    /// Types are counted only where they are to be balanced.
    var surveys: [any Survey] {
        [LabelledPairs(options: options)] + (options.balance > 0 ? [WeakTypes(options: options)] : [])
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        WeakPairsProcessor(
            candidates: WeakCandidates(options, environment), sources: try options.sources(environment.roster),
            labelled: findings[0].labelledPairs,
            shares: options.balance > 0 ? findings[1].weakShares(balance: options.balance) : [1, 1],
            environment: environment)
    }
}

private struct WeakPairsProcessor: Processor {
    let candidates: WeakCandidates
    let sources: [Bool]
    let labelled: Set<Digest>
    /// Of statements and of questions that are kept.
    let shares: [Double]
    let environment: StageEnvironment
    private let purpose = KeyedRandom.Purpose("weak_pairs.balance")

    init(
        candidates: WeakCandidates, sources: [Bool], labelled: Set<Digest>, shares: [Double],
        environment: StageEnvironment
    ) {
        self.candidates = candidates
        self.sources = sources
        self.labelled = labelled
        self.shares = shares
        self.environment = environment
    }

    private var options: WeakPairsOptions { candidates.options }

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        var drafts: [GeneratedRecords.Draft] = []
        for row in 0..<batch.count where sources[Int(batch.sources[row])] && options.fits(batch, row) {
            if options.material == .groups {
                settle(&batch, row, &log)
            } else {
                drafts += try take(batch, row, &log)
            }
        }
        GeneratedRecords(environment: environment, teacher: Origin.noTeacher).add(drafts, of: batch, to: &log)
    }

    /// Makes a group's record a weak pair, or rejects it.
    private func settle(_ batch: inout Batch, _ row: Int, _ log: inout StageLog) {
        let pair = candidates.pair(batch, row)
        let values: [Rejection.Value] = [.init("overlap", .similarity(pair.overlap))]
        if let rule = candidates.fault(batch, row) ?? loss(pair) { return log.reject(row, rule, values) }
        log.count("pairs/\(pair.isQuestion ? "question" : "statement")")
        if options.destination == .review {
            log.review(row, suspicion: pair.overlap, values)
            return log.reject(row, "listed", values)
        }
        batch.labels[row] = .unlabelled
        batch.setOrigin(
            Origin(.weak, teacher: Origin.noTeacher, cosine: Float(pair.overlap), parent: batch.ids[row], seed: 0),
            of: row)
    }

    /// The pairs of a passage or of answers; the record itself leaves.
    private func take(_ batch: Batch, _ row: Int, _ log: inout StageLog) throws -> [GeneratedRecords.Draft] {
        guard GeneratedRecords.fits(batch.ordinals[row]) else {
            log.count("skipped/many_in_row")
            log.reject(row, "source", [.init("pairs", .integer(0))])
            return []
        }
        var counts = StageLog(role: batch.role)
        let found = try candidates.pairs(batch, row) { counts.count($0, $1) }
        for (name, count) in counts.counts.sorted(by: { $0.key < $1.key }) { log.count(name, count) }
        var kept: [WeakPair] = []
        for pair in found {
            if let rule = loss(pair) { log.count("dropped/\(rule)") } else { kept.append(pair) }
        }
        for pair in kept { log.count("pairs/\(pair.isQuestion ? "question" : "statement")") }
        if options.destination == .review { for pair in kept { review(pair, row, &log) } }
        log.reject(row, "source", [.init("pairs", .integer(kept.count))])
        guard options.destination == .seq2seq else { return [] }
        return kept.enumerated().map { number, pair in
            GeneratedRecords.Draft(
                parent: row, source: pair.a.text, text: String(decoding: pair.b.text, as: UTF8.self), kind: .weak,
                cosine: Float(pair.overlap), seed: 0, number: number + 1)
        }
    }

    private func review(_ pair: WeakPair, _ row: Int, _ log: inout StageLog) {
        log.review(
            row, suspicion: pair.overlap,
            [
                .init("first", .text(String(decoding: pair.a.text, as: UTF8.self))),
                .init("second", .text(String(decoding: pair.b.text, as: UTF8.self))),
                .init("overlap", .similarity(pair.overlap)),
            ])
    }

    /// The rule that what other records say breaks; nil: none.
    private func loss(_ pair: WeakPair) -> String? {
        if labelled.contains(pair.digest) { return "labelled" }
        let digest = pair.digest
        var random = KeyedRandom(
            seed: environment.seed, purpose: purpose, record: RecordID(high: digest.high, low: digest.low))
        return random.unit() < shares[pair.isQuestion ? 1 : 0] ? nil : "unbalanced"
    }
}
