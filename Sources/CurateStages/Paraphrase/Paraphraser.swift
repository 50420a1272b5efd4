public import CurateCore

/// Asks a teacher for paraphrases, judges and ranks them; what the stage and the command line share.
public struct Paraphraser: Sendable {
    /// Sentences that a teacher is asked about together.
    static let batch = 32

    private let teacher: any Teacher
    private let scorer: (any Teacher)?
    private let keys: any KeyMaking
    public var rules: CandidateRules

    /// - Parameters:
    ///   - teacher: also tells likelihoods where the rules ask for them.
    ///   - scorer: embeds; nil: candidates are not compared by cosine or likelihood, and the first ones are kept.
    public init(teacher: any Teacher, scorer: (any Teacher)?, keys: any KeyMaking, rules: CandidateRules) {
        self.teacher = teacher
        self.scorer = scorer
        self.keys = keys
        self.rules = rules
    }

    /// The candidates of each request's sentence, in the order in which the teacher made them.
    /// - Throws: ``TeacherFailure``.
    public func candidates(_ requests: [ParaphraseRequest]) throws -> [[Candidate]] {
        var result: [[Candidate]] = []
        for start in stride(from: 0, to: requests.count, by: Self.batch) {
            result += try judged(Array(requests[start..<min(start + Self.batch, requests.count)]))
        }
        return result
    }

    private func judged(_ requests: [ParaphraseRequest]) throws -> [[Candidate]] {
        let answers = try teacher.paraphrase(requests)
        guard answers.count == requests.count else {
            throw TeacherFailure(
                .system, teacher: teacher.identity,
                "it was asked about \(requests.count) sentences and answered about \(answers.count)")
        }
        var drafts = zip(requests, answers).map { draft($0, $1) }
        guard let scorer else {
            for index in drafts.indices { takeFirst(&drafts[index]) }
            return drafts.map(\.candidates)
        }
        let vectors = try UniqueVectors(drafts.flatMap(\.texts), scorer)
        for index in drafts.indices { sift(&drafts[index], vectors) }
        if rules.likelihood != nil { try weigh(&drafts) }
        for index in drafts.indices { rank(&drafts[index], vectors) }
        return drafts.map(\.candidates)
    }

    /// A sentence, its candidates and which of them may be kept.
    private struct Draft {
        var source: String
        var candidates: [Candidate]
        var hopefuls: [CandidateFilter.Hopeful] = []
        /// Places of candidates that nothing speaks against so far.
        var open: [Int] = []

        /// What must be embedded to decide.
        var texts: [String] { hopefuls.isEmpty ? [] : [source] + hopefuls.map { candidates[$0.place].text } }
    }

    private func draft(_ request: ParaphraseRequest, _ answers: [Paraphrase]) -> Draft {
        let texts = answers.map { Self.trimmed($0.text) }
        let keys = keys.keys(of: TextColumn([request.text] + texts))
        var filter = CandidateFilter(source: request.text, key: keys.string(0), rules: rules)
        var draft = Draft(source: request.text, candidates: [])
        for (place, text) in texts.enumerated() {
            var candidate = Candidate(
                text: text, logProbability: answers[place].logProbability, cosine: nil, likelihood: nil,
                fate: .dropped(.surplus))
            switch filter.judge(text, key: keys.string(place + 1)) {
            case .failure(let rejection): candidate.fate = .dropped(rejection.reason)
            case .success(let changes): draft.hopefuls.append(.init(place: place, changes: changes))
            }
            draft.candidates.append(candidate)
        }
        return draft
    }

    private func takeFirst(_ draft: inout Draft) {
        var rank = 0
        for hopeful in draft.hopefuls {
            guard hopeful.changes.isEmpty else {
                draft.candidates[hopeful.place].fate = .changed(hopeful.changes)
                continue
            }
            rank += 1
            if rank <= rules.keep { draft.candidates[hopeful.place].fate = .kept(rank) }
        }
    }

    /// Leaves open whose cosine allows and whose facts are the sentence's.
    private func sift(_ draft: inout Draft, _ vectors: UniqueVectors) {
        guard !draft.hopefuls.isEmpty else { return }
        let source = vectors.place(draft.source)
        for hopeful in draft.hopefuls {
            let place = hopeful.place
            let cosine = Self.rounded(vectors.all.cosine(source, vectors.place(draft.candidates[place].text)))
            draft.candidates[place].cosine = cosine
            if Double(cosine) < rules.cosine.lowerBound {
                draft.candidates[place].fate = .dropped(.far)
            } else if Double(cosine) > rules.cosine.upperBound {
                draft.candidates[place].fate = .dropped(.close)
            } else if !hopeful.changes.isEmpty {
                draft.candidates[place].fate = .changed(hopeful.changes)
            } else {
                draft.open.append(place)
            }
        }
    }

    /// Leaves open which are likely enough.
    private func weigh(_ drafts: inout [Draft]) throws {
        let least = rules.likelihood ?? 0
        let values = try MutualLikelihood(teacher: teacher).values(
            drafts.flatMap { draft in draft.open.map { (draft.source, draft.candidates[$0].text) } })
        var next = values.makeIterator()
        for index in drafts.indices {
            for place in drafts[index].open {
                let likelihood = next.next() ?? 0
                drafts[index].candidates[place].likelihood = likelihood
                if Double(likelihood) < least { drafts[index].candidates[place].fate = .dropped(.unlikely) }
            }
            let candidates = drafts[index].candidates
            drafts[index].open.removeAll { candidates[$0].fate == .dropped(.unlikely) }
        }
    }

    private func rank(_ draft: inout Draft, _ vectors: UniqueVectors) {
        guard !draft.open.isEmpty else { return }
        let source = vectors.place(draft.source)
        let open = draft.open.map { draft.candidates[$0] }
        let rows = open.map { vectors.place($0.text) }
        let closeness = zip(open, rows).map { Double($0.likelihood ?? vectors.all.cosine(source, $1)) }
        let chosen = Diversity.choose(
            rules.keep, of: rows, closeness: closeness, in: vectors.all, weight: rules.diversity)
        for (rank, position) in chosen.enumerated() {
            draft.candidates[draft.open[position]].fate = .kept(rank + 1)
        }
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// To four decimals: what is compared with bounds and told is one number.
    static func rounded(_ cosine: Float) -> Float { (cosine * 10_000).rounded() / 10_000 }
}

/// Vectors of texts, each different one embedded once.
struct UniqueVectors {
    private(set) var all: SentenceVectors
    private var places: [String: Int] = [:]

    /// - Throws: ``TeacherFailure``.
    init(_ texts: [String], _ teacher: any Teacher) throws {
        var unique: [String] = []
        for text in texts where places[text] == nil {
            places[text] = unique.count
            unique.append(text)
        }
        all = unique.isEmpty ? SentenceVectors(dimensions: 1) : try teacher.embed(unique)
        guard all.count == unique.count else {
            throw TeacherFailure(
                .system, teacher: teacher.identity,
                "it was asked for \(unique.count) vectors and answered with \(all.count)")
        }
    }

    /// The row of a text's vector.
    func place(_ text: String) -> Int {
        guard let place = places[text] else { preconditionFailure("a text that was not embedded") }
        return place
    }
}
