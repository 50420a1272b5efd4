public import CurateCore

/// What the corpora declare about each other: AFQMC stands in ATEC, SimCLUE's test set contains LCQMC's.
///
/// Warns before anything is read; what really leaks is for `guard` to find.
public struct KnownRelations: Sendable {
    /// A declared overlap. Empty lists of splits mean all splits.
    public struct Entry: Sendable, Hashable {
        public var kind: String
        public var corpus: String
        public var splits: [String]
        public var other: String
        public var otherSplits: [String]
        /// Shared pairs, where measured.
        public var pairs: Int?
        public var note: String?

        public init(
            kind: String, corpus: String, splits: [String] = [], other: String, otherSplits: [String] = [],
            pairs: Int? = nil, note: String? = nil
        ) {
            self.kind = kind
            self.corpus = corpus
            self.splits = splits
            self.other = other
            self.otherSplits = otherSplits
            self.pairs = pairs
            self.note = note
        }
    }

    public var entries: [Entry]

    public init(_ entries: [Entry]) { self.entries = entries }

    /// The relations that corpora declare; a relation's splits are those of the corpus that declares it.
    public init(declaredBy corpora: [CorpusDeclaration]) {
        entries = corpora.flatMap { corpus in
            corpus.relations.map {
                Entry(
                    kind: $0.kind, corpus: corpus.name, splits: $0.splits, other: $0.corpus,
                    otherSplits: $0.otherSplits,
                    pairs: $0.pairs, note: $0.note)
            }
        }
    }

    /// A warning for each training source that is known to share pairs with a held-out source, in the sources' order.
    public func warnings(training: [SourceInfo], heldOut: [SourceInfo]) -> [Diagnostic] {
        training.flatMap { source in
            heldOut.compactMap { target in
                entries.first { connects($0, source, target) || connects($0, target, source) }
                    .map { Self.warning(source, target, $0) }
            }
        }
    }

    private func connects(_ entry: Entry, _ source: SourceInfo, _ other: SourceInfo) -> Bool {
        entry.corpus == source.corpus && entry.other == other.corpus
            && (entry.splits.isEmpty || entry.splits.contains(source.split))
            && (entry.otherSplits.isEmpty || entry.otherSplits.contains(other.split))
    }

    private static func warning(_ source: SourceInfo, _ target: SourceInfo, _ entry: Entry) -> Diagnostic {
        let pairs = entry.pairs.map { "\($0) pairs" } ?? "pairs"
        let verb = entry.kind == "shares_source" ? "may share" : "is known to share"
        let advice = "Keep `guard` in the pipeline; it rejects what leaks."
        return Diagnostic(
            .warning, "\(source.name) \(verb) \(pairs) with \(target.name), which is held out.",
            hint: entry.note.map { "Declared: \($0). \(advice)" } ?? advice)
    }
}
