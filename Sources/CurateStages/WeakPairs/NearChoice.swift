internal import CurateCore
internal import Hashing

/// Chooses among near pairs: no sentence too often, no type of sentence too much.
struct NearChoice {
    private struct Candidate {
        var find: NearFind
        var digest: Digest
    }

    /// Pairs that a sentence may be in.
    private static let most = 2

    private let options: WeakPairsOptions
    private let seed: UInt64
    private let purpose = KeyedRandom.Purpose("weak_pairs.balance")
    private var candidates: [Candidate] = []

    init(_ options: WeakPairsOptions, seed: UInt64) { (self.options, self.seed) = (options, seed) }

    mutating func add(_ find: NearFind, _ digest: Digest) {
        candidates.append(Candidate(find: find, digest: digest))
    }

    /// Pairs by the number of their first sentence, and of one sentence the nearest first.
    func findings(_ output: inout SurveyOutput) -> Findings {
        let sparing = sparing(&output)
        let shares = shares(sparing)
        var chosen: [NearPair] = []
        for candidate in sparing {
            let type = candidate.find.isQuestion ? 1 : 0
            var random = KeyedRandom(
                seed: seed, purpose: purpose,
                record: RecordID(high: candidate.digest.high, low: candidate.digest.low))
            guard random.unit() < shares[type] else {
                output.count("dropped/unbalanced")
                continue
            }
            output.count("pairs/\(candidate.find.isQuestion ? "question" : "statement")")
            chosen.append(candidate.find.pair)
        }
        var bytes: [UInt8] = []
        for pair in chosen.sorted(by: { ($0.a, $1.cosine, $0.b) < ($1.a, $0.cosine, $1.b) }) { pair.append(to: &bytes) }
        return Findings(bytes)
    }

    /// The nearest first, until a sentence has been taken often enough.
    private func sparing(_ output: inout SurveyOutput) -> [Candidate] {
        var uses: [UInt32: Int] = [:]
        var left: [Candidate] = []
        let ranked = candidates.sorted {
            let (first, second) = ($0.find.pair, $1.find.pair)
            return (second.cosine, first.a, first.b) < (first.cosine, second.a, second.b)
        }
        for candidate in ranked {
            let pair = candidate.find.pair
            guard uses[pair.a, default: 0] < Self.most, uses[pair.b, default: 0] < Self.most else {
                output.count("dropped/uses")
                continue
            }
            uses[pair.a, default: 0] += 1
            uses[pair.b, default: 0] += 1
            left.append(candidate)
        }
        return left
    }

    /// Of statements and of questions, what is kept.
    private func shares(_ candidates: [Candidate]) -> [Double] {
        guard options.balance > 0 else { return [1, 1] }
        let questions = candidates.count { $0.find.isQuestion }
        let totals = [Double(candidates.count - questions), Double(questions)]
        return [0, 1].map { totals[$0] == 0 ? 1 : min(1, totals[1 - $0] * options.balance / totals[$0]) }
    }
}
