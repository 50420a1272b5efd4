internal import CurateCore

/// Asks a second teacher about candidates, and leaves out those that it finds too like the anchor, or too unlike.
struct Rescoring {
    private let options: MiningOptions
    private let scorer: PairScorer

    /// nil where nobody is to be asked.
    /// - Throws: ``TeacherFailure``.
    init?(_ options: MiningOptions, _ environment: StageEnvironment) throws {
        guard let name = options.rescorer else { return nil }
        self.options = options
        scorer = try PairScorer(name, place: "'rescore' of 'mine_negatives'", environment)
    }

    /// Which candidates are asked about does not depend on scores, so whoever scores all that are listed once is done.
    func settle(_ outcomes: inout [MiningRules.Outcome], of anchors: [Int], _ pool: SentencePool) throws {
        let pairs = zip(anchors, outcomes).flatMap { anchor, outcome in
            outcome.left.map { TextPair(pool.text(anchor), pool.text($0.number)) }
        }
        var scores = try scorer.scores(pairs)[...]
        for place in outcomes.indices {
            let count = outcomes[place].left.count
            settle(&outcomes[place], Array(scores.prefix(count)))
            scores = scores.dropFirst(count)
        }
    }

    private func settle(_ outcome: inout MiningRules.Outcome, _ scores: [Float?]) {
        var kept: [MinedCandidate] = []
        for (candidate, score) in zip(outcome.left, scores) {
            guard let score else {
                outcome.unscored.append(candidate)
                if options.unscored == .keep { kept.append(candidate) } else { outcome.remove(.unscored) }
                continue
            }
            if options.rescored.contains(Double(score)) { kept.append(candidate) } else { outcome.remove(.rescored) }
        }
        outcome.left = kept
    }
}

extension MiningRules.Outcome {
    fileprivate mutating func remove(_ rule: MiningRules.Rule) { removed[rule.rawValue] += 1 }
}
