internal import CurateCore
internal import Hashing

/// Searches for the sentences of one partition, and notes which pairs its records label.
struct NearSearcher: Observer {
    let options: WeakPairsOptions
    let shared: SharedNearbyIndex
    let pool: Findings
    let sources: [Bool]
    let environment: StageEnvironment
    private var index: NearbyIndex?
    private var waiting: [Int] = []

    /// Sentences that are searched for together.
    private static let together = 256

    init(
        options: WeakPairsOptions, shared: SharedNearbyIndex, pool: Findings, sources: [Bool],
        environment: StageEnvironment
    ) {
        self.options = options
        self.shared = shared
        self.pool = pool
        self.sources = sources
        self.environment = environment
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        let index = try index ?? shared.index(pool, options, environment)
        self.index = index
        for row in 0..<batch.count {
            if batch.role == .training, sources[Int(batch.sources[row])], options.fits(batch, row) {
                guard let number = index.pool.number(of: batch.a.digest(row).low),
                    index.pool.entries[number].owner == batch.ordinals[row]
                else { continue }
                waiting.append(number)
                if waiting.count == Self.together { try search(index, &rows) }
            } else if batch.labels[row].scale != .none, !batch.flags[row].contains(.single) {
                let digest = PairDigest(batch, row, ordered: false).digest
                NearSighting(high: digest.high, marks: .labelled).append(digest.low, to: &rows)
            }
        }
    }

    mutating func finish(into rows: inout SurveyRows) throws {
        guard let index else { return }
        try search(index, &rows)
        // All searchers tell the same.
        if let recall = index.search.recall {
            NearSighting(high: 0, marks: .recall, recall: recall).append(0, to: &rows)
        }
    }

    private mutating func search(_ index: NearbyIndex, _ rows: inout SurveyRows) throws {
        defer { waiting = [] }
        guard !waiting.isEmpty else { return }
        let found = try index.near(to: waiting)
        let sentences = index.sentences(Set(found.joined().flatMap { [Int($0.a), Int($0.b)] }))
        for (number, pairs) in zip(waiting, found) {
            for pair in pairs {
                guard let a = sentences[Int(pair.a)], let b = sentences[Int(pair.b)] else { continue }
                let weak = WeakPair(a: a, b: b, overlap: a.overlap(b))
                NearSighting(
                    high: weak.digest.high, marks: number == Int(pair.a) ? .first : .second,
                    find: NearFind(pair, isQuestion: weak.isQuestion, fault: weak.fault(options))
                ).append(weak.digest.low, to: &rows)
            }
        }
    }
}
