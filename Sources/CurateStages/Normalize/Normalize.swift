internal import CurateCore
internal import TextNormalization

/// `normalize`: a column at a time.
struct Normalize: Stage {
    private let normalizer: TextNormalizer

    /// - Throws: `Diagnostic` when the text for masks would itself be changed by the other options.
    init(_ options: Options) throws {
        normalizer = try TextNormalizer(NormalizationRules(text: options), for: "normalize")
    }

    var name: String { "normalize" }
    var appliesTo: StageScope { .all }
    var rewrites: Bool { true }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        NormalizeProcessor(normalizer: normalizer, keys: environment.keys)
    }
}

private struct NormalizeProcessor: Processor {
    let normalizer: TextNormalizer
    let keys: any KeyMaking

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        var tally = ChangeTally()
        for change in normalize(&batch.a) { tally.add(change) }
        for (row, change) in normalize(&batch.b).enumerated() where !batch.flags[row].contains(.single) {
            tally.add(change)
        }
        tally.report(to: &log)
    }

    private func normalize(_ side: inout Side) -> [ChangeKinds] {
        let column = normalizer.normalize(side.text)
        side.text = TextColumn(column)
        side.key = keys.keys(of: side.text)
        return column.changes
    }
}

/// Counts sentences by what was changed in them.
private struct ChangeTally {
    private var counts = [Int](repeating: 0, count: ChangeKinds.names.count)
    private var unchanged = 0

    mutating func add(_ changes: ChangeKinds) {
        precondition(!changes.contains(.invalidUnicode), "a reader let ill-formed UTF-8 through")
        if changes.isEmpty {
            unchanged += 1
        } else {
            for (index, change) in ChangeKinds.names.enumerated() where changes.contains(change.kind) {
                counts[index] += 1
            }
        }
    }

    func report(to log: inout StageLog) {
        for (index, change) in ChangeKinds.names.enumerated() { log.count(change.name, counts[index]) }
        log.count("unchanged", unchanged)
    }
}
