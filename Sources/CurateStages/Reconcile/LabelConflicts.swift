internal import CurateCore

/// `reconcile.conflicts`: one pair with different labels.
struct LabelConflicts: Stage {
    var rule: ConflictRule
    var meaning: LabelMeaning
    var reportsAcrossScales: Bool

    var name: String { "reconcile.conflicts" }
    var readsKeys: Bool { false }
    var surveys: [any Survey] {
        [ConflictSurvey(rule: rule, meaning: meaning, reportsAcrossScales: reportsAcrossScales)]
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        ConflictProcessor()
    }

    /// What the survey decided on a record: the code of its verdict, whose value is a label's.
    struct Decision {
        /// True: the record gets the verdict's value as label and stands for all copies. False: it leaves, the
        /// verdict's value being the label that its witness carries.
        var relabels: Bool
        /// Copies that took part in the conflict.
        var copies: UInt32

        var code: UInt32 { min(copies, .max >> 1) << 1 | (relabels ? 1 : 0) }

        init(relabels: Bool, copies: UInt32) {
            self.relabels = relabels
            self.copies = copies
        }

        init(code: UInt32) { self.init(relabels: code & 1 == 1, copies: code >> 1) }
    }
}

private struct ConflictProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        guard let table = verdicts.first, !table.isEmpty else { return }
        for row in 0..<batch.count {
            guard let verdict = table[batch.ordinals[row]] else { continue }
            let decision = LabelConflicts.Decision(code: verdict.code)
            let other = Label(batch.labels[row].scale, verdict.value)
            if decision.relabels {
                if batch.labels[row] != other { batch.flags[row].insert(.relabelled) }
                batch.labels[row] = other
                batch.copies[row] = decision.copies
                log.count("relabelled")
            } else {
                log.reject(
                    row, "label_conflict",
                    [
                        .init("other", .record(verdict.witnessID, verdict.witness)),
                        .init("other_label", other.logValue), .init("records", .integer(Int(decision.copies))),
                    ])
            }
        }
    }
}
