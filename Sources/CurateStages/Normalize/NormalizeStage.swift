public import CurateCore
internal import TextNormalization

/// `normalize`: brings texts into one form and makes their keys.
public enum NormalizeStage {
    public static let kind = StageKind(declaration) { options in [try Normalize(options)] }

    static let declaration = StageDeclaration(
        "normalize", summary: "brings texts into one form and makes the keys by which they are compared",
        about: """
            Every record has two tracks. `text` is what a trainer reads; the options without a prefix say what is \
            done to it, and every kind of change is counted. `key` is what duplicates, conflicts and leaks are found \
            by; the options with the prefix `key_` say what it ignores. A key is made from the normalized text by \
            NFKC and full case folding, always without zero-width, control and private-use characters. A text of \
            nothing but punctuation keeps it in its key, so "？？" and "……" stay two sentences.

            Held-out records are normalized too: training and held-out texts must be compared in one form. Nothing \
            is rejected.

            The steps run in this order: HTML, form, script, width, case, then zero-width, control and private-use \
            characters and punctuation, then masks, then white space.
            """,
        options: textOptions + keyOptions,
        counters: Self.counters,
        examples: [
            .init("normalize", "NFKC, one space for each run of white space, no invisible characters."),
            .init("normalize: {script: simplified}", "Also brings traditional characters to simplified ones."),
            .init(
                "normalize: {form: nfc, whitespace: trim, key_script: keep}",
                "Leaves widths and inner spaces as they are; traditional and simplified texts count as different."),
        ],
        notAfter: [
            "split", "dedup", "reconcile", "guard", "resplit", "mine_negatives", "counterfactuals", "rewordings",
            "paraphrase",
            "score", "sample", "mix", "shuffle",
        ])

    private static let textOptions = [
        OptionField(
            "html", .choice(Markup.allCases.map(\.rawValue)), default: "text",
            "text removes tags and decodes entities where a text holds HTML beyond doubt; entities leaves tags."),
        OptionField(
            "form", .choice(["nfc", "nfkc", "none"]), default: "nfkc",
            "Unicode form: nfkc makes full-width letters and marks (，？！), ligatures and circled digits plain; nfc only "
                + "composes."),
        OptionField(
            "script", .choice(["keep", "simplified", "traditional"]), default: "keep",
            "Chinese script, converted character by character as ICU does."),
        OptionField(
            "width", .choice(["keep", "half"]), default: "keep",
            "Full-width ASCII to half width and half-width katakana to full width; nfkc does so anyway."),
        OptionField("case", .choice(["keep", "lower"]), default: "keep", "Letter case."),
        OptionField(
            "punctuation", .choice(["keep", "ascii"]), default: "keep",
            "Chinese and typographic marks to their ASCII counterparts."),
        OptionField(
            "zero_width", .choice(["remove", "keep"]), default: "remove",
            "Zero-width and direction marks, byte order marks, soft hyphens and variation selectors."),
        OptionField("control", .choice(["remove", "keep"]), default: "remove", "Control characters."),
        OptionField(
            "private_use", .choice(["remove", "keep"]), default: "remove",
            "Private-use characters, which show differently on every machine."),
        OptionField(
            "whitespace", .choice(["collapse", "trim", "keep", "remove_between_han"]), default: "collapse",
            "collapse trims and makes each run one space; remove_between_han also joins Chinese characters."),
        OptionField(
            "masks", .string, default: "keep",
            "Runs of two or more asterisks that hide a number or a name: keep, drop, or the text to put in their "
                + "place."),
    ]

    static let keyOptions = [
        OptionField(
            "key_script", .choice(["simplified", "keep"]), default: "simplified",
            "Whether traditional and simplified texts have the same key."),
        OptionField(
            "key_punctuation", .choice(["drop", "keep"]), default: "drop",
            "Whether punctuation, symbols and white space count in keys; kept, only spaces between Chinese characters "
                + "are ignored."),
        OptionField(
            "key_numbers", .choice(["protect", "plain"]), default: "protect",
            "protect keeps the marks inside numbers, so 3.5 and 35 have different keys."),
    ]

    private static let summaries = [
        "compatibility": "Sentences in which compatibility characters became plain.",
        "composition": "Sentences whose characters were composed or reordered.",
        "script": "Sentences in which characters changed script.",
        "width": "Sentences in which full-width or half-width forms changed.",
        "case": "Sentences in which letters changed case.",
        "punctuation": "Sentences in which punctuation was mapped.",
        "zero_width": "Sentences that lost zero-width characters.",
        "control": "Sentences that lost control characters.",
        "private_use": "Sentences that lost private-use characters.",
        "whitespace": "Sentences in which white space changed.",
        "mask": "Sentences in which masks were dropped or replaced.",
    ]

    private static let counters =
        ChangeKinds.names.compactMap { change in
            summaries[change.name].map { StageDeclaration.Counter(change.name, $0) }
        } + [
            .init("html", "Sentences that lost tags or in which entities were decoded."),
            .init("unchanged", "Sentences that were in this form already."),
        ]
}
