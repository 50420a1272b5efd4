internal import CurateCore

extension TeacherKind {
    /// `process`: a worker program.
    static let process = TeacherKind(
        Declaration(
            "process", summary: "a program of your own, spoken to in JSON lines on its standard streams",
            about: """
                The program is started once for each of `workers`. It writes one line when it is ready, then answers \
                requests, in any order, one JSON object a line. What it writes to standard error is shown when it fails. \
                A worker that dies is started anew and asked what is unanswered, nothing twice.

                Its answers are kept under the identity that it states, which must change when its weights or settings do.
                """,
            options: [
                OptionField("command", .words, required: true, "The program and its arguments."),
                OptionField("workers", .integer(1...256), default: 1, "How many to run side by side."),
                OptionField(
                    "timeout", .number(0.1...86400), default: 600,
                    "Seconds to wait for the start, or for the next answer, before a worker is killed."),
                OptionField(
                    "restarts", .integer(0...1000), default: 3, "How many times, in all, a dead worker is started anew."
                ),
                OptionField(
                    "environment", .mapping, "Variables to set for the program, besides those of this program."),
                OptionField(
                    "identity", .string,
                    "Names weights and settings, in place of the worker's own word; a plan then starts no worker."),
                .record,
            ],
            examples: [
                .init(
                    """
                    teachers:
                      torch:
                        kind: process
                        command: [python3, training/teacher_worker.py, --model, models/roformer-sim-base, --device, cuda]
                        record: recorded.jsonl
                    """, "RoFormer-Sim by PyTorch, for machines with a GPU; what it answers is recorded as well.")
            ]),
        identify: { spec, surroundings in
            if spec.options.has("identity") { return "process:" + spec.options.string("identity") }
            let worker = try WorkerTeacher.firstWorker(WorkerOptions(spec, surroundings))
            defer { worker.finish() }
            return "process:" + worker.identity
        },
        open: { spec, surroundings in
            let identity = spec.options.has("identity") ? spec.options.string("identity") : nil
            return try WorkerTeacher(WorkerOptions(spec, surroundings), identity: identity)
        })
}

extension OptionField {
    /// Common to all kinds of teachers.
    static let record = OptionField(
        "record", .string, "A file to which all answers are added, to be played by the kind 'replay' later.")
}
