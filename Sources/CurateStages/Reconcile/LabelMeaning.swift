internal import CurateCore

/// When a label clearly says "the same" or "different".
struct LabelMeaning: Sendable {
    var ordinalSame: Float
    var ordinalDifferent: Float

    func saysSame(_ label: Label) -> Bool { label.saysSame(ordinalFrom: ordinalSame) }

    /// NLI's contradiction is not counted: it is about truth, not about meaning the same.
    func saysDifferent(_ label: Label) -> Bool {
        switch label.scale {
        case .binary: label.value < 0.5
        case .ordinal: label.value <= ordinalDifferent
        case .nli, .none: false
        }
    }
}

extension Label {
    /// As the ledger tells it: a number, or the NLI label's name.
    var logValue: LogValue {
        if scale == .nli, let label = NLILabel(rawValue: Int(value)) { return .text(label.name) }
        return .number(Double(value))
    }
}
