internal import CurateCore

/// The stage `score.unscored`: lists pairs that have no score yet, for a program that scores them.
struct UnscoredPairs: Stage {
    let teacher: String
    let listed: Int

    var name: String { "score.unscored" }
    var teachers: [String] { [teacher] }
    var readsKeys: Bool { false }
    var reviews: ReviewLimit? { ReviewLimit(rows: listed) }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        UnscoredProcessor(teacher: teacher, environment: environment)
    }
}

private struct UnscoredProcessor: Processor {
    let teacher: String
    let environment: StageEnvironment

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        let scorer = try PairScorer(teacher, place: Scoring.place, environment)
        for (row, pair, score) in try scorer.scored(batch) where score == nil {
            // All are as urgent as the others.
            log.review(
                row, suspicion: 0, [.init("text1", .text(pair.first)), .init("text2", .text(pair.second))])
        }
    }
}
