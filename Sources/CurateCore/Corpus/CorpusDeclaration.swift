/// A corpus as its `corpus.yaml` declares it: where its files are, what is in them and what is known to be wrong.
public struct CorpusDeclaration: Sendable, Hashable, Codable {
    /// The folder's name: `lcqmc`.
    public var name: String
    public var title: String
    public var home: String
    /// The licence in the publisher's words.
    public var licence: String
    /// open, research-only, noncommercial, application or unclear.
    public var licenceClass: String
    public var cite: String?
    /// As a BCP 47 tag: `zh-Hans`.
    public var language: String?
    /// question, statement, mixed, idiom or document.
    public var type: String
    /// Rows of each split as published or counted; a split that is not listed was not counted.
    public var rows: [String: Int]
    public var labels: LabelRules
    /// For each split the first layout with a matching file wins.
    public var layouts: [CorpusLayout]
    public var defects: [Defect]
    public var relations: [Relation]
    public var notes: String?
    /// The folder that holds `corpus.yaml` and `sample`.
    public var folder: String

    public struct Defect: Sendable, Hashable, Codable {
        public var what: String
        public var place: String?
        /// How many, where counted.
        public var count: Int?
        /// How it is known: measured, documented, reported, inferred or not verified.
        public var basis: String?
        public init(what: String, place: String?, count: Int? = nil, basis: String? = nil) {
            self.what = what
            self.place = place
            self.count = count
            self.basis = basis
        }
    }

    /// A known overlap with another corpus, or between splits.
    public struct Relation: Sendable, Hashable, Codable {
        /// overlaps, contains, contained_in, merges, derived_from or shares_source.
        public var kind: String
        public var corpus: String
        /// Of this corpus; empty: not said.
        public var splits: [String]
        /// Of the other corpus.
        public var otherSplits: [String]
        /// Shared pairs, where measured.
        public var pairs: Int?
        public var note: String?
        public init(
            kind: String, corpus: String, splits: [String], otherSplits: [String] = [], pairs: Int?, note: String?
        ) {
            self.kind = kind
            self.corpus = corpus
            self.splits = splits
            self.otherSplits = otherSplits
            self.pairs = pairs
            self.note = note
        }
    }

    public init(
        name: String, title: String, home: String, licence: String, licenceClass: String, cite: String?, type: String,
        language: String? = nil, rows: [String: Int] = [:], labels: LabelRules, layouts: [CorpusLayout],
        defects: [Defect], relations: [Relation], notes: String?, folder: String
    ) {
        self.name = name
        self.title = title
        self.home = home
        self.licence = licence
        self.licenceClass = licenceClass
        self.cite = cite
        self.type = type
        self.language = language
        self.rows = rows
        self.labels = labels
        self.layouts = layouts
        self.defects = defects
        self.relations = relations
        self.notes = notes
        self.folder = folder
    }
}

/// How a label is spelled in a file and what it means.
public struct LabelRules: Sendable, Hashable, Codable {
    public var scale: LabelScale
    /// Bounds of an ordinal score.
    public var minimum: Float
    public var maximum: Float
    /// Above it an ordinal score counts as the same.
    public var threshold: Float
    /// Spelling in the file to value: 0 or 1, a score, or ``NLILabel/rawValue``.
    public var values: [String: Float]
    /// Spellings that mean "no gold label".
    public var unlabelled: [String]

    public init(
        scale: LabelScale, minimum: Float = 0, maximum: Float = 1, threshold: Float = 2.5,
        values: [String: Float] = [:], unlabelled: [String] = []
    ) {
        self.scale = scale
        self.minimum = minimum
        self.maximum = maximum
        self.threshold = threshold
        self.values = values
        self.unlabelled = unlabelled
    }

    /// What reading a label field may give.
    public enum Reading: Sendable, Hashable {
        case label(Label)
        case unlabelled
        case unknown
    }

    /// Reads a label as spelled; a BOM and white space around it are ignored, numbers such as `3.0` are accepted.
    public func read(_ spelling: String) -> Reading {
        let text = Self.trimmed(spelling)
        if let value = values[text] { return .label(Label(scale, value)) }
        if unlabelled.contains(text) { return .unlabelled }
        guard scale == .binary || scale == .ordinal, let number = Float(text), number.isFinite else { return .unknown }
        switch scale {
        case .binary: return number == 0 || number == 1 ? .label(Label(.binary, number)) : .unknown
        default: return (minimum...maximum).contains(number) ? .label(Label(.ordinal, number)) : .unknown
        }
    }

    private static func trimmed(_ text: String) -> String {
        let ignored: Set<Unicode.Scalar> = ["\u{FEFF}", " ", "\t", "\r", "\n", "\u{3000}", "\u{A0}"]
        let scalars = text.unicodeScalars.drop { ignored.contains($0) }
        let end = scalars.lastIndex { !ignored.contains($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(scalars[scalars.startIndex..<end])
    }
}
