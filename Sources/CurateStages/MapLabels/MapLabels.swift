internal import CurateCore

/// `map_labels`: decides by label alone.
struct MapLabels: Stage {
    let map: LabelMap

    var name: String { "map_labels" }
    var readsKeys: Bool { false }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        LabelProcessor(map: map, thresholds: environment.roster.sources.map(\.threshold))
    }
}

private struct LabelProcessor: Processor {
    let map: LabelMap
    /// By source.
    let thresholds: [Float]

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count {
            let label = batch.labels[row]
            switch label.scale {
            case .binary: continue
            case .ordinal: mapScore(&batch, row, label, &log)
            case .nli: mapNLI(&batch, row, label, &log)
            case .none: judgeUnlabelled(batch, row, &log)
            }
        }
    }

    private func mapScore(_ batch: inout Batch, _ row: Int, _ label: Label, _ log: inout StageLog) {
        let score = label.value
        if map.scores[score] == nil, let band = map.band, band.contains(score) {
            log.reject(row, "ambiguous_score", Self.values(score, band))
            return
        }
        let target = map.target(score: score, threshold: thresholds[Int(batch.sources[row])])
        apply(target, to: &batch, row, from: "scores", spelled: .number(Double(score)), &log)
    }

    private static func values(_ score: Float, _ band: ClosedRange<Float>) -> [Rejection.Value] {
        [
            .init("score", .number(Double(score))), .init("low", .number(Double(band.lowerBound))),
            .init("high", .number(Double(band.upperBound))),
        ]
    }

    private func mapNLI(_ batch: inout Batch, _ row: Int, _ label: Label, _ log: inout StageLog) {
        guard let name = NLILabel(rawValue: Int(label.value)), let target = map.nli[name] else { return }
        apply(target, to: &batch, row, from: "nli", spelled: .text(name.name), &log)
    }

    private func apply(
        _ target: LabelTarget, to batch: inout Batch, _ row: Int, from scale: String, spelled: LogValue,
        _ log: inout StageLog
    ) {
        switch target {
        case .keep: return
        case .drop: log.reject(row, "dropped_label", [.init("label", spelled)])
        case .binary(let value):
            batch.labels[row] = Label(.binary, value)
            batch.flags[row].insert(.relabelled)
            log.count("\(scale)_to_\(Int(value))")
        }
    }

    private func judgeUnlabelled(_ batch: Batch, _ row: Int, _ log: inout StageLog) {
        if batch.flags[row].contains(.single) {
            if !map.keepsSingles { log.reject(row, "single_text") }
        } else if !map.keepsUnlabelled {
            log.reject(row, "unlabelled_pair")
        }
    }
}
