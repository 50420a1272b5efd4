internal import CurateCore

/// The negatives of each anchor, no sentence more often than it may serve.
struct MinedChoice: Sendable {
    /// By the anchor's hash, ascending.
    private(set) var chosen: [UInt64: [MinedCandidate]] = [:]
    /// Candidates that want a score, by the anchor's hash.
    private(set) var unscored: [UInt64: [MinedCandidate]] = [:]
    private var overused = 0
    private var perAnchor = 0

    /// Pairs are served the most similar first, so that the choice depends on them alone.
    init(_ results: [MiningResult], _ options: MiningOptions) {
        perAnchor = options.perAnchor
        for result in results where !result.unscored.isEmpty { unscored[result.anchor] = result.unscored }
        struct Bid {
            var result: Int
            var candidate: MinedCandidate
        }
        let bids = results.indices.flatMap { result in results[result].left.map { Bid(result: result, candidate: $0) } }
            .sorted {
                if $0.candidate.cosine != $1.candidate.cosine { return $0.candidate.cosine > $1.candidate.cosine }
                let (left, right) = (results[$0.result].anchor, results[$1.result].anchor)
                return left == right ? $0.candidate.number < $1.candidate.number : left < right
            }
        var uses: [Int: Int] = [:]
        var places = results.map { Places(wanted: max(0, options.perAnchor - $0.labelled), lexical: options.lexical) }
        for bid in bids {
            let result = results[bid.result]
            guard places[bid.result].has(bid.candidate) else { continue }
            if uses[bid.candidate.number, default: 0] >= options.uses {
                overused += 1
                continue
            }
            uses[bid.candidate.number, default: 0] += 1
            places[bid.result].take(bid.candidate)
            chosen[result.anchor, default: []].append(bid.candidate)
        }
    }

    func report(_ results: [MiningResult], _ cosines: inout CosineCounts, _ output: inout SurveyOutput) {
        if overused > 0 { output.count("removed/uses", overused) }
        var sum = 0.0
        var made = 0
        for result in results {
            if result.labelled + (chosen[result.anchor]?.count ?? 0) < perAnchor { output.count("short") }
            let negatives = chosen[result.anchor] ?? []
            output.count("labelled", result.labelled)
            output.count("returned", negatives.count { result.hidden.contains(UInt32($0.number)) })
            for negative in negatives {
                cosines.count(negative.cosine, of: .mined)
                sum += Double(negative.cosine)
                made += 1
            }
        }
        if made > 0 { output.count("mean_cosine", Int((sum / Double(made) * 1000).rounded())) }
        cosines.report(to: &output)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for table in [chosen, unscored] {
            Packing.append(UInt64(table.count), to: &bytes)
            for (anchor, candidates) in table.sorted(by: { $0.key < $1.key }) {
                Packing.append(anchor, to: &bytes)
                Packing.append(candidates.map(\.word), to: &bytes)
            }
        }
        return bytes
    }

    init(_ findings: Findings) {
        var offset = 0
        chosen = Self.table(findings.bytes.span, at: &offset)
        unscored = Self.table(findings.bytes.span, at: &offset)
    }

    private static func table(_ bytes: Span<UInt8>, at offset: inout Int) -> [UInt64: [MinedCandidate]] {
        var table: [UInt64: [MinedCandidate]] = [:]
        for _ in 0..<Packing.read(UInt64.self, bytes, at: &offset) {
            let anchor = Packing.read(UInt64.self, bytes, at: &offset)
            table[anchor] = Packing.readArray(UInt64.self, bytes, at: &offset).map(MinedCandidate.init(word:))
        }
        return table
    }
}

/// How many negatives of each source an anchor may still get; the one's places are not for the other.
private struct Places {
    private var mined: Int
    private var lexical: Int

    init(wanted: Int, lexical share: Double) {
        lexical = Int((Double(wanted) * share).rounded())
        mined = wanted - lexical
    }

    func has(_ candidate: MinedCandidate) -> Bool { (candidate.isLexical ? lexical : mined) > 0 }

    mutating func take(_ candidate: MinedCandidate) {
        if candidate.isLexical { lexical -= 1 } else { mined -= 1 }
    }
}

/// Cosines of pairs in steps of a hundredth, for quantiles that need not hold them all.
struct CosineCounts: Sendable {
    enum Pair: Int, Sendable, CaseIterable {
        case positive, labelled, mined
        var name: String { ["positive", "labelled", "mined"][rawValue] }
    }

    private var counts = [[Int]](repeating: [Int](repeating: 0, count: 201), count: Pair.allCases.count)

    mutating func count(_ cosine: Float, of pair: Pair) {
        counts[pair.rawValue][min(200, max(0, Int(((cosine + 1) * 100).rounded())))] += 1
    }

    func append(to rows: inout SurveyRows) {
        for pair in Pair.allCases {
            rows.begin(0)
            rows.payloads.bytes.append(2)
            rows.payloads.bytes.append(UInt8(pair.rawValue))
            for count in counts[pair.rawValue] { Packing.append(UInt32(count), to: &rows.payloads.bytes) }
            rows.end()
        }
    }

    mutating func add(_ bytes: Span<UInt8>, at offset: inout Int) {
        let pair = Int(bytes[offset])
        offset += 1
        for place in counts[pair].indices {
            counts[pair][place] += Int(Packing.read(UInt32.self, bytes, at: &offset))
        }
    }

    /// In thousandths.
    func report(to output: inout SurveyOutput) {
        for pair in Pair.allCases {
            let total = counts[pair.rawValue].reduce(0, +)
            guard total > 0 else { continue }
            for percent in [10, 50, 90] {
                output.count("cosine/\(pair.name)/p\(percent)", quantile(percent, counts[pair.rawValue], total))
            }
        }
    }

    private func quantile(_ percent: Int, _ counts: [Int], _ total: Int) -> Int {
        var before = 0
        for (place, count) in counts.enumerated() {
            before += count
            if before * 100 >= total * percent { return place * 10 - 1000 }
        }
        return 1000
    }
}
