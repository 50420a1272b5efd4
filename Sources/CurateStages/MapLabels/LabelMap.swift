internal import CurateCore

/// What a label becomes.
enum LabelTarget: Sendable, Hashable {
    case binary(Float)
    case keep
    case drop

    static let names = ["0", "1", "drop", "keep"]

    /// Reads `0`, `1`, `drop` or `keep` as a pipeline writes it.
    init?(_ value: OptionValue) {
        switch value {
        case .string("drop"): self = .drop
        case .string("keep"): self = .keep
        case .string("0"), .integer(0), .number(0): self = .binary(0)
        case .string("1"), .integer(1), .number(1): self = .binary(1)
        default: return nil
        }
    }
}

/// The options of `map_labels`, read.
struct LabelMap: Sendable {
    enum Scale: String, CaseIterable {
        /// RoFormer-Sim's five: scores become 0 or 1, NLI labels stay.
        case classes
        /// Everything becomes 0 or 1 or leaves.
        case binary
        /// Only what other options name changes.
        case keep
    }

    var scale: Scale
    /// nil: each corpus' own.
    var threshold: Float?
    var band: ClosedRange<Float>?
    var scores: [Float: LabelTarget] = [:]
    var nli: [NLILabel: LabelTarget] = [:]
    var keepsUnlabelled: Bool
    var keepsSingles: Bool

    /// - Throws: `Diagnostic` for a label or target that does not exist.
    init(_ options: Options) throws {
        scale = Scale(rawValue: options.string("to")) ?? .classes
        if scale == .binary { nli = [.entailment: .binary(1), .contradiction: .binary(0), .neutral: .drop] }
        threshold = options.has("threshold") ? Float(options.number("threshold")) : nil
        if options.has("drop") {
            let interval = options.interval("drop")
            band = Float(interval.lowerBound)...Float(interval.upperBound)
        }
        keepsUnlabelled = options.string("unlabelled") == "keep"
        keepsSingles = options.string("singles") == "keep"
        for entry in options.has("scores") ? options.entries("scores") : [] {
            scores[try Self.score(entry.key)] = try Self.target(entry)
        }
        for entry in options.has("nli") ? options.entries("nli") : [] {
            nli[try Self.nliLabel(entry.key)] = try Self.target(entry)
        }
    }

    private static func score(_ text: String) throws(Diagnostic) -> Float {
        guard let score = Float(text), score.isFinite else {
            throw Diagnostic(.error, "'\(text)' in 'scores' of 'map_labels' is not a number.")
        }
        return score
    }

    private static func nliLabel(_ text: String) throws(Diagnostic) -> NLILabel {
        guard let label = NLILabel(name: text) else {
            throw Diagnostic(
                .error, "'\(text)' in 'nli' of 'map_labels' is not an NLI label.",
                hint: Spelling.hint(for: text, among: NLILabel.allCases.map(\.name)))
        }
        return label
    }

    private static func target(_ entry: OptionValue.Entry) throws(Diagnostic) -> LabelTarget {
        guard let target = LabelTarget(entry.value) else {
            throw Diagnostic(
                .error, "'map_labels' cannot make \(entry.value.yaml) of '\(entry.key)'.",
                hint: "Possible: " + LabelTarget.names.joined(separator: ", ") + ".")
        }
        return target
    }

    /// What becomes of a graded score that `scores` and band leave.
    func target(score: Float, threshold own: Float) -> LabelTarget {
        scores[score] ?? (scale == .keep ? .keep : .binary(score > threshold ?? own ? 1 : 0))
    }
}
