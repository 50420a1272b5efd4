internal import CurateCore
internal import Files
internal import Synchronization

/// A teacher that is a chat model behind an HTTP API.
final class ChatTeacher: PiecemealTeacher {
    let identity: String
    let abilities: Set<TeacherAbility>

    private let options: ChatOptions
    private let messages: ChatMessages
    private let connection: ChatConnection
    private let dimensions = Mutex<Int?>(nil)
    /// Texts in one request for vectors.
    private static let embeddingBatch = 16

    /// Opens no connection yet.
    /// - Throws: ``TeacherFailure`` when the key is missing.
    init(_ options: ChatOptions, environment: [String: String]) throws {
        self.options = options
        identity = options.identity
        abilities = options.embeddingModel == nil ? [.paraphrase] : [.paraphrase, .embed]
        messages = ChatMessages(options: options)
        connection = try ChatConnection(options, environment: environment)
    }

    func paraphrase(_ requests: [ParaphraseRequest], answered: @Sendable (Int, [Paraphrase]) throws -> Void) throws {
        try inParallel(requests.count) { place in
            let request = requests[place]
            let answer = try connection.post("/chat/completions", about: request.text) { attempt in
                try messages.chat(request, attempt: attempt)
            } read: { body in
                try ChatAnswers.paraphrases(body, options.answers, most: request.sampling.samples)
            }
            try answered(place, answer)
        }
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        guard options.embeddingModel != nil else {
            throw TeacherFailure(
                .configuration, teacher: options.name, "it gives no sentence vectors.",
                hint: "Name a model that does with 'embedding_model', or use another teacher.")
        }
        let batches = stride(from: 0, to: texts.count, by: Self.embeddingBatch).map {
            Array(texts[$0..<min($0 + Self.embeddingBatch, texts.count)])
        }
        let answers = SlotList<[[Float]]>(batches.count)
        try inParallel(batches.count) { place in
            let batch = batches[place]
            let vectors = try connection.post("/embeddings", about: batch[0]) { _ in
                try messages.embeddings(batch)
            } read: { body in
                try self.vectors(body, of: batch.count)
            }
            answers.fill(place, vectors)
        }
        return SentenceVectors(
            dimensions: dimensions.withLock { $0 ?? 1 }, values: answers.all().flatMap { $0.flatMap { $0 } })
    }

    private func vectors(_ body: [UInt8], of count: Int) throws -> [[Float]] {
        guard let answer = try? JSONLine.value(ChatMessages.EmbeddingAnswer.self, body) else {
            throw ChatAnswers.Unreadable(reason: "the answer is no list of vectors: \(JSONLine.excerpt(body))")
        }
        var rows = [[Float]?](repeating: nil, count: count)
        for (place, item) in answer.data.enumerated() {
            let row = item.index ?? place
            guard rows.indices.contains(row), rows[row] == nil, let vector = Vectors.unit(item.embedding) else {
                throw ChatAnswers.Unreadable(reason: "a vector has no direction, or its place is wrong")
            }
            rows[row] = vector
        }
        let vectors = rows.compactMap { $0 }
        let width = dimensions.withLock { known in
            known = known ?? vectors.first?.count
            return known
        }
        guard vectors.count == count, vectors.allSatisfy({ $0.count == width }) else {
            throw ChatAnswers.Unreadable(
                reason: "\(vectors.count) vectors for \(count) texts, or of different dimensions")
        }
        return vectors
    }

    /// Runs `body` for 0..<count on a few threads. After a failure nothing new begins, and what is under way is waited
    /// for, because it is paid for.
    private func inParallel(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        guard count > 0 else { return }
        let next = Mutex<Int?>(0)
        try Workers.run(min(options.concurrency, count)) { _ in
            while let place = next.withLock({ $0.take(count) }) {
                do { try body(place) } catch {
                    next.withLock { $0 = nil }
                    throw error
                }
            }
        }
    }
}

extension Int? {
    /// The number, which then goes up; nil from `end` on.
    fileprivate mutating func take(_ end: Int) -> Int? {
        guard let number = self, number < end else { return nil }
        self = number + 1
        return number
    }
}
