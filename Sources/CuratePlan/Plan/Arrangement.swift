public import CurateCore

/// Rows of a view that do not stand as records were settled: gathered by anchor or by sentence, laid out in batches, or
/// both.
public struct Arrangement: Sendable, Hashable, Codable {
    public var view: String
    /// How many negatives a row has; nil: rows are single records, or sentences.
    public var negatives: NegativeCount?
    /// nil: in the order of the records.
    public var batches: BatchLayout?

    public init(view: String, negatives: NegativeCount?, batches: BatchLayout?) {
        self.view = view
        self.negatives = negatives
        self.batches = batches
    }

    /// True when each row is a different sentence.
    public var gathersSentences: Bool { view == "sentences" }

    /// The arrangement that an output needs, if any.
    static func needed(_ output: PlannedOutput, _ batches: BatchLayout?) -> Arrangement? {
        switch output.view {
        case "contrastive": Arrangement(view: output.view, negatives: output.negatives, batches: batches)
        case "pairs":
            batches.map { Arrangement(view: output.view, negatives: nil, batches: $0) }
        case "sentences": Arrangement(view: output.view, negatives: nil, batches: nil)
        default: nil
        }
    }
}

extension Plan {
    /// True when a view lists the different sentences, so that what is held out must be known to it.
    public var gathersSentences: Bool { arrangements.contains(where: \.gathersSentences) }

    /// The arrangement of an output, as its place in ``arrangements``.
    public func arrangement(of output: Int) -> Int? {
        Arrangement.needed(outputs[output], layout).flatMap { arrangements.firstIndex(of: $0) }
    }

    /// The fragment that stores an arrangement's rows in their final order.
    public func arranging(_ arrangement: Int) -> Int? {
        fragments.firstIndex { fragment in
            if case .arrange(_, arrangement) = fragment.kind { true } else { false }
        }
    }
}
