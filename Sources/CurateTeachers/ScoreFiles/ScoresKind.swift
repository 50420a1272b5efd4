internal import CurateCore

extension TeacherKind {
    /// `scores`: scores of pairs that another program computed.
    static let scores = TeacherKind(
        Declaration(
            "scores", summary: "scores of pairs by any cross-encoder, from a file",
            about: """
                Gives scores that another program wrote for pairs of texts, from -1 to 1, as a cross-encoder has them \
                behind its sigmoid. The stage `score` writes them beside the labels; `rescore` of `mine_negatives` \
                leaves out candidates by them. `path` is a file of JSON lines, `{"text1": "…", "text2": "…", \
                "score": 0.93}`, with any other fields beside these, or of lines of three cells parted by tabs, ending \
                in .tsv. An empty file is one without scores yet.

                Texts are found by their bytes. Both stages can list the pairs that have no score, with the fields \
                `text1` and `text2`; score these, add them to the file and run again.
                """,
            options: [
                OptionField("path", .string, required: true, "The scores: a file ending in .jsonl or .tsv."),
                OptionField(
                    "symmetric", .bool, default: true,
                    "Whether the score of two texts is also that of the two the other way round."),
            ],
            examples: [
                .init(
                    """
                    teachers:
                      cross:
                        kind: scores
                        path: scores.jsonl
                    """, "What a cross-encoder said of pairs that an earlier run listed.")
            ]),
        identify: { spec, _ in try ScoresTeacher.identity(spec) },
        open: { spec, _ in try ScoresTeacher(spec) })
}
