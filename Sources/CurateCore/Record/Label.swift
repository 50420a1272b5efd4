/// What a corpus' labels mean.
public enum LabelScale: UInt8, Sendable, CaseIterable, Codable {
    /// 0 (different) or 1 (the same); a soft label lies between.
    case binary = 0
    /// A graded score, 0 to 5 for STS-B, with a threshold that makes it binary.
    case ordinal = 1
    /// contradiction, entailment or neutral.
    case nli = 2
    /// No label.
    case none = 3

    /// The word used in YAML, shards and reports.
    public var name: String {
        switch self {
        case .binary: "binary"
        case .ordinal: "ordinal"
        case .nli: "nli"
        case .none: "none"
        }
    }

    public init?(name: some StringProtocol) {
        guard let scale = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = scale
    }
}

/// The three labels of natural language inference, numbered as RoFormer-Sim's classes 2, 3 and 4 are.
public enum NLILabel: Int, Sendable, CaseIterable {
    case contradiction = 0
    case entailment = 1
    case neutral = 2

    public var name: String { ["contradiction", "entailment", "neutral"][rawValue] }

    public init?(name: some StringProtocol) {
        guard let label = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = label
    }
}

/// A label with its scale.
public struct Label: Hashable, Sendable {
    public var scale: LabelScale
    /// binary: 0...1. ordinal: the score. nli: ``NLILabel/rawValue``. none: 0.
    public var value: Float

    @inlinable
    public init(_ scale: LabelScale, _ value: Float) {
        self.scale = scale
        self.value = value
    }

    /// A label of natural language inference.
    public init(_ label: NLILabel) { self.init(.nli, Float(label.rawValue)) }

    public static let unlabelled = Label(.none, 0)

    /// RoFormer-Sim's class: 0 or 1 for pairs, 2, 3, 4 for contradiction, entailment, neutral; nil without a label.
    ///
    /// Source: RoFormer-Sim, `train/supervised.py`; graded scores are binarized above the threshold, as there.
    @inlinable
    public func fiveClass(threshold: Float) -> Int? {
        switch scale {
        case .binary: value > 0.5 ? 1 : 0
        case .ordinal: value > threshold ? 1 : 0
        case .nli: 2 + Int(value)
        case .none: nil
        }
    }

    /// True when the label says "means the same": binary above 0.5, ordinal at or above the upper bound.
    ///
    /// NLI entailment is one-directional and therefore not sameness.
    @inlinable
    public func saysSame(ordinalFrom bound: Float) -> Bool {
        switch scale {
        case .binary: value > 0.5
        case .ordinal: value >= bound
        case .nli, .none: false
        }
    }
}
