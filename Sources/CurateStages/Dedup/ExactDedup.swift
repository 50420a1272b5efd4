internal import CurateCore

/// `dedup.exact`: rejects records whose pair and label came before.
struct ExactDedup: Stage {
    /// Where copies are looked for.
    enum Across: String, Sendable, CaseIterable { case run, corpus, split }

    var across: Across

    var name: String { "dedup.exact" }
    var readsKeys: Bool { false }
    var surveys: [any Survey] { [DuplicateSurvey(across: across)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        DuplicateProcessor()
    }

    /// What the survey decided on a record, as the code of its verdict.
    enum Decision {
        case duplicate(swapped: Bool)
        case survivor(copies: UInt32)

        var code: UInt32 {
            switch self {
            case .duplicate(let swapped): swapped ? 1 : 0
            case .survivor(let copies): max(copies, 2)
            }
        }

        init(code: UInt32) { self = code < 2 ? .duplicate(swapped: code == 1) : .survivor(copies: code) }
    }
}

private struct DuplicateProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        guard let table = verdicts.first, !table.isEmpty else { return }
        for row in 0..<batch.count {
            guard let verdict = table[batch.ordinals[row]] else { continue }
            switch ExactDedup.Decision(code: verdict.code) {
            case .survivor(let copies): batch.copies[row] = copies
            case .duplicate(let swapped):
                log.reject(
                    row, "duplicate",
                    [
                        .init("survivor", .record(verdict.witnessID, verdict.witness)),
                        .init("swapped", .integer(swapped ? 1 : 0)),
                    ])
            }
        }
    }
}
