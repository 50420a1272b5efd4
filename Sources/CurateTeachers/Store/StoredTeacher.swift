public import CurateCore
internal import Files
internal import Synchronization

/// A teacher with a store before it: only what the store lacks is asked, and kept as soon as it is answered.
///
/// Misses are asked in the order of the requests, a few at a time, so that a killed run loses at most the few in
/// flight. A text that occurs twice in a batch is asked once.
public final class StoredTeacher: Teacher {
    /// Where answers came from.
    public struct Counts: Sendable, Hashable {
        /// Requests given to the teacher.
        public var asked = 0
        /// Requests answered without it: from the store, or by an equal request of the same batch.
        public var stored = 0

        public init(asked: Int = 0, stored: Int = 0) { (self.asked, self.stored) = (asked, stored) }
    }

    public let name: String
    public let base: any Teacher
    public let store: AnswerStore
    public var identity: String { base.identity }
    public var abilities: Set<TeacherAbility> { base.abilities }
    public var counts: Counts { tally.withLock { $0 } }

    private let chunk: Int
    private let precision: VectorPrecision
    private let tally = Mutex(Counts())
    private let claims = Claims()
    /// Of the vectors given out so far: a teacher that was never asked may not know its own.
    private let dimensions = Mutex<Int?>(nil)

    /// - Parameters:
    ///   - name: as in the pipeline, for messages.
    ///   - chunk: the most requests that are asked at once, and may be lost, where the teacher answers batches as a
    ///     whole.
    public init(
        _ base: any Teacher, named name: String, store: AnswerStore, chunk: Int = 64,
        precision: VectorPrecision = .float32
    ) {
        precondition(chunk > 0, "at least one request at a time")
        self.name = name
        self.base = base
        self.store = store
        self.chunk = chunk
        self.precision = precision
    }

    public func lacking(_ texts: [String]) throws -> Set<Int> { try base.lacking(texts) }
    public func score(_ pairs: [TextPair]) throws -> [Float?] { try base.score(pairs) }

    // MARK: Paraphrases

    public func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        let keys = requests.map { AnswerKey.paraphrase($0, teacher: identity) }
        return try answers(keys, read: readParaphrases) { places, keep in
            let asked = places.map { requests[$0] }
            if let base = base as? any PiecemealTeacher {
                return try base.paraphrase(asked) { try keep([($0, $1, AnswerCoding.bytes(of: $1))]) }
            }
            for range in Self.ranges(asked.count, chunk) {
                try stopIfAsked()
                let answers = try base.paraphrase(Array(asked[range]))
                try checkCount(answers.count, range.count)
                try keep(zip(range, answers).map { ($0, $1, try AnswerCoding.bytes(of: $1)) })
            }
        }
    }

    private func readParaphrases(_ bytes: [UInt8]) throws -> [Paraphrase] {
        do { return try AnswerCoding.paraphrases(bytes) } catch { throw store.damage }
    }

    // MARK: Vectors

    public func embed(_ texts: [String]) throws -> SentenceVectors {
        guard !texts.isEmpty else {
            return try dimensions.withLock { $0 }.map { SentenceVectors(dimensions: $0) } ?? base.embed([])
        }
        let keys = texts.map { AnswerKey.embed($0, teacher: identity, precision: precision) }
        let vectors = try answers(keys, read: readVector) { places, keep in
            for range in Self.ranges(places.count, chunk) {
                try stopIfAsked()
                let answers = try base.embed(range.map { texts[places[$0]] })
                try checkCount(answers.count, range.count)
                try keep(zip(range, 0...).map { place, row in try kept(answers[row], at: place) })
            }
        }
        let width = dimensions.withLock { known in
            known = known ?? vectors[0].count
            return known
        }
        guard vectors.allSatisfy({ $0.count == width }) else { throw store.damage }
        return SentenceVectors(dimensions: vectors[0].count, values: Array(vectors.joined()))
    }

    /// What is given out is what will be read from the store another time.
    private func kept(_ vector: ArraySlice<Float>, at place: Int) throws -> (Int, [Float], [UInt8]) {
        let bytes = AnswerCoding.bytes(of: vector, precision)
        guard let value = AnswerCoding.vector(bytes, precision) else {
            throw TeacherFailure(
                .system, teacher: name, "it gave a vector that holds a value which is no number.",
                hint: "Its weights are damaged, or it computes in a precision that overflows.")
        }
        return (place, value, bytes)
    }

    private func readVector(_ bytes: [UInt8]) throws -> [Float] {
        guard let vector = AnswerCoding.vector(bytes, precision) else { throw store.damage }
        return vector
    }

    // MARK: Likelihoods

    public func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        guard abilities.contains(.likelihood) else { return try base.surprisals(requests) }
        let keys = requests.map { AnswerKey.surprisal($0, teacher: identity) }
        return try answers(keys, read: readSurprisal) { places, keep in
            for range in Self.ranges(places.count, chunk) {
                try stopIfAsked()
                let answers = try base.surprisals(range.map { requests[places[$0]] })
                try checkCount(answers.count, range.count)
                try keep(zip(range, answers).map { ($0, $1, AnswerCoding.bytes(of: CollectionOfOne($1), .float32)) })
            }
        }
    }

    private func readSurprisal(_ bytes: [UInt8]) throws -> Float {
        guard let values = AnswerCoding.vector(bytes, .float32), values.count == 1 else { throw store.damage }
        return values[0]
    }

    // MARK: All

    /// What one answer is kept as: its place among those asked, the answer and its bytes.
    private typealias Keep<Answer> = @Sendable ([(place: Int, answer: Answer, bytes: [UInt8])]) throws -> Void

    private typealias Ask<Answer> = ([Int], Keep<Answer>) throws -> Void

    /// Answers in the order of `keys`; `ask` gets the places of those to ask, the first of each key.
    ///
    /// What another thread is asking meanwhile is waited for, and then found in the store.
    private func answers<Answer: Sendable>(
        _ keys: [AnswerKey], read: ([UInt8]) throws -> Answer, ask: Ask<Answer>
    ) throws -> [Answer] {
        var firsts: [AnswerKey: Int] = [:]
        for place in keys.indices where firsts[keys[place]] == nil { firsts[keys[place]] = place }
        let answers = SlotList<Answer>(keys.count)
        var open = keys.indices.filter { firsts[keys[$0]] == $0 }
        while !open.isEmpty {
            var mine: Set<AnswerKey> = []
            try Pause.wait {
                mine = claims.take(open.map { keys[$0] })
                return !mine.isEmpty
            }
            defer { claims.release(mine) }
            try answer(open.filter { mine.contains(keys[$0]) }, of: keys, in: answers, read: read, ask: ask)
            open = open.filter { !mine.contains(keys[$0]) }
        }
        let repeated = answers.open
        tally.withLock { $0.stored += repeated.count }
        for place in repeated { answers.fill(place, answers[firsts[keys[place]] ?? place]) }
        return answers.all()
    }

    /// Fills `places` from the store, and with what the teacher says where the store is silent.
    private func answer<Answer: Sendable>(
        _ places: [Int], of keys: [AnswerKey], in answers: SlotList<Answer>, read: ([UInt8]) throws -> Answer,
        ask: Ask<Answer>
    ) throws {
        var misses: [Int] = []
        for (place, bytes) in zip(places, try store.answers(places.map { keys[$0] })) {
            if let bytes { answers.fill(place, try read(bytes)) } else { misses.append(place) }
        }
        tally.withLock { $0.stored += places.count - misses.count }
        guard !misses.isEmpty else { return }
        try ask(misses) { [self, misses] finished in
            try store.keep(finished.map { (key: keys[misses[$0.place]], value: $0.bytes) })
            for item in finished { answers.fill(misses[item.place], item.answer) }
            tally.withLock { $0.asked += finished.count }
        }
    }

    private func checkCount(_ found: Int, _ asked: Int) throws {
        guard found == asked else {
            throw TeacherFailure(.system, teacher: name, "it gave \(found) answers to \(asked) requests.")
        }
    }

    private func stopIfAsked() throws { if Interruption.requested { throw Interrupted() } }

    private static func ranges(_ count: Int, _ size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
