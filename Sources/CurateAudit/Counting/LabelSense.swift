internal import CurateCore

/// What a corpus' labels say of two texts.
struct LabelSense: Sendable {
    /// Above it a score counts as the same.
    var threshold: Float

    /// From this score on two texts mean the same, for closures; as `reconcile` has it.
    static let ordinalSame: Float = 4.5
    /// Up to this score two texts are clearly different, for closures; as `reconcile` has it.
    static let ordinalDifferent: Float = 1

    /// Labelled as meaning the same; NLI has no such label, entailment is counted for it.
    func isPositive(_ label: Label) -> Bool {
        switch label.scale {
        case .binary: label.value > 0.5
        case .ordinal: label.value > threshold
        case .nli: Int(label.value) == NLILabel.entailment.rawValue
        case .none: false
        }
    }

    /// Wrong for two texts with one key.
    func deniesIdentity(_ label: Label) -> Bool { label.scale != .none && !isPositive(label) }

    /// The labels cannot both be right, whatever one's standard.
    func areOpposite(_ labels: [Label]) -> Bool {
        guard let scale = labels.first?.scale else { return false }
        if scale == .nli {
            let values = Set(labels.map { Int($0.value) })
            return values.isSuperset(of: [NLILabel.entailment.rawValue, NLILabel.contradiction.rawValue])
        }
        return Set(labels.map(isPositive)).count > 1
    }

    /// An edge of a closure.
    static func joins(_ label: Label) -> Bool { label.saysSame(ordinalFrom: ordinalSame) }

    /// Contradicts a closure that joins the texts.
    static func separates(_ label: Label) -> Bool {
        switch label.scale {
        case .binary: label.value < 0.5
        case .ordinal: label.value <= ordinalDifferent
        case .nli, .none: false
        }
    }
}

extension Label {
    /// As reports spell it: `1`, `3.5`, `entailment`, `unlabelled`.
    var word: String {
        switch scale {
        case .none: return "unlabelled"
        case .nli: return NLILabel(rawValue: Int(value))?.name ?? "\(value)"
        case .binary, .ordinal: return value == value.rounded() ? String(Int(value)) : "\(value)"
        }
    }
}
