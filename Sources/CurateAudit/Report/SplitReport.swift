/// One split by itself.
public struct SplitReport: Sendable, Hashable, Codable {
    /// `lcqmc/dev`.
    public var name: String
    public var corpus: String
    public var split: String
    public var layout: String
    public var scale: String
    public var files: [String]
    /// Rows seen, rejected ones included.
    public var rows: Int
    /// What the rows made; a triplet makes two.
    public var records: Int
    public var rejected: [RejectionReport]
    public var labels: [LabelCount]
    public var duplicates: DuplicateReport
    public var identical: IdenticalReport
    public var conflicts: ConflictReport
    /// nil where no label says "means the same".
    public var closure: ClosureReport?
    public var sentences: SentenceReport
    public var lengths: LengthReport
    /// Pairs in which one text has one negation character more than the other and else the same characters, by label.
    public var negation: [String: Int]
    /// Pairs of the same characters in another order, by label.
    public var wordOrder: [String: Int]
    /// What is on the surface of texts, by kind; kinds that do not occur are left out.
    public var surface: [String: SurfaceCount]

    enum CodingKeys: String, CodingKey {
        case name, corpus, split, layout, scale, files, rows, records, rejected, labels, duplicates, identical
        case conflicts, closure, sentences, lengths, negation, surface
        case wordOrder = "word_order"
    }
}

/// Rows that are no records, by rule.
public struct RejectionReport: Sendable, Hashable, Codable {
    public var rule: String
    public var rows: Int
    public var first: [Place]

    public struct Place: Sendable, Hashable, Codable {
        /// `lcqmc/train.txt:17:3`.
        public var place: String
        public var message: String
    }
}

/// How often a label occurs.
public struct LabelCount: Sendable, Hashable, Codable {
    public var label: String
    public var count: Int
    /// Of all records.
    public var share: Double
}

/// Pairs that come more than once; (a, b) and (b, a) are one pair, except on the NLI scale.
public struct DuplicateReport: Sendable, Hashable, Codable {
    /// Records beyond the first of their pair.
    public var extra: Int
    /// Pairs that come more than once.
    public var pairs: Int
    /// Of `extra`, those whose raw texts came before.
    public var sameText: Int
    /// Of `extra`, those whose label came before.
    public var sameLabel: Int
    /// True where (a, b) and (b, a) are two pairs.
    public var ordered: Bool

    enum CodingKeys: String, CodingKey {
        case extra, pairs, ordered
        case sameText = "same_text"
        case sameLabel = "same_label"
    }
}

/// Pairs whose two texts have one key.
public struct IdenticalReport: Sendable, Hashable, Codable {
    public var records: Int
    public var byLabel: [String: Int]
    /// Labelled as meaning the same: they teach nothing.
    public var positive: Int
    /// Of all positive records.
    public var positiveShare: Double
    /// Labelled as meaning something else.
    public var different: Int

    enum CodingKeys: String, CodingKey {
        case records, positive, different
        case byLabel = "by_label"
        case positiveShare = "positive_share"
    }
}

/// Pairs with more than one label.
public struct ConflictReport: Sendable, Hashable, Codable {
    public var pairs: Int
    public var records: Int
    /// Pairs whose labels lie on both sides of the corpus' threshold, or are entailment and contradiction.
    public var opposite: Int
}

/// The components of "means the same".
public struct ClosureReport: Sendable, Hashable, Codable {
    /// Records labelled different inside a component of positives.
    public var breaks: Int
    /// Of these, those of two texts with one key.
    public var identical: Int
    /// Of these, those whose pair is labelled the same elsewhere.
    public var conflicting: Int
    /// Of these, those that only a chain of other pairs contradicts.
    public var byChain: Int
    /// Sentences in the largest component.
    public var largestComponent: Int
    public var components: Int

    enum CodingKeys: String, CodingKey {
        case breaks, identical, conflicting, components
        case byChain = "by_chain"
        case largestComponent = "largest_component"
    }
}

/// Sentences by their key.
public struct SentenceReport: Sendable, Hashable, Codable {
    public var distinct: Int
    /// Records of the sentence that is in most.
    public var most: Int
    /// Where it comes first.
    public var mostPlace: String?

    enum CodingKeys: String, CodingKey {
        case distinct, most
        case mostPlace = "most_place"
    }
}

/// Lengths of texts as published, in Unicode scalars.
public struct LengthReport: Sendable, Hashable, Codable {
    public var texts: Int
    public var mean: Double
    public var median: Int
    public var p95: Int
    public var max: Int
    /// Texts that do not fit 64 tokens with their two marks.
    public var over62: Int
    public var over62Share: Double
    /// Mean length of the keys.
    public var keyMean: Double

    enum CodingKeys: String, CodingKey {
        case texts, mean, median, p95, max
        case over62 = "over_62"
        case over62Share = "over_62_share"
        case keyMean = "key_mean"
    }
}

/// How often something is on the surface of texts.
public struct SurfaceCount: Sendable, Hashable, Codable {
    /// Texts that have it; a record has two.
    public var texts: Int
    /// Of all texts.
    public var share: Double
    /// Records with such a text.
    public var records: Int
}
