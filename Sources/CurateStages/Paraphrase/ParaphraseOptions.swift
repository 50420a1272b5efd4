internal import CurateCore

/// The options of `paraphrase`, read.
struct ParaphraseOptions: Sendable {
    /// What becomes of a candidate that changes facts.
    enum ChangedFacts: String, Sendable, CaseIterable { case reject, negative, review }

    /// Which sentences of a record are sources.
    enum Sides: String, Sendable, CaseIterable { case a, b, both }

    var teacher: String
    /// The teacher whose vectors decide.
    var scorer: String
    var sampling: Sampling
    var rules: CandidateRules
    var sides: Sides
    var labels: Set<SourceLabel>
    /// Names of corpora or splits; empty: all.
    var corpora: [String]
    var share: Double
    var cap: Int?
    var changedFacts: ChangedFacts
    /// Changed candidates kept of one sentence.
    var negatives: Int

    /// - Throws: `Diagnostic` for options that contradict each other.
    init(_ options: Options) throws(Diagnostic) {
        teacher = options.string("teacher")
        scorer = options.has("scorer") ? options.string("scorer") : teacher
        sampling = Sampling(
            samples: options.integer("samples"), topP: options.number("top_p"), topK: options.integer("top_k"),
            temperature: options.number("temperature"), maxLength: options.integer("max_tokens"),
            sourceNoise: options.number("source_noise"))
        rules = CandidateRules(
            keep: options.integer("keep"), cosine: options.interval("cosine"),
            characters: options.integer("min_chars")...max(options.integer("min_chars"), options.integer("max_chars")),
            length: options.interval("length"), near: options.number("near"), diversity: options.number("diversity"),
            likelihood: options.has("likelihood") ? options.number("likelihood") : nil)
        sides = Sides(rawValue: options.string("sides")) ?? .a
        labels = Set(options.strings("labels").compactMap(SourceLabel.init))
        corpora = options.strings("corpora")
        share = options.number("share")
        cap = options.has("cap") ? options.integer("cap") : nil
        changedFacts = ChangedFacts(rawValue: options.string("changed_facts")) ?? .reject
        negatives = options.integer("negatives")
        guard rules.keep <= sampling.samples else {
            throw Diagnostic(
                .error, "'paraphrase' is to keep \(rules.keep) of \(sampling.samples) samples.",
                hint: "Ask for several times as many 'samples' as you 'keep'.")
        }
        guard options.integer("min_chars") <= options.integer("max_chars") else {
            throw Diagnostic(.error, "'min_chars' of 'paraphrase' is larger than 'max_chars'.")
        }
    }

    /// The most records that one record may become the parent of.
    var most: Int { (sides == .both ? 2 : 1) * (rules.keep + (changedFacts == .negative ? negatives : 0)) }
}

/// Records by what their labels say.
enum SourceLabel: String, Sendable, CaseIterable {
    case same, different, nli, none

    init(_ label: Label, threshold: Float) {
        switch label.scale {
        case .binary, .ordinal: self = label.fiveClass(threshold: threshold) == 1 ? .same : .different
        case .nli: self = .nli
        case .none: self = .none
        }
    }
}
