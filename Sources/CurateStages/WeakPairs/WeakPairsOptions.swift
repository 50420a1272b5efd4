internal import CurateCore

/// The options of `weak_pairs`.
struct WeakPairsOptions: Sendable {
    enum Material: String, Sendable, CaseIterable {
        case groups, answers, passages, sentences

        var threshold: Double {
            switch self {
            case .groups: 0.1
            case .answers: 0.3
            case .passages: 0.5
            // Paraphrases in other words are the better find.
            case .sentences: 0
            }
        }
    }

    enum Destination: String, Sendable, CaseIterable { case seq2seq, review }

    var material: Material
    var corpora: SourceNames
    var overlap: ClosedRange<Double>
    /// Characters of a sentence.
    var length: ClosedRange<Int>
    var perRecord: Int
    var balance: Double
    var destination: Destination
    var review: Int
    /// Whose vectors tell which sentences are near; empty: none is asked.
    var teacher: String
    var index: MiningOptions.Index
    /// Each of two sentences must be among so many that are nearest to the other.
    var neighbours: Int
    var cosine: ClosedRange<Double>

    /// - Throws: `Diagnostic` for options that do not go together.
    init(_ options: Options) throws(Diagnostic) {
        material = Material(rawValue: options.string("from")) ?? .groups
        corpora = SourceNames(names: options.strings("corpora"))
        let least = options.has("threshold") ? options.number("threshold") : material.threshold
        overlap = least...max(least, options.number("most"))
        let shortest = options.integer("min_chars")
        length = shortest...max(shortest, options.integer("max_chars"))
        perRecord = options.integer("per_record")
        balance = options.has("balance") ? options.number("balance") : material == .sentences ? 0 : 1
        destination = Destination(rawValue: options.string("to")) ?? .seq2seq
        review = options.integer("review")
        teacher = options.has("teacher") ? options.string("teacher") : ""
        index = MiningOptions.Index(rawValue: options.string("index")) ?? .auto
        neighbours = options.integer("neighbours")
        cosine = options.interval("cosine")
        guard (material == .sentences) == !teacher.isEmpty else {
            throw material == .sentences
                ? Diagnostic(
                    .error, "'weak_pairs' from sentences needs a teacher, whose vectors tell which are near",
                    hint: "Name one in 'teacher'.")
                : Diagnostic(
                    .error, "'weak_pairs' from \(material.rawValue) asks no teacher",
                    hint: "Leave 'teacher' out, or set from: sentences.")
        }
    }

    /// Passages and sentences are single texts, groups and answers pairs; others of the same corpora are left to other entries.
    func fits(_ batch: Batch, _ row: Int) -> Bool {
        let isPassage = batch.b.text.length(row) == 0
        return isPassage == (material == .passages || material == .sentences) && !batch.flags[row].contains(.generated)
    }

    /// By source: true where the stage looks at its records.
    /// - Throws: `Diagnostic` for a corpus that the run does not read.
    func sources(_ roster: Roster) throws -> [Bool] {
        try corpora.check(against: roster, for: "corpora")
        return roster.sources.map { !$0.heldOut && corpora.position($0) != nil }
    }
}
