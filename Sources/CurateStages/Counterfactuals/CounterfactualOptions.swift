internal import CurateCore

/// The options of `counterfactuals`.
struct CounterfactualOptions: Sendable {
    var kinds: [EditKind]
    var share: Double
    var mostShare: Double
    var labels: Set<SourceLabel>
    /// Names of corpora or splits; empty: all.
    var corpora: [String]
    /// Characters of a sentence.
    var length: ClosedRange<Int>
    /// nil: no teacher is asked how well edits read.
    var fluency: Fluency?

    init(_ options: Options) {
        let chosen = Set(options.strings("kinds"))
        kinds = EditKind.changing.filter { chosen.contains($0.rawValue) }
        share = options.number("share")
        mostShare = options.number("most_share")
        labels = Set(options.strings("labels").compactMap(SourceLabel.init))
        corpora = options.strings("corpora")
        if options.has("teacher") {
            fluency = Fluency(teacher: options.string("teacher"), bound: options.number("fluent"))
        }
        length = options.integer("min_chars")...max(options.integer("min_chars"), options.integer("max_chars"))
    }

    /// Records that may be edited: one group.
    /// - Throws: `Diagnostic` for a corpus that the run does not read.
    func groups(_ roster: Roster) throws -> GroupTable {
        try GroupTable("sources", of: corpora, labels, roster)
    }
}
