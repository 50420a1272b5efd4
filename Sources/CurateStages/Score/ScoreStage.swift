public import CurateCore

/// `score`: what a teacher thinks of every pair.
public enum ScoreStage {
    public static let kind = StageKind(declaration) { options in [Scoring(options)] }

    static let declaration = StageDeclaration(
        "score", summary: "scores every pair by the cosine of a teacher's vectors and lists doubtful labels",
        about: """
            The teacher embeds both sentences of every training pair; the cosine is written as `score` beside the \
            label. No record leaves and, unless `soft` is given, no label changes.

            Pairs whose label the teacher would not give are listed in `review/score.jsonl`, the most suspicious \
            first: labelled the same with a cosine below the first number of `doubt`, or different with one above \
            the second. `suspicion` says how far beyond, from 0 to 1. A teacher errs too: the list is for people.

            `soft` mixes the cosine into 0/1 labels with this weight: 1 and a cosine of 0.8 make 0.9 at 0.5. A label \
            never changes its side: it stays above or below one half.
            """,
        options: [
            OptionField("teacher", .string, required: true, "Its name in 'teachers', or a model folder's."),
            OptionField(
                "doubt", .interval(-1...1), default: [0.6, 0.9],
                "Cosines from which it disagrees with 'the same', below, and with 'different', above."),
            OptionField("review", .integer(0...100_000), default: 1000, "The most pairs to list; 0 lists none."),
            OptionField("soft", .number(0...1), default: 0, "Weight of the cosine in a soft label; 0 keeps labels."),
        ],
        counters: [
            .init("scored", "Pairs that were given a score."),
            .init("doubted/<label>", "Pairs whose label, same or different, the teacher would not give."),
            .init("softened", "Labels that became soft."),
        ],
        examples: [
            .init("score: {teacher: demo}", "Adds scores and lists doubtful labels."),
            .init("score: {teacher: demo, soft: 0.3}", "Trains a student on softened labels."),
        ],
        notAfter: ["shuffle"])
}
