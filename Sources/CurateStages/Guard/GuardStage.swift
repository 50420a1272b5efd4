public import CurateCore

/// `guard`: keeps what the held-out sets hold out of training.
public enum GuardStage {
    public static let kind = StageKind(declaration) { options in
        let levels = Set(options.strings("levels").compactMap(GuardLevel.init))
        let reported = Set(options.strings("report").compactMap(GuardLevel.init))
        return [
            HeldOutGuard(
                levels: GuardLevel.allCases.filter { levels.contains($0) || reported.contains($0) },
                reported: reported, bound: SimilarityBound(options.number("near")),
                minimum: options.integer("min_chars"), checksSingles: options.string("on_single") == "check")
        ]
    }

    static let declaration = StageDeclaration(
        "guard", summary: "keeps held-out pairs and sentences out of training",
        about: """
            Every training record is compared with all held-out sets of the run, at up to three levels. `pair`: its \
            pair is a held-out pair, in either order, whatever the labels. `sentence`: one of its sentences is a \
            held-out sentence. `near`: one of its sentences is nearly a held-out sentence: the Jaccard similarity of \
            their character bigrams is at least `near`, their digits, Latin words, Chinese numerals and negation are \
            equal, and no character stands where the other has its opposite, as 开 and 关. All levels are exact: no \
            candidate is missed. The first level that meets rejects the record; `report` names levels that only count.

            Keys are compared. Sentences below `min_chars` characters, such as "什么意思", "客服电话" and "花呗额度", are \
            topics that many people write; in the public bank corpora they are over a third of all shared sentences. \
            They are not compared one by one; a pair of them is.

            How much a similarity lets through depends on length. At 0.8, a sentence of 12 characters or more may \
            gain or lose one character, and one of 17 or more may have one exchanged; shorter ones must be equal.

            The counters `leak/…` are a matrix: how many records of a training source met a held-out source at which \
            level. A record that meets several sources counts for each, at the level that rejects it.

            Held-out sets are not changed, but what is wrong with them as published is counted: what two of them have \
            in common (`shared/…`), and records that measure nothing (`held_out/…`).
            """,
        options: [
            OptionField(
                "levels", .list(of: GuardLevel.allCases.map(\.rawValue)),
                default: .list(GuardLevel.allCases.map { .string($0.rawValue) }),
                "Levels at which records are rejected."),
            OptionField(
                "report", .list(of: GuardLevel.allCases.map(\.rawValue)), default: [],
                "Levels that count and do not reject."),
            OptionField("near", .number(0.5...1), default: 0.8, "The least similarity that the near level rejects."),
            OptionField(
                "min_chars", .integer(1...100), default: 5,
                "Sentences with fewer characters are compared in pairs only."),
            OptionField(
                "on_single", .choice(["check", "skip"]), default: "check",
                "Whether records of one sentence, as plain sentence corpora have, are compared too."),
        ],
        rules: [
            .init("held_out_pair", "The pair is held out; values: held_out, the record that has it."),
            .init(
                "held_out_sentence",
                "A sentence is held out; values: held_out, the record that has it; side, a or b."),
            .init(
                "held_out_near",
                "A sentence is nearly a held-out one; values: held_out, the record that has it; side, a or b; "
                    + "similarity."),
        ],
        counters: [
            .init("leak/<training source>/<held-out source>/<level>", "Records that met a held-out source."),
            .init(
                "shared/<held-out source>/<held-out source>/<level>",
                "Distinct pairs, and sentences of at least min_chars characters, that stand in both."),
            .init(
                "held_out/<held-out source>/<defect>",
                "Held-out records whose sentences have one key, labelled as the same (`identical_same`) or as different "
                    + "(`identical_different`), and records with NS in place of a sentence (`placeholder`)."),
            .init("held_out_pairs", "Distinct held-out pairs."),
            .init("held_out_sentences", "Distinct held-out sentences of at least min_chars characters."),
        ],
        examples: [
            .init("guard", "Rejects on all three levels."),
            .init(
                "guard: {levels: [pair], report: [sentence, near]}",
                "Rejects held-out pairs and counts how many other records come near."),
        ],
        comparesKeys: true, notAfter: ["shuffle"])
}

/// How close to a held-out record a training record may come; the closest first.
enum GuardLevel: String, Sendable, CaseIterable {
    case pair, sentence, near
}
