public import CurateCore

/// `dedup`: one record for each pair.
public enum DedupStage {
    public static let kind = StageKind(declaration) { options in
        [ExactDedup(across: ExactDedup.Across(rawValue: options.string("across")) ?? .run)]
    }

    static let declaration = StageDeclaration(
        "dedup", summary: "keeps one record of each pair",
        about: """
            Two records are duplicates when their keys are equal in either order and they carry the same label on the \
            same scale. Keys ignore case, width, punctuation and space, as `normalize` defines them; digits and \
            negation stay, so "5朵玫瑰" and "3朵玫瑰" are two sentences. Premise and hypothesis are not exchanged. \
            Sentences whose key is empty, such as "？？", are compared by their text.

            The first copy survives, by the order of corpora in the pipeline, then split, file and line. It counts \
            the copies that it stands for. Pairs with equal keys and different labels are left to `reconcile`.
            """,
        options: [
            OptionField(
                "across", .choice(ExactDedup.Across.allCases.map(\.rawValue)), default: "run",
                "Where copies are looked for: in all training corpora, within each corpus, or within each split.")
        ],
        rules: [
            .init(
                "duplicate",
                "The same pair with the same label came before; values: survivor, and swapped: 1 when its two texts "
                    + "stand in the other order.")
        ],
        counters: [
            .init("duplicate_groups", "Pairs that came more than once."),
            .init("swapped_duplicates", "Duplicates whose two texts stand in the other order."),
        ],
        examples: [
            .init("dedup", "Keeps the first of equal pairs over all training corpora."),
            .init("dedup: {across: corpus}", "Lets every corpus keep its own copy."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
