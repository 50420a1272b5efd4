internal import CurateCore

/// The stage `score`.
struct Scoring: Stage {
    let teacher: String
    /// Cosines at which the teacher disagrees: below the first with "the same", above the second with "different".
    let doubt: ClosedRange<Double>
    /// Records to list for people.
    let listed: Int
    /// What becomes of pairs that the teacher has no score of.
    let missing: Missing
    /// Weight of the cosine in a soft label; 0 leaves labels alone.
    let softness: Double

    enum Missing: String, Sendable, CaseIterable { case fail, list }

    /// Where the teacher is named, for messages.
    static let place = "'teacher' of 'score'"

    init(_ options: Options) {
        teacher = options.string("teacher")
        doubt = options.interval("doubt")
        listed = options.integer("review")
        softness = options.number("soft")
        missing = Missing(rawValue: options.string("missing")) ?? .fail
    }

    var name: String { "score" }
    var teachers: [String] { [teacher] }
    var rewrites: Bool { true }
    var readsKeys: Bool { false }
    var reviews: ReviewLimit? { listed == 0 ? nil : ReviewLimit(rows: listed) }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        ScoreProcessor(stage: self, environment: environment)
    }
}

private struct ScoreProcessor: Processor {
    let stage: Scoring
    let environment: StageEnvironment

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        let scorer = try PairScorer(stage.teacher, place: Scoring.place, environment)
        for (row, pair, score) in try scorer.scored(batch) {
            guard let score else {
                guard stage.missing == .list else { throw missing(pair) }
                log.count("unscored")
                continue
            }
            batch.setScore(score, of: row)
            log.count("scored")
            doubt(batch, row, Double(score), &log)
            soften(&batch, row, score, &log)
        }
    }

    private func missing(_ pair: TextPair) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: stage.teacher, "it has no score of '\(pair.first)' and '\(pair.second)'.",
            hint:
                "Set missing: list in 'score': such pairs are then listed in review/score.unscored.jsonl, to be scored."
        )
    }

    /// Lists a record whose label the teacher would not give.
    private func doubt(_ batch: Batch, _ row: Int, _ cosine: Double, _ log: inout StageLog) {
        let threshold = environment.roster.sources[Int(batch.sources[row])].threshold
        let label = SourceLabel(batch.labels[row], threshold: threshold)
        guard let suspicion = suspicion(label, cosine) else { return }
        log.count("doubted/\(label.rawValue)")
        log.review(row, suspicion: suspicion, [.init("cosine", .similarity(cosine))])
    }

    /// How far the cosine lies beyond the bound, as a share of how far it can.
    private func suspicion(_ label: SourceLabel, _ cosine: Double) -> Double? {
        switch label {
        case .same where cosine < stage.doubt.lowerBound:
            (stage.doubt.lowerBound - cosine) / max(stage.doubt.lowerBound + 1, 1e-6)
        case .different where cosine > stage.doubt.upperBound:
            (cosine - stage.doubt.upperBound) / max(1 - stage.doubt.upperBound, 1e-6)
        default: nil
        }
    }

    /// A soft label stays on its side: what said "the same" says so still.
    private func soften(_ batch: inout Batch, _ row: Int, _ cosine: Float, _ log: inout StageLog) {
        guard stage.softness > 0, batch.labels[row].scale == .binary else { return }
        let weight = Float(stage.softness)
        let old = batch.labels[row].value
        let mixed = (1 - weight) * old + weight * min(max(cosine, 0), 1)
        let soft = old > 0.5 ? max(mixed, 0.51) : min(mixed, 0.49)
        batch.labels[row].value = (soft * 10_000).rounded() / 10_000
        if batch.labels[row].value != old { log.count("softened") }
    }
}
