internal import CurateCore
internal import Hashing
internal import LinearAlgebra

/// Searches for each anchor, and shares out what is left.
struct MiningSurvey: Survey {
    let options: MiningOptions
    let shared: SharedMiningIndex

    var name: String { "search" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        MiningObserver(options: options, shared: shared, pool: earlier[0], environment: environment)
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var results: [MiningResult] = []
        var cosines = CosineCounts()
        var recall: NeighbourSearch.Recall?
        for row in 0..<rows.count {
            rows.payloads.withText(row) { bytes in
                var offset = 1
                switch bytes[0] {
                case 0: results.append(MiningResult(rows.keys[row], bytes, at: &offset))
                case 1: Self.count(bytes, at: &offset, &output)
                case 3: recall = Self.recall(bytes, at: &offset)
                default: cosines.add(bytes, at: &offset)
                }
            }
        }
        let chosen = MinedChoice(results, options)
        chosen.report(results, &cosines, &output)
        if let recall {
            output.count("index/found", recall.found)
            output.count("index/of", recall.of)
        }
        return Findings(chosen.bytes)
    }

    private static func recall(_ bytes: Span<UInt8>, at offset: inout Int) -> NeighbourSearch.Recall {
        let found = Int(Packing.read(UInt64.self, bytes, at: &offset))
        return NeighbourSearch.Recall(found: found, of: Int(Packing.read(UInt64.self, bytes, at: &offset)))
    }

    private static func count(_ bytes: Span<UInt8>, at offset: inout Int, _ output: inout SurveyOutput) {
        output.count("anchors", Int(Packing.read(UInt64.self, bytes, at: &offset)))
        output.count("candidates", Int(Packing.read(UInt64.self, bytes, at: &offset)))
        for rule in MiningRules.Rule.allCases {
            let removed = Int(Packing.read(UInt64.self, bytes, at: &offset))
            if removed > 0 { output.count("removed/\(rule.name)", removed) }
        }
    }
}

/// What the search left of one anchor.
struct MiningResult: Sendable {
    var anchor: UInt64
    /// Negatives it has already.
    var labelled: Int
    var left: [MinedCandidate]
    /// Candidates that want a score.
    var unscored: [MinedCandidate]
    /// Numbers of its hidden positives.
    var hidden: [UInt32]

    init(_ entry: SentencePool.Entry, left: [MinedCandidate], unscored: [MinedCandidate]) {
        (anchor, labelled, hidden) = (entry.hash, entry.negatives.count, entry.hidden)
        (self.left, self.unscored) = (left, unscored)
    }

    init(_ anchor: UInt64, _ bytes: Span<UInt8>, at offset: inout Int) {
        self.anchor = anchor
        labelled = Int(Packing.read(UInt32.self, bytes, at: &offset))
        hidden = Packing.readArray(UInt32.self, bytes, at: &offset)
        left = Packing.readArray(UInt64.self, bytes, at: &offset).map(MinedCandidate.init(word:))
        unscored = Packing.readArray(UInt64.self, bytes, at: &offset).map(MinedCandidate.init(word:))
    }

    func append(to rows: inout SurveyRows) {
        rows.begin(anchor)
        rows.payloads.bytes.append(0)
        Packing.append(UInt32(labelled), to: &rows.payloads.bytes)
        Packing.append(hidden, to: &rows.payloads.bytes)
        for list in [left, unscored] { Packing.append(list.map(\.word), to: &rows.payloads.bytes) }
        rows.end()
    }
}

private struct MiningObserver: Observer {
    let options: MiningOptions
    let shared: SharedMiningIndex
    let pool: Findings
    let environment: StageEnvironment
    private var anchors: [Int] = []
    private var index: MiningIndex?
    private var cosines = CosineCounts()
    private var counted = MiningRules.Outcome()
    private var searched = 0

    init(options: MiningOptions, shared: SharedMiningIndex, pool: Findings, environment: StageEnvironment) {
        self.options = options
        self.shared = shared
        self.pool = pool
        self.environment = environment
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        let index = try index ?? shared.index(pool, options, environment)
        self.index = index
        for row in 0..<batch.count where !batch.flags[row].contains(.generated) {
            for side in options.sides == .both ? [batch.a, batch.b] : [batch.a] {
                guard let number = index.pool.numbers[side.digest(row).low],
                    index.pool.entries[number].owner == batch.ordinals[row], !anchors.contains(number)
                else { continue }
                anchors.append(number)
            }
            if anchors.count >= 256 { try search(index, &rows) }
        }
        try search(index, &rows)
    }

    mutating func finish(into rows: inout SurveyRows) {
        guard let index else { return }
        rows.begin(0)
        rows.payloads.bytes.append(1)
        for count in [searched, counted.candidates] + counted.removed {
            Packing.append(UInt64(count), to: &rows.payloads.bytes)
        }
        rows.end()
        cosines.append(to: &rows)
        // All observers tell the same.
        if let recall = index.search.recall {
            rows.begin(0)
            rows.payloads.bytes.append(3)
            for count in [recall.found, recall.of] { Packing.append(UInt64(count), to: &rows.payloads.bytes) }
            rows.end()
        }
    }

    /// Searches for the anchors gathered so far.
    private mutating func search(_ index: MiningIndex, _ rows: inout SurveyRows) throws {
        defer { anchors = [] }
        guard !anchors.isEmpty else { return }
        let rules = MiningRules(options, index)
        let queries = anchors.flatMap { Array(index.vectors[$0]) }
        // One more than the window: the anchor finds itself.
        let found = try index.search.nearest(to: queries, most: options.ranks.upperBound + 1)
        var outcomes = try zip(anchors, found).map { anchor, neighbours in
            var outcome = rules.outcome(anchor, neighbours)
            try rules.sparingReciprocal(&outcome, anchor, wanted: wanted(anchor, index))
            outcome.left = outcome.best(options.asked(wanted: wanted(anchor, index)))
            return outcome
        }
        try Rescoring(options, environment)?.settle(&outcomes, of: anchors, index.pool)
        for (anchor, outcome) in zip(anchors, outcomes) {
            count(outcome, anchor, index)
            MiningResult(index.pool.entries[anchor], left: outcome.left, unscored: outcome.unscored).append(to: &rows)
        }
    }

    /// Negatives that an anchor lacks.
    private func wanted(_ anchor: Int, _ index: MiningIndex) -> Int {
        max(0, options.perAnchor - index.pool.entries[anchor].negatives.count)
    }

    private mutating func count(_ outcome: MiningRules.Outcome, _ anchor: Int, _ index: MiningIndex) {
        searched += 1
        counted.candidates += outcome.candidates
        for rule in outcome.removed.indices { counted.removed[rule] += outcome.removed[rule] }
        let entry = index.pool.entries[anchor]
        for other in entry.positives { cosines.count(index.cosine(anchor, Int(other)), of: .positive) }
        for other in entry.negatives { cosines.count(index.cosine(anchor, Int(other)), of: .labelled) }
    }
}
