internal import CurateCore
internal import Files

/// A teacher that is another program, spoken to in JSON lines.
final class WorkerTeacher: PiecemealTeacher {
    let identity: String
    let abilities: Set<TeacherAbility>

    private let options: WorkerOptions
    private let pool: WorkerPool
    /// As the workers say it.
    private let workerIdentity: String
    private let dimensions: Int?

    /// Starts the first worker.
    /// - Parameter identity: overrides the worker's own word.
    /// - Throws: ``TeacherFailure``, `Interrupted`.
    init(_ options: WorkerOptions, identity: String? = nil) throws {
        let first = try Self.firstWorker(options)
        self.options = options
        self.identity = "process:" + (identity ?? first.identity)
        workerIdentity = first.identity
        (abilities, dimensions) = (first.abilities, first.dimensions)
        pool = WorkerPool(options, first: first)
    }

    /// A worker that dies at its start will not do better another time.
    static func firstWorker(_ options: WorkerOptions) throws -> WorkerLink {
        do { return try WorkerLink(options) } catch let death as WorkerLink.Death {
            throw TeacherFailure(
                .system, teacher: options.name, "its worker did not start: \(death.story)",
                hint: "Run it by hand: \(options.command.joined(separator: " "))")
        }
    }

    func paraphrase(_ requests: [ParaphraseRequest], answered: @Sendable (Int, [Paraphrase]) throws -> Void) throws {
        try demand(.paraphrase)
        _ = try ask(requests.count) { id, place in
            try JSONLine.bytes(WorkerProtocol.ParaphraseLine(id, requests[place]))
        } read: { place, answer in
            let found = try checked(answer.paraphrases, answer, about: requests[place].text)
            try answered(place, found.map(\.paraphrase))
            return true
        }
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        try demand(.embed)
        let dimensions = dimensions ?? 1
        let batches = stride(from: 0, to: texts.count, by: options.embedBatch).map {
            Array(texts[$0..<min($0 + options.embedBatch, texts.count)])
        }
        let answers = try ask(batches.count) { id, place in
            try JSONLine.bytes(WorkerProtocol.EmbedLine(id: id, texts: batches[place]))
        } read: { place, answer in
            let batch = batches[place]
            let vectors = try checked(answer.vectors, answer, about: batch[0])
            guard vectors.count == batch.count, vectors.allSatisfy({ $0.count == dimensions }) else {
                throw refusal(
                    "its worker gave \(vectors.count) vectors to \(batch.count) texts, or some not of the "
                        + "\(dimensions) dimensions of its greeting.")
            }
            return try vectors.map(unit)
        }
        return SentenceVectors(dimensions: dimensions, values: answers.flatMap { $0.flatMap { $0 } })
    }

    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        try demand(.likelihood)
        return try ask(requests.count) { id, place in
            try JSONLine.bytes(WorkerProtocol.LikelihoodLine(id, requests[place]))
        } read: { place, answer in
            let text = requests[place].target
            let surprisal = try checked(answer.surprisal, answer, about: text)
            guard surprisal >= 0, surprisal.isFinite else {
                throw refusal("its worker's surprisal of '\(JSONLine.excerpt(text))' is no number of at least 0.")
            }
            return surprisal
        }
    }

    /// The answers to so many requests; what a worker that died left open is asked of the next.
    private func ask<Answer: Sendable>(
        _ count: Int, line: @Sendable (_ id: Int, _ place: Int) throws -> [UInt8],
        read: @Sendable (_ place: Int, WorkerProtocol.Answer) throws -> Answer
    ) throws -> [Answer] {
        let answers = SlotList<Answer>(count)
        try inParts(of: count) { part in
            try pool.withWorker(expecting: workerIdentity) { worker in
                let open = answers.open.filter(part.contains)
                try worker.ask(open.count) { id, place in
                    try line(id, open[place])
                } answered: { place, answer in
                    answers.fill(open[place], try read(open[place], answer))
                }
            }
        }
        return answers.all()
    }

    /// Runs `body` with ranges of `0..<count` that together are all of it, one for each worker.
    private func inParts(of count: Int, _ body: @Sendable (Range<Int>) throws -> Void) throws {
        let parts = min(options.workers, count)
        guard parts > 0 else { return }
        let bounds = (0...parts).map { $0 * count / parts }
        if parts == 1 { return try body(0..<count) }
        try Workers.run(parts) { try body(bounds[$0]..<bounds[$0 + 1]) }
    }

    private func demand(_ ability: TeacherAbility) throws {
        if abilities.contains(ability) { return }
        throw refusal("its worker cannot \(ability.rawValue).")
    }

    private func checked<Value>(_ value: Value?, _ answer: WorkerProtocol.Answer, about text: String) throws -> Value {
        if let error = answer.error {
            throw TeacherFailure(
                .system, teacher: options.name, "its worker says of '\(JSONLine.excerpt(text))': \(error)")
        }
        guard let value else {
            throw refusal("its worker's answer to '\(JSONLine.excerpt(text))' has neither what was asked nor an error.")
        }
        return value
    }

    private func unit(_ vector: [Float]) throws -> [Float] {
        guard let vector = Vectors.unit(vector) else {
            throw refusal("its worker gave a vector of length zero, or one that holds no numbers.")
        }
        return vector
    }

    private func refusal(_ message: String) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: options.name, message, hint: "Mend the worker, or name another teacher.")
    }
}
