public import CurateCore

/// `clean`: rejects records that no trainer should read.
public enum CleanStage {
    public static let kind = StageKind(declaration) { options in [try Clean(options)] }

    static let declaration = StageDeclaration(
        "clean", summary: "rejects blank, damaged, too short, too long and repetitive texts",
        about: """
            Judges each text of a training record by itself, in Unicode characters; held-out records pass. The first \
            rule in the order below that either text breaks is the reason, and the values say which side, what was \
            measured and the limit. Of a record with one text only that text is judged.

            The defaults take out what is wrong in any corpus: blanks, failed translations, texts with U+FFFD, single \
            characters and a character more than twenty times in a row. Everything else is off unless given. Web addresses, \
            phone numbers, mail addresses and identity numbers may be kept, be a reason to reject, or be masked: \
            replaced in the text by [URL], [PHONE], [EMAIL] or [ID].
            """,
        options: limits + contacts,
        rules: [
            .init("blank", "A text has nothing but white space; values: side."),
            .init("replacement_character", "A text holds U+FFFD, the trace of a wrong encoding; values: side, found."),
            .init("placeholder", "A text is one of the placeholders; values: side, found."),
            .init("too_short", "A text has fewer characters than min_chars; values: side, found, limit."),
            .init("too_long", "A text has more characters than max_chars; values: side, found, limit."),
            .init("length_ratio", "One text is too many times as long as the other; values: found, limit."),
            .init("foreign_script", "Too few of a text's letters are Han; values: side, found, limit."),
            .init("repetition", "A character is repeated too often in a row; values: side, found, limit."),
            .init("repeated_bigram", "Two neighbours make up too much of a text; values: side, found, limit."),
            .init("contains_url", "A text holds a web address; values: side, found."),
            .init("contains_email", "A text holds a mail address; values: side, found."),
            .init("contains_id", "A text holds an identity or bank card number; values: side, found."),
            .init("contains_phone", "A text holds a phone number; values: side, found."),
        ],
        counters: [
            .init("masked_url", "Sentences in which web addresses were masked."),
            .init("masked_email", "Sentences in which mail addresses were masked."),
            .init("masked_id", "Sentences in which identity or bank card numbers were masked."),
            .init("masked_phone", "Sentences in which phone numbers were masked."),
        ],
        examples: [
            .init("clean", "Takes out what is wrong in any corpus."),
            .init("clean: {max_chars: 76, max_ratio: 4}", "Also long texts and pairs of very unequal length."),
            .init("clean: {urls: reject, phones: mask, ids: mask}", "Keeps personal data out of shards."),
        ],
        notAfter: ["sample", "mix", "shuffle"])

    private static let limits = [
        OptionField("min_chars", .integer(0...1_000_000), default: 2, "Fewest characters of a text."),
        OptionField("max_chars", .integer(1...100_000_000), "Most characters of a text; off unless given."),
        OptionField(
            "max_ratio", .number(1...1_000_000),
            "Most times that the longer text may be as long as the shorter; off unless given."),
        OptionField(
            "min_han", .number(0...1), default: 0.0,
            "Smallest share of Han characters among letters and digits; texts without either are not judged."),
        OptionField(
            "placeholders", .list(of: nil), default: ["NS"],
            "Texts that stand for a missing one, as written after normalization."),
        OptionField(
            "replacement_characters", .choice(["reject", "keep"]), default: "reject", "What happens to U+FFFD."),
        OptionField(
            "max_repeats", .integer(1...1_000_000), default: 20,
            "Most times that a letter or digit may stand in a row, or any character that makes up half of the text."),
        OptionField(
            "max_bigram_share", .number(0...1),
            "Largest share that one pair of neighbouring characters may have of a text of more than ten; off unless "
                + "given."),
    ]

    private static let contacts = [
        OptionField("urls", .choice(Self.treatments), default: "keep", "Web addresses with http, https, ftp or www."),
        OptionField("emails", .choice(Self.treatments), default: "keep", "Mail addresses."),
        OptionField(
            "ids", .choice(Self.treatments), default: "keep",
            "Resident identity numbers, and bank card numbers with a right check digit."),
        OptionField(
            "phones", .choice(Self.treatments), default: "keep",
            "Chinese mobile numbers, area codes with a hyphen, 400 and 800 numbers."),
    ]

    private static let treatments = ["keep", "reject", "mask"]
}
