internal import CurateCore

/// `dedup.near`: rejects records that are nearly an earlier surviving one.
struct NearDedup: Stage {
    var bound: SimilarityBound
    var across: ExactDedup.Across

    var name: String { "dedup.near" }
    var readsKeys: Bool { false }
    var surveys: [any Survey] {
        [BigramSurvey(), CandidateSurvey(bound: bound, across: across), NearDuplicateSurvey(bound: bound)]
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        NearDuplicateProcessor()
    }
}

private struct NearDuplicateProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        guard let table = verdicts.last, !table.isEmpty else { return }
        for row in 0..<batch.count {
            guard let verdict = table[batch.ordinals[row]] else { continue }
            log.reject(
                row, "near_duplicate",
                [
                    .init("survivor", .record(verdict.witnessID, verdict.witness)),
                    .init("similarity", .similarity(Double(verdict.value))),
                ])
        }
    }
}
