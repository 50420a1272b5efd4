internal import CurateCore

/// The options of `mine_negatives`.
struct MiningOptions: Sendable {
    /// What a candidate is compared with where an anchor has several positives.
    enum Statistic: String, Sendable, CaseIterable { case min, mean, max }

    /// How sentences near an anchor are looked for.
    enum Index: String, Sendable, CaseIterable { case auto, exact, ivf, hnsw }

    /// What becomes of a candidate that ``rescorer`` has no score of.
    enum Unscored: String, Sendable, CaseIterable {
        case leaveOut = "leave_out"
        case keep
    }

    var teacher: String
    /// A second teacher that judges candidates; nil: none.
    var rescorer: String?
    /// The scores that it may give.
    var rescored: ClosedRange<Double>
    var unscored: Unscored
    /// Candidates to list for scoring.
    var unscoredListed: Int
    var index: Index
    var perAnchor: Int
    /// Retrieval ranks, from 1, before any rule.
    var ranks: ClosedRange<Int>
    /// Share of an anchor's negatives that come from shared wording.
    var lexical: Double
    var statistic: Statistic
    /// A candidate's cosine must be at most this share of the positive's.
    var mostOfPositive: Double?
    /// And this much below it.
    var margin: Double
    var cosine: ClosedRange<Double>
    /// Quantiles of the cosines of labelled negatives that narrow ``cosine``.
    var quantiles: ClosedRange<Double>?
    var near: Double
    /// Two sentences that are each other's first so many neighbours are no negatives; 0: not asked.
    var reciprocal: Int
    /// How often a sentence may serve.
    var uses: Int
    var sides: ParaphraseOptions.Sides
    var corpora: [String]
    var share: Double
    /// Share of positives that are hidden to see how many come back.
    var hidden: Double
    var sparesClosure: Bool

    /// - Throws: `Diagnostic` for options that contradict each other.
    init(_ options: Options) throws(Diagnostic) {
        teacher = options.string("teacher")
        index = Index(rawValue: options.string("index")) ?? .auto
        perAnchor = options.integer("per_anchor")
        let window = options.interval("ranks")
        ranks = max(1, Int(window.lowerBound))...max(1, Int(window.upperBound))
        lexical = options.number("lexical")
        statistic = Statistic(rawValue: options.string("positive")) ?? .min
        mostOfPositive = options.has("max_of_positive") ? options.number("max_of_positive") : nil
        margin = options.number("margin")
        cosine = options.interval("cosine")
        quantiles = options.has("quantiles") ? options.interval("quantiles") : nil
        near = options.number("near")
        reciprocal = options.integer("reciprocal")
        uses = options.integer("uses")
        sides = ParaphraseOptions.Sides(rawValue: options.string("sides")) ?? .a
        corpora = options.strings("corpora")
        share = options.number("share")
        hidden = options.number("hide_positives")
        sparesClosure = options.bool("closure")
        rescorer = options.has("rescore") ? options.string("rescore") : nil
        rescored = options.interval("rescored")
        unscored = Unscored(rawValue: options.string("unscored")) ?? .leaveOut
        unscoredListed = options.integer("list_unscored")
        if ranks.count < perAnchor {
            throw Diagnostic(
                .error, "'ranks' of 'mine_negatives' holds \(ranks.count) places for \(perAnchor) negatives.",
                hint: "Widen the window, or ask for fewer negatives 'per_anchor'.")
        }
    }

    /// Candidates of an anchor that are shared out, and that ``rescorer`` is asked about: some more than it gets, for
    /// others may be nearer to them.
    func asked(wanted: Int) -> Int { max(8, wanted * 4) }

    /// Records whose sentences are anchors: one group.
    /// - Throws: `Diagnostic` for a corpus that the run does not read.
    func groups(_ roster: Roster) throws -> GroupTable {
        try GroupTable("anchors", of: corpora, [.same], roster)
    }
}
