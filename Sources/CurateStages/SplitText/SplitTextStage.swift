public import CurateCore

/// `split`: shortens long texts at punctuation.
public enum SplitTextStage {
    public static let kind = StageKind(declaration) { options in [SplitText(options)] }

    static let declaration = StageDeclaration(
        "split", summary: "shortens texts that the model cannot read whole, at punctuation",
        about: """
            A text longer than max_len × factor characters is cut; shorter ones are left as they are. \
            `first_segment` does what RoFormer-Sim's training script does to its texts: it cuts at line ends, where \
            that is not enough at 。, then at ！ ？ ! ? ； ; ， , and spaces, always joining pieces as long as they \
            fit, and keeps the first piece without the commas and semicolons at its ends. `sentences` keeps as many \
            whole sentences as fit, and does the former where the first one alone is too long.

            A text without punctuation may still be longer afterwards; `overlong: cut` ends it at the limit. The \
            record carries the flag `truncated` and its keys are made anew: run `dedup` and `guard` after this stage. \
            Held-out texts stay whole unless `held_out` says otherwise: RoFormer-Sim's script cuts them as well.
            """,
        options: [
            OptionField(
                "mode", .choice(["first_segment", "sentences", "off"]), default: "first_segment", "Where to cut."),
            OptionField("max_len", .integer(1...1_000_000), default: 64, "Characters that the model reads."),
            OptionField(
                "factor", .number(1...100), default: 1.2,
                "How many times max_len a text may have before it is cut: a token may be several characters."),
            OptionField(
                "overlong", .choice(["keep", "cut"]), default: "keep",
                "What happens to a piece that is still too long because it has no punctuation."),
            OptionField("held_out", .choice(["keep", "cut"]), default: "keep", "What happens to held-out texts."),
        ],
        counters: [
            .init("cut", "Sentences that were cut."),
            .init("characters_removed", "Characters that were cut off."),
        ],
        examples: [
            .init("split", "Cuts texts over 76 characters as RoFormer-Sim's training does."),
            .init("split: {mode: sentences, max_len: 128, factor: 1}", "Whole sentences of at most 128 characters."),
        ],
        notAfter: [
            "dedup", "reconcile", "guard", "resplit", "mine_negatives", "counterfactuals", "rewordings", "paraphrase",
            "score",
            "sample", "mix", "shuffle",
        ])
}
