internal import CurateCore
internal import Hashing

/// Finds weak pairs that some record labels: what people said of a pair counts more than that it looks alike.
struct LabelledPairs: Survey {
    let options: WeakPairsOptions

    var name: String { "labelled" }
    var scope: SurveyScope { .all }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        LabelledObserver(
            candidates: WeakCandidates(options, environment), sources: try options.sources(environment.roster))
    }

    /// Passes on pairs that are both.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            var seen: [UInt64: UInt8] = [:]
            for row in range {
                let (high, mark) = rows.payloads.withText(row) { bytes in
                    var offset = 0
                    let high = Packing.read(UInt64.self, bytes, at: &offset)
                    return (high, bytes[offset])
                }
                seen[high, default: 0] |= mark
            }
            for high in seen.keys.sorted() where seen[high] == LabelledObserver.weak | LabelledObserver.labelled {
                output.rows.begin(rows.keys[range.lowerBound])
                Packing.append(high, to: &output.rows.payloads.bytes)
                output.rows.end()
            }
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var bytes: [UInt8] = []
        for row in 0..<rows.count {
            Packing.append(rows.keys[row], to: &bytes)
            rows.payloads.withText(row) { payload in
                var offset = 0
                Packing.append(Packing.read(UInt64.self, payload, at: &offset), to: &bytes)
            }
        }
        return Findings(bytes)
    }
}

extension Findings {
    /// What ``LabelledPairs`` found.
    var labelledPairs: Set<Digest> {
        var offset = 0
        var pairs: Set<Digest> = []
        while offset < bytes.count {
            let low = Packing.read(UInt64.self, bytes.span, at: &offset)
            pairs.insert(Digest(high: Packing.read(UInt64.self, bytes.span, at: &offset), low: low))
        }
        return pairs
    }
}

private struct LabelledObserver: Observer {
    static let weak: UInt8 = 1
    static let labelled: UInt8 = 2

    let candidates: WeakCandidates
    let sources: [Bool]

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        for row in 0..<batch.count {
            if batch.role == .training, sources[Int(batch.sources[row])] {
                guard candidates.options.fits(batch, row) else { continue }
                for pair in try weak(batch, row) { append(pair.digest, Self.weak, to: &rows) }
            } else if batch.labels[row].scale != .none, !batch.flags[row].contains(.single) {
                let pair = PairDigest(batch, row, ordered: false)
                append(pair.digest, Self.labelled, to: &rows)
            }
        }
    }

    private func weak(_ batch: Batch, _ row: Int) throws -> [WeakPair] {
        guard candidates.options.material == .groups else { return try candidates.pairs(batch, row) { _, _ in } }
        return candidates.fault(batch, row) == nil ? [candidates.pair(batch, row)] : []
    }

    private func append(_ digest: Digest, _ mark: UInt8, to rows: inout SurveyRows) {
        rows.begin(digest.low)
        Packing.append(digest.high, to: &rows.payloads.bytes)
        rows.payloads.bytes.append(mark)
        rows.end()
    }
}

/// Counts questions and statements.
struct WeakTypes: Survey {
    let options: WeakPairsOptions

    var name: String { "types" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        TypeObserver(
            candidates: WeakCandidates(options, environment), sources: try options.sources(environment.roster),
            labelled: earlier[0].labelledPairs)
    }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            let count = range.reduce(0) { $0 + Self.count(rows, $1) }
            output.rows.begin(rows.keys[range.lowerBound])
            Packing.append(count, to: &output.rows.payloads.bytes)
            output.rows.end()
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var totals: [UInt64] = [0, 0]
        for row in 0..<rows.count { totals[Int(rows.keys[row] >> 63)] += Self.count(rows, row) }
        var bytes: [UInt8] = []
        for total in totals { Packing.append(total, to: &bytes) }
        return Findings(bytes)
    }

    private static func count(_ rows: SurveyRows, _ row: Int) -> UInt64 {
        rows.payloads.withText(row) { bytes in
            var offset = 0
            return Packing.read(UInt64.self, bytes, at: &offset)
        }
    }
}

extension Findings {
    /// What ``WeakTypes`` found, as the share of statements and of questions to keep.
    func weakShares(balance: Double) -> [Double] {
        var offset = 0
        let totals = (0..<2).map { _ in Double(Packing.read(UInt64.self, bytes.span, at: &offset)) }
        guard balance > 0 else { return [1, 1] }
        return [0, 1].map { totals[$0] == 0 ? 1 : min(1, totals[1 - $0] * balance / totals[$0]) }
    }
}

private struct TypeObserver: Observer {
    let candidates: WeakCandidates
    let sources: [Bool]
    let labelled: Set<Digest>
    private var totals: [UInt64] = [0, 0]

    init(candidates: WeakCandidates, sources: [Bool], labelled: Set<Digest>) {
        self.candidates = candidates
        self.sources = sources
        self.labelled = labelled
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        for row in 0..<batch.count where sources[Int(batch.sources[row])] && candidates.options.fits(batch, row) {
            let isGroup = candidates.options.material == .groups
            if isGroup, candidates.fault(batch, row) != nil { continue }
            let pairs =
                isGroup ? [candidates.pair(batch, row)] : try candidates.pairs(batch, row) { _, _ in }
            for pair in pairs where !labelled.contains(pair.digest) { totals[pair.isQuestion ? 1 : 0] += 1 }
        }
    }

    func finish(into rows: inout SurveyRows) {
        for (type, total) in totals.enumerated() where total > 0 {
            rows.begin(UInt64(type) << 63)
            Packing.append(total, to: &rows.payloads.bytes)
            rows.end()
        }
    }
}
