internal import CurateCore

extension TeacherKind {
    /// `replay`: recorded answers.
    static let replay = TeacherKind(
        Declaration(
            "replay", summary: "answers recorded earlier, from a file",
            about: """
                Plays what the option `record` of another teacher wrote: JSON lines, one request and its answer each. \
                A request that was not recorded is a failure that names its text. Lines written by hand may leave out \
                `seed` and `sampling`; they then answer any.
                """,
            options: [
                OptionField("path", .string, required: true, "The recording."),
                .record,
            ],
            examples: [
                .init(
                    """
                    teachers:
                      torch:
                        kind: replay
                        path: recorded.jsonl
                    """, "The same pipeline once more, without the program or the model.")
            ]),
        identify: { spec, _ in
            let path = spec.options.string("path")
            return ReplayTeacher.identity(try Recording.digest(path: path, teacher: spec.name))
        },
        open: { spec, _ in try ReplayTeacher(name: spec.name, path: spec.options.string("path")) })
}
