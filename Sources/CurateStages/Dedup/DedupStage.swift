public import CurateCore

/// `dedup`: one record for each pair.
public enum DedupStage {
    public static let kind = StageKind(declaration) { options in
        let across = ExactDedup.Across(rawValue: options.string("across")) ?? .run
        guard options.has("near") else { return [ExactDedup(across: across)] }
        let bound = SimilarityBound(options.number("near"))
        return [ExactDedup(across: across), NearDedup(bound: bound, across: across)]
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

            With `near`, records that are nearly an earlier surviving record go too. They must carry the same label, \
            and each sentence must have a counterpart with the same digits, Latin words, Chinese numerals and \
            negation. The similarity of two pairs is the Jaccard similarity of their character bigrams, side by side; \
            it must be at least `near`. That alone would take "从北京到上海的火车票多少钱" for "从南京到上海的火车票多少钱" when the \
            other sentences agree, so each sentence must stand up by itself: it equals its counterpart but for light \
            words (的 了 吗 呢 啊 吧 呀 么 哦 请问 一下 and the like), or both have at least 12 characters and are that \
            similar without help from the other side, are not the same characters in another order, and no character \
            stands where the other has its opposite (大 and 小, 买 and 卖). All near pairs are found; nothing is \
            sampled. A record near a rejected one only, stays.

            What a similarity lets through, in characters of each sentence, when both are about equally long:

            | near | particle added, one side | particle added, both | content character exchanged |
            |---|---|---|---|
            | 0.95 | from 28 | from 57 | from 77 |
            | 0.90 | from 13 | from 27 | from 37 |
            | 0.85 | from 8 | from 17 | from 24 |
            | 0.80 | from 6 | from 12 | from 17 |
            | 0.70 | from 3 | from 7 | from 12 |

            So at 0.85 sentences of the length of LCQMC's lose particles only, and "红色" and "颜色", "手机" and "手表", \
            "北京" and "南京" stay apart in all but long sentences.
            """,
        options: [
            OptionField(
                "across", .choice(ExactDedup.Across.allCases.map(\.rawValue)), default: "run",
                "Where copies are looked for: in all training corpora, within each corpus, or within each split."),
            OptionField(
                "near", .number(0.5...1),
                "The least similarity at which a record counts as nearly another; without it only equal ones count."),
        ],
        rules: [
            .init(
                "duplicate",
                "The same pair with the same label came before; values: survivor, and swapped: 1 when its two texts "
                    + "stand in the other order."),
            .init(
                "near_duplicate",
                "Nearly the same pair with the same label came before and stayed; values: survivor, similarity."),
        ],
        counters: [
            .init("duplicate_groups", "Pairs that came more than once."),
            .init("swapped_duplicates", "Duplicates whose two texts stand in the other order."),
            .init("near_candidates", "Records that were compared text by text."),
        ],
        examples: [
            .init("dedup", "Keeps the first of equal pairs over all training corpora."),
            .init("dedup: {near: 0.85}", "Drops near duplicates too."),
            .init("dedup: {across: corpus}", "Lets every corpus keep its own copy."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
