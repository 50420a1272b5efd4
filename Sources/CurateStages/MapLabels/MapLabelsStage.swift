public import CurateCore

/// `map_labels`: brings labels of different scales to one.
public enum MapLabelsStage {
    public static let kind = StageKind(declaration) { options in [MapLabels(map: try LabelMap(options))] }

    static let declaration = StageDeclaration(
        "map_labels", summary: "makes graded and NLI labels binary, and says what happens without a label",
        about: """
            With `to: classes` labels become RoFormer-Sim's five classes: graded scores become 1 above the threshold \
            and 0 otherwise, contradiction, entailment and neutral stay. With `to: binary` NLI labels become binary \
            too: entailment 1, contradiction 0, and neutral leaves, as C-MTEB has it; `nli` says otherwise. Entailment \
            holds in one direction only: "一只黑狗在跑" entails "一只狗在跑" without meaning the same. Scores in the \
            band `drop` are too uncertain and leave; `scores` decides single scores before band and threshold do.

            Labels that are binary already stay, soft ones included. A changed record carries the flag `relabelled`. \
            Records without a label are of no use to a supervised view; they leave unless kept for a later stage or \
            for the `sentences` view. Held-out records keep their labels, so that scores stay comparable.
            """,
        options: [
            OptionField(
                "to", .choice(LabelMap.Scale.allCases.map(\.rawValue)), default: "classes",
                "classes: scores to 0 and 1, NLI stays; binary: all to 0 and 1; keep: only what other options name."),
            OptionField(
                "threshold", .number(-1_000_000...1_000_000),
                "Above it a score means the same; each corpus' own unless given, 2.5 for STS-B."),
            OptionField(
                "drop", .interval(-1_000_000...1_000_000),
                "Band of scores, both ends included, that are too uncertain to train on; off unless given."),
            OptionField(
                "scores", .mapping, "Single scores to 0, 1, drop or keep, for example {2: drop}; off unless given."),
            OptionField(
                "nli", .mapping,
                "contradiction, entailment and neutral to 0, 1, drop or keep, where `to` is not to decide."),
            OptionField(
                "unlabelled", .choice(["reject", "keep"]), default: "reject",
                "What happens to pairs without a label."),
            OptionField(
                "singles", .choice(["reject", "keep"]), default: "reject",
                "What happens to records of one text, which have no label."),
        ],
        rules: [
            .init("ambiguous_score", "The score lies in the band that is dropped; values: score, low, high."),
            .init("dropped_label", "The label is mapped to drop; values: label."),
            .init("unlabelled_pair", "The pair has no label."),
            .init("single_text", "The record has one text only and therefore no label."),
        ],
        counters: [
            .init("scores_to_1", "Graded scores that became 1."),
            .init("scores_to_0", "Graded scores that became 0."),
            .init("nli_to_1", "NLI labels that became 1."),
            .init("nli_to_0", "NLI labels that became 0."),
        ],
        examples: [
            .init("map_labels", "STS-B above 2.5 means the same, as RoFormer-Sim was trained; NLI labels stay."),
            .init("map_labels: {drop: [2, 3]}", "Trains only on scores that are clear."),
            .init(
                "map_labels: {to: binary, nli: {neutral: 0}}", "Makes NLI corpora pairs; neutral ones are different."),
            .init("map_labels: {to: keep, unlabelled: keep, singles: keep}", "Changes nothing."),
        ],
        notAfter: ["dedup", "reconcile", "guard", "resplit", "sample", "mix", "shuffle"])
}
