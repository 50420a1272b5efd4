public import CurateCore

/// `batches`: lays training rows out so that negatives within a batch are true.
public enum BatchesStage {
    public static let kind = StageKind(declaration) { options in
        let layout = BatchLayout(
            size: options.integer("size"), accumulate: options.integer("accumulate"),
            copies: options.bool("mirrored") ? 2 : options.integer("copies"), homogeneous: options.bool("homogeneous"),
            mirrored: options.bool("mirrored"), rejectsRest: options.string("rest") == "reject")
        guard layout.size % layout.copies == 0 else {
            throw Diagnostic(
                .error, "batches of \(layout.size) rows do not hold each of them \(layout.copies) times.",
                hint: "Give an even size, or leave copies and mirrored out.")
        }
        let near = options.number("near")
        return [Batches(layout: layout, bound: near < 1 ? SimilarityBound(near) : nil)]
    }

    static let declaration = StageDeclaration(
        "batches", summary: "lays rows out in batches whose members never mean the same",
        about: """
            Contrastive losses take the other rows of a batch as negatives. In a dense corpus some of them mean the \
            same: at random, nearly every batch of 64 pairs of BQ has such a false negative. This stage orders the \
            training rows of the views `pairs` and `contrastive` so that a trainer which reads them in order, `size` \
            at a time and without shuffling, gets batches in which no two rows share a component of the closure \
            over all pairs labelled the same, or are near duplicates. With `accumulate` this holds for so many \
            batches taken together, as a step needs that adds their losses up.

            A row of `pairs` stands for both its sentences; one of `contrastive` for anchor and positive, and none \
            of its negatives may be in a component that another row of the step stands for. Near duplicates are what \
            `dedup: {near: ...}` would reject, each with the record that stays; 1 turns the search off.

            Rows for which there is no place, as in a component that has more rows than there are steps, follow \
            behind the last batch in their random order; the manifest tells how many. With `rest: reject` they leave \
            the view and are in `rejected/batches.jsonl`, by the rule no_place where every step with room held a row \
            in conflict, or no_full_step. Rows and batches are in random order, keyed by seed and rows, when the \
            pipeline has `shuffle`.

            With `mirrored` rows 2i and 2i + 1 are the two directions of a pair, as the losses of RoFormer-Sim and \
            SimBERT read them: each row is followed by itself with its sentences exchanged (of `contrastive`, anchor \
            and positive). Rows that have a direction, of natural language inference, and single sentences are \
            repeated as they are.

            The placement holds all rows as numbers: about 60 bytes a row and 16 for each code that two rows share.
            """,
        options: [
            OptionField("size", .integer(1...65_536), default: 64, "Rows of a batch."),
            OptionField(
                "accumulate", .integer(1...1024), default: 1, "Batches that make a step; none of their rows conflict."),
            OptionField(
                "copies", .integer(1...2), default: 1, "How often each row stands one behind the other: 2 for R-Drop."),
            OptionField(
                "mirrored", .bool, default: false,
                "Lets each row be followed by itself with its two sentences exchanged; `copies` is then 2."),
            OptionField(
                "rest", .choice(["follow", "reject"]), default: "follow",
                "What becomes of rows for which there is no place."),
            OptionField(
                "homogeneous", .bool, default: false,
                "Lets a step hold rows of one label scale and of one sentence type only: questions or statements."),
            OptionField(
                "near", .number(0.5...1), default: 0.85, "The similarity from which two records are near duplicates."),
        ],
        counters: [
            .init("sentences", "Sentences of the closure."),
            .init("components", "Components of the closure."),
            .init("largest_component", "Sentences of the largest component."),
            .init("near_candidates", "Records that were compared text by text."),
            .init("near", "Records that are near an earlier one."),
        ],
        examples: [
            .init("batches", "Batches of 64."),
            .init("batches: {size: 32, accumulate: 8}", "Steps of 256 rows, read 32 at a time."),
            .init("batches: {mirrored: true, rest: reject}", "Batches of 32 pairs, each in both directions."),
        ],
        comparesKeys: true, notAfter: ["shuffle"])
}
