public import CurateCore

/// `mix`: brings groups of records to a ratio.
public enum MixStage {
    public static let kind = StageKind(declaration) { options in [Mix(ratios: try MixRatios(options))] }

    static let declaration = StageDeclaration(
        "mix", summary: "brings pairs, NLI and single corpora to a ratio, exactly",
        about: """
            Each number is a group's part of the whole: `mix: {pairs: 1, nli: 1}` writes as many labelled pairs as \
            NLI pairs, which is how RoFormer-Sim was trained. The group that is scarcest for its part stays whole; \
            of the others an exact number is chosen at random and the rest leaves. With `oversample` the most \
            plentiful group stays whole and records of the others occur several times, equally often but for one.

            A record belongs to the group of its corpus, if `corpora` names it (a split's name counts before its \
            corpus'), else to the group of its corpus' sentence type, if `types` names it, else to `pairs` (labels \
            0/1 and graded scores) or `nli`. Records of no group, such as those without a label, stay whole. Held-out \
            records, and those that `resplit` set aside, are not mixed.

            The choice depends on the pipeline's seed and on the records alone, not on threads or the order of files.
            """,
        options: [
            OptionField("pairs", parts, "Part of pairs with binary labels or graded scores; off unless given."),
            OptionField("nli", parts, "Part of NLI pairs; off unless given."),
            OptionField(
                "corpora", .numbers,
                "Parts of corpora, of splits such as sohu/ddb/train, or of all others, by name or all; off unless given."
            ),
            OptionField(
                "types", .numbers,
                "Parts of question, statement, mixed, idiom and document corpora, by type; off unless given."),
            OptionField(
                "oversample", .bool, default: false, "Repeats records of scarce groups instead of dropping others."),
            OptionField(
                "missing", .choice(["fail", "ignore"]), default: "fail",
                "What happens when a named group has no records: the run fails, or the others are mixed without it."),
        ],
        rules: [
            .init("mixed_out", "Its group has more records than its part; values: group, kept, there_were.")
        ],
        counters: [
            .init("entered/<group>", "Records of the group that reached the stage."),
            .init("kept/<group>", "Records of the group that go on, copies included."),
        ],
        examples: [
            .init("mix: {pairs: 1, nli: 1}", "As many pairs as NLI pairs."),
            .init("mix: {corpora: {lcqmc: 2, bq: 1, pawsx: 1}}", "Two of LCQMC for each of BQ and PAWS-X."),
            .init("mix: {types: {question: 1, statement: 1}}", "Questions and statements in equal parts."),
            .init("mix: {pairs: 1, nli: 1, oversample: true}", "Drops nothing; the scarcer kind is repeated."),
        ],
        notAfter: ["shuffle"])

    private static let parts = OptionField.Kind.number(0...1_000_000_000)
}
