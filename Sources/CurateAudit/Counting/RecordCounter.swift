internal import CurateCore

/// Counts what can be told from each record alone.
struct RecordCounter {
    private let most: Int
    private(set) var labels: [Label: Int] = [:]
    private(set) var identical: [Label: Int] = [:]
    private(set) var negation: [Label: Int] = [:]
    private(set) var wordOrder: [Label: Int] = [:]
    private(set) var trivial = 0
    private(set) var denied = 0
    /// Pairs that differ by a negation character and are labelled as meaning the same.
    private(set) var negatedPositives = 0
    private(set) var positives = 0
    private(set) var firstTrivial: [UInt32] = []
    private(set) var firstDenied: [UInt32] = []
    private(set) var firstNegation: [UInt32] = []

    init(_ content: SplitContent, examples: Int) {
        most = examples
        for row in 0..<content.records.count { add(row, content.records, content.sense) }
    }

    private mutating func add(_ row: Int, _ records: RecordColumns, _ sense: LabelSense) {
        let label = records.labels[row]
        labels[label, default: 0] += 1
        let isPositive = sense.isPositive(label)
        if isPositive { positives += 1 }
        let traits = records.traits[row]
        if traits.contains(.single) { return }
        if traits.contains(.wordOrder) { wordOrder[label, default: 0] += 1 }
        if traits.contains(.negation) {
            negation[label, default: 0] += 1
            if isPositive {
                negatedPositives += 1
                keep(row, in: &firstNegation)
            }
        }
        if records.a[row] == records.b[row] { addIdentical(row, label, isPositive, sense) }
    }

    private mutating func addIdentical(_ row: Int, _ label: Label, _ isPositive: Bool, _ sense: LabelSense) {
        identical[label, default: 0] += 1
        if isPositive {
            trivial += 1
            keep(row, in: &firstTrivial)
        } else if sense.deniesIdentity(label) {
            denied += 1
            keep(row, in: &firstDenied)
        }
    }

    private func keep(_ row: Int, in rows: inout [UInt32]) {
        if rows.count < most { rows.append(UInt32(row)) }
    }

    var identicalReport: IdenticalReport {
        IdenticalReport(
            records: identical.values.reduce(0, +), byLabel: Self.words(identical), positive: trivial,
            positiveShare: share(trivial, positives), different: denied)
    }

    func labelReport(of records: Int) -> [LabelCount] {
        labels.sorted { ($0.key.scale.rawValue, $0.key.value) < ($1.key.scale.rawValue, $1.key.value) }.map {
            LabelCount(label: $0.key.word, count: $0.value, share: share($0.value, records))
        }
    }

    static func words(_ counts: [Label: Int]) -> [String: Int] {
        Dictionary(counts.map { ($0.key.word, $0.value) }, uniquingKeysWith: +)
    }
}
