internal import CurateCore

/// `reconcile.identical`: pairs of a text with itself.
struct IdenticalTexts: Stage {
    enum Action: String, Sendable, CaseIterable { case drop, report, keep }

    var identical: Action
    var dropsTrivial: Bool

    var name: String { "reconcile.identical" }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        IdenticalTextsProcessor(stage: self, thresholds: environment.roster.sources.map(\.threshold))
    }
}

private struct IdenticalTextsProcessor: Processor {
    let stage: IdenticalTexts
    /// For each source the ordinal score above which texts count as the same.
    let thresholds: [Float]

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count where batch.labels[row].scale != .none && batch.hasIdenticalSides(row) {
            let label = batch.labels[row]
            if saysDifferent(label, source: Int(batch.sources[row])) {
                switch stage.identical {
                case .drop: log.reject(row, "identical_different", [.init("label", label.logValue)])
                case .report: log.count("identical_different")
                case .keep: break
                }
            } else if stage.dropsTrivial {
                log.reject(row, "trivial_positive", [.init("label", label.logValue)])
            } else {
                log.count("trivial_positives")
            }
        }
    }

    private func saysDifferent(_ label: Label, source: Int) -> Bool {
        switch label.scale {
        case .binary: label.value < 0.5
        case .ordinal: label.value <= thresholds[source]
        case .nli: label.value != Float(NLILabel.entailment.rawValue)
        case .none: false
        }
    }
}

extension Batch {
    /// True when both sentences compare equal: by key or, where both keys are empty, by text.
    func hasIdenticalSides(_ row: Int) -> Bool {
        guard !flags[row].contains(.single), a.key.length(row) == b.key.length(row) else { return false }
        return a.compared(row) == b.compared(row)
    }
}
