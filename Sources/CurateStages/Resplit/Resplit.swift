internal import CurateCore

/// The stage `resplit`.
struct Resplit: Stage {
    /// Which pairs connect their sentences.
    enum Edges: String, Sendable, CaseIterable { case all, positive }

    /// For each split, by its raw value.
    var shares: [Double]
    var edges: Edges

    var name: String { "resplit" }
    var surveys: [any Survey] { [ComponentSurvey(shares: shares, edges: edges)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        let bytes = findings[0].bytes
        var offset = 0
        let closure = Closure(bytes.span, at: &offset)
        return ResplitProcessor(
            closure: closure, splits: Packing.readArray(UInt8.self, bytes.span, at: &offset))
    }
}

private struct ResplitProcessor: Processor {
    let closure: Closure
    /// For each component the split it goes to.
    let splits: [UInt8]

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count {
            guard let split = split(of: batch, row) else { continue }
            if split != batch.splits[row] { log.count("moved") }
            log.count(split.name)
            batch.splits[row] = split
        }
    }

    private func split(of batch: Batch, _ row: Int) -> Split? {
        let first = closure.number(of: SentenceHash.of(batch.a, row))
        let second = batch.flags[row].contains(.single) ? first : closure.number(of: SentenceHash.of(batch.b, row))
        guard let first, let second else { return nil }
        return Split(rawValue: splits[min(first, second)])
    }
}
