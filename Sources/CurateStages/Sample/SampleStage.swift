public import CurateCore

/// `sample`: takes a part of each corpus, or repeats it.
public enum SampleStage {
    public static let kind = StageKind(declaration) { options in try SampleOptions(options).stages }

    static let declaration = StageDeclaration(
        "sample", summary: "takes a share or a number of records of each corpus, or repeats them",
        about: """
            Each option names corpora (`lcqmc`), splits of corpora (`sohu/ddb/train`) or `all`, which stands for \
            whatever no other name of that option fits; a split's name counts before its corpus'. What no name fits \
            stays whole. `share` comes first, then `cap`, then `repeat`.

            `share` keeps each record with this chance, so the number comes out about right; rows that are equal in \
            everything share their fate. `cap` keeps exactly this many records of all that its name stands for \
            together. Both choose by a random number made from the pipeline's seed and the record itself: the same \
            records at any number of threads and in any order of files, and a smaller share or cap is a part of a \
            larger one. Another `draw` gives an independent choice.

            `repeat` lets each record occur this many times. The copies are marked in the column of flags, have ids \
            of their own and spread over a shuffled order. Held-out records, and those that \
            `resplit` set aside, are not sampled.
            """,
        options: [
            OptionField("share", .numbers, "Share to keep, above 0 and up to 1, by name; off unless given."),
            OptionField("cap", .numbers, "Most records to keep, by name; off unless given."),
            OptionField("repeat", .numbers, "How often each record is to occur, 1 to 256, by name; off unless given."),
            OptionField("draw", .integer(0...1_000_000), default: 0, "Any other number makes another choice."),
        ],
        rules: [
            .init(
                "sampled_out",
                "The record is not part of the sample; values: of, and share or cap, and for cap how many there were.")
        ],
        counters: [
            .init("entered/<name>", "Records that a cap was to choose from."),
            .init("kept/<name>", "Records that a cap kept."),
            .init("repeated/<name>", "Copies made by repeat."),
        ],
        examples: [
            .init("sample: {share: {all: 0.1}}", "Every tenth record, for a trial."),
            .init("sample: {cap: {simclue: 300000, all: 100000}}", "Keeps one corpus from drowning the others."),
            .init("sample: {repeat: {sts-b: 4}}", "Lets a small corpus weigh more."),
        ],
        notAfter: ["mix", "shuffle"])
}
