internal import CurateCore
internal import CurateStages

/// Finds records labelled different inside a component of "means the same", over one split or several.
struct ClosureCounter {
    /// nil where no label joins texts.
    let report: ClosureReport?
    /// The first breaks, as split and record.
    private(set) var first: [(split: Int, row: UInt32)] = []

    init(_ splits: [SplitContent], examples: Int) {
        var builder = ClosureBuilder()
        var joined: Set<UInt64> = []
        for split in splits { Self.connect(split.records, &builder, &joined) }
        let closure = builder.build()
        guard closure.sentenceCount > 0 else {
            report = nil
            return
        }
        var counts = ClosureReport(
            breaks: 0, identical: 0, conflicting: 0, byChain: 0, largestComponent: closure.largest,
            components: closure.componentCount)
        for (number, split) in splits.enumerated() {
            for row in 0..<split.records.count where Self.isBreak(split.records, row, closure) {
                Self.count(split.records, row, joined, &counts)
                if first.count < examples { first.append((number, UInt32(row))) }
            }
        }
        report = counts
    }

    private static func connect(
        _ records: RecordColumns, _ builder: inout ClosureBuilder, _ joined: inout Set<UInt64>
    ) {
        for row in 0..<records.count where Self.isEdge(records, row) {
            builder.connect(records.a[row], records.b[row])
            joined.insert(PairHash.of(records.a[row], records.b[row]))
        }
    }

    /// A text that means the same as itself joins nothing.
    private static func isEdge(_ records: RecordColumns, _ row: Int) -> Bool {
        !records.isSingle(row) && records.a[row] != records.b[row] && LabelSense.joins(records.labels[row])
    }

    private static func isBreak(_ records: RecordColumns, _ row: Int, _ closure: Closure) -> Bool {
        !records.isSingle(row) && LabelSense.separates(records.labels[row])
            && closure.connects(records.a[row], records.b[row])
    }

    private static func count(
        _ records: RecordColumns, _ row: Int, _ joined: Set<UInt64>, _ counts: inout ClosureReport
    ) {
        counts.breaks += 1
        let (a, b) = (records.a[row], records.b[row])
        if a == b {
            counts.identical += 1
        } else if joined.contains(PairHash.of(a, b)) {
            counts.conflicting += 1
        } else {
            counts.byChain += 1
        }
    }
}
