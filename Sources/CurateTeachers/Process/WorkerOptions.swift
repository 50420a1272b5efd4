internal import CurateCore

/// The options of a worker teacher, read.
struct WorkerOptions: Sendable {
    var name: String
    var command: [String]
    var environment: [String: String]
    var workers = 1
    /// Seconds without an answer, or for the start, after which a worker is given up.
    var timeout = 600.0
    /// How many times in all a worker that died is started anew.
    var restarts = 3
    /// Texts in one `embed` line.
    var embedBatch = 32

    init(name: String, command: [String], environment: [String: String] = [:]) {
        self.name = name
        self.command = command
        self.environment = environment
    }

    init(_ spec: TeacherSpec, _ surroundings: TeacherSurroundings) throws {
        let options = spec.options
        name = spec.name
        command = options.strings("command")
        guard !command.isEmpty else {
            throw TeacherFailure(
                .configuration, teacher: spec.name, "its command is empty.", hint: "Give the program and its arguments."
            )
        }
        environment = surroundings.environment
        if options.has("environment") {
            for entry in options.entries("environment") { environment[entry.key] = entry.value.plainText }
        }
        workers = options.integer("workers")
        timeout = options.number("timeout")
        restarts = options.integer("restarts")
    }
}

extension OptionValue {
    /// As a person wrote it, without quotes.
    var plainText: String { if case .string(let text) = self { text } else { yaml } }
}
