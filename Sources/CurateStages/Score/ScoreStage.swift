public import CurateCore

/// `score`: what a teacher thinks of every pair.
public enum ScoreStage {
    public static let kind = StageKind(declaration) { options in
        let scoring = Scoring(options)
        guard scoring.missing == .list else { return [scoring] }
        return [UnscoredPairs(teacher: scoring.teacher, listed: options.integer("unscored")), scoring]
    }

    static let declaration = StageDeclaration(
        "score", summary: "scores every pair by a teacher and lists doubtful labels",
        about: """
            The teacher embeds both sentences of every training pair; the cosine is written as `score` beside the \
            label. A teacher that scores pairs by itself, as one of the kind `scores` does, gives its score in the \
            cosine's place. No record leaves and, unless `soft` is given, no label changes.

            Pairs whose label the teacher would not give are listed in `review/score.jsonl`, the most suspicious \
            first: labelled the same with a cosine below the first number of `doubt`, or different with one above \
            the second. `suspicion` says how far beyond, from 0 to 1. A teacher errs too: the list is for people.

            `soft` mixes the cosine into 0/1 labels with this weight: 1 and a cosine of 0.8 make 0.9 at 0.5. A label \
            never changes its side: it stays above or below one half.

            A pair that the teacher has no score of stops the run. With `missing: list` it stays without one, and up \
            to `unscored` such pairs are listed in `review/score.unscored.jsonl`, with `text1` and `text2`, for a \
            program that scores them.
            """,
        options: [
            OptionField("teacher", .string, required: true, "Its name in 'teachers', or a model folder's."),
            OptionField(
                "doubt", .interval(-1...1), default: [0.6, 0.9],
                "Cosines from which it disagrees with 'the same', below, and with 'different', above."),
            OptionField("review", .integer(0...100_000), default: 1000, "The most pairs to list; 0 lists none."),
            OptionField(
                "missing", .choice(Scoring.Missing.allCases.map(\.rawValue)), default: "fail",
                "What happens when the teacher has no score of a pair."),
            OptionField(
                "unscored", .integer(1...10_000_000), default: 200_000,
                "With missing: list, the most pairs to list for scoring."),
            OptionField("soft", .number(0...1), default: 0, "Weight of the cosine in a soft label; 0 keeps labels."),
        ],
        counters: [
            .init("scored", "Pairs that were given a score."),
            .init("doubted/<label>", "Pairs whose label, same or different, the teacher would not give."),
            .init("softened", "Labels that became soft."),
            .init("unscored", "Pairs that the teacher has no score of."),
        ],
        examples: [
            .init("score: {teacher: demo}", "Adds scores and lists doubtful labels."),
            .init("score: {teacher: demo, soft: 0.3}", "Trains a student on softened labels."),
            .init(
                "score: {teacher: cross, missing: list}", "A cross-encoder's scores; lists what it has to score yet."),
        ],
        notAfter: ["shuffle"])
}
