internal import CurateCore

/// What two splits share, and records that show it.
struct CountedOverlap: Sendable {
    /// Numbers of the splits.
    var a: Int
    var b: Int
    var report: OverlapReport
    /// A record of either split; contradicting ones first.
    var evidence: [[Ordinal]]
}

/// Compares two splits.
struct OverlapCounter {
    private let a: CountedSplit
    private let b: CountedSplit
    private var report: OverlapReport
    private var shared: [SharedPair] = []

    private struct SharedPair {
        var verdict: Verdict
        var a: UInt32
        var b: UInt32
    }

    /// How the labels of a shared pair compare; contradictions come first.
    private enum Verdict: Int { case other, mixed, same, otherScale, unlabelled }

    /// nil where they share nothing.
    static func count(_ a: CountedSplit, _ b: CountedSplit, examples: Int) -> (OverlapReport, [[Ordinal]])? {
        var counter = OverlapCounter(a, b)
        counter.countPairs()
        counter.countSentences()
        if counter.report.pairs == 0 && counter.report.sentences == 0 { return nil }
        return (counter.report, counter.evidence(examples))
    }

    private init(_ a: CountedSplit, _ b: CountedSplit) {
        self.a = a
        self.b = b
        report = OverlapReport(
            a: a.report.name, b: b.report.name, pairs: 0, sameLabel: 0, mixedLabel: 0, otherLabel: 0, unlabelled: 0,
            otherScale: 0, recordsA: 0, recordsB: 0, shareA: 0, shareB: 0, sentences: 0)
    }

    private mutating func countPairs() {
        SortedSearch.forEachCommon(a.pairs.hashes, b.pairs.hashes) { i, j in
            let left = a.pairs.rows[i..<a.pairs.end(of: i)]
            let right = b.pairs.rows[j..<b.pairs.end(of: j)]
            add(left, right)
        }
        report.shareA = share(report.recordsA, a.report.records)
        report.shareB = share(report.recordsB, b.report.records)
    }

    private mutating func countSentences() {
        var count = 0
        SortedSearch.forEachCommon(a.sentences.hashes, b.sentences.hashes) { _, _ in count += 1 }
        report.sentences = count
    }

    private mutating func add(_ left: ArraySlice<UInt32>, _ right: ArraySlice<UInt32>) {
        report.pairs += 1
        report.recordsA += left.count
        report.recordsB += right.count
        let verdict = Self.verdict(labels(left, of: a), labels(right, of: b))
        switch verdict {
        case .other: report.otherLabel += 1
        case .mixed: report.mixedLabel += 1
        case .same: report.sameLabel += 1
        case .otherScale: report.otherScale += 1
        case .unlabelled: report.unlabelled += 1
        }
        if let one = left.first, let other = right.first { shared.append(.init(verdict: verdict, a: one, b: other)) }
    }

    private func labels(_ rows: ArraySlice<UInt32>, of split: CountedSplit) -> Set<Label> {
        Set(rows.lazy.map { split.content.records.labels[Int($0)] }.filter { $0.scale != .none })
    }

    private static func verdict(_ left: Set<Label>, _ right: Set<Label>) -> Verdict {
        guard let one = left.first, let other = right.first else { return .unlabelled }
        if one.scale != other.scale { return .otherScale }
        if left == right && left.count == 1 { return .same }
        return left.isDisjoint(with: right) ? .other : .mixed
    }

    private func evidence(_ most: Int) -> [[Ordinal]] {
        if most == 0 { return [] }
        return shared.sorted { ($0.verdict.rawValue, $0.a) < ($1.verdict.rawValue, $1.a) }.prefix(most).map {
            [a.content.records.ordinals[Int($0.a)], b.content.records.ordinals[Int($0.b)]]
        }
    }
}
