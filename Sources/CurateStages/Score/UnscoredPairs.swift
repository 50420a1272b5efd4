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
        let rows = (0..<batch.count).filter { !batch.flags[$0].contains(.single) }
        guard !rows.isEmpty else { return }
        let pairs = rows.map { TextPair(batch.a.text.string($0), batch.b.text.string($0)) }
        let scores = try PairScorer(teacher, place: Scoring.place, environment).scores(pairs)
        for (place, row) in rows.enumerated() where scores[place] == nil {
            // All are as urgent as the others.
            log.review(
                row, suspicion: 0,
                [.init("text1", .text(pairs[place].first)), .init("text2", .text(pairs[place].second))])
        }
    }
}
