internal import CurateCore
internal import TextNormalization

/// `clean`: judges texts, then masks contacts in those that stay.
struct Clean: Stage {
    private let limits: CleanLimits

    init(_ options: Options) throws(Diagnostic) { limits = try CleanLimits(options) }

    var name: String { "clean" }
    var rewrites: Bool { !limits.masked.isEmpty }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        CleanProcessor(
            judge: TextJudge(limits), rules: limits.rules,
            masker: limits.masked.isEmpty ? nil : ContactMasker(limits.masked, keys: environment.keys))
    }
}

private struct CleanProcessor: Processor {
    let judge: TextJudge
    let rules: [TextRule]
    let masker: ContactMasker?

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        let measures = (a: measure(batch.a.text), b: measure(batch.b.text))
        var kept: [Int] = []
        for row in 0..<batch.count {
            if let complaint = complaint(batch, row, measures.a[row], measures.b[row]) {
                log.reject(row, complaint.rule, complaint.values)
            } else if masker != nil {
                kept.append(row)
            }
        }
        masker?.mask(kept, of: &batch, &log)
    }

    private func measure(_ column: TextColumn) -> [TextMeasures] {
        TextProperties.measure(bytes: column.bytes, ends: column.ends)
    }

    private func complaint(_ batch: Batch, _ row: Int, _ a: TextMeasures, _ b: TextMeasures) -> Complaint? {
        let isSingle = batch.flags[row].contains(.single)
        for rule in rules {
            if let complaint = judge.complaint(rule, batch.a.text, row, a) { return complaint.on("a") }
            if isSingle { continue }
            if let complaint = judge.complaint(rule, batch.b.text, row, b) { return complaint.on("b") }
        }
        return isSingle ? nil : lengthRatio(a.characters, b.characters)
    }

    private func lengthRatio(_ a: Int, _ b: Int) -> Complaint? {
        guard let limit = judge.limits.ratio, min(a, b) > 0 else { return nil }
        let ratio = Double(max(a, b)) / Double(min(a, b))
        return ratio > limit ? Complaint("length_ratio", found: .number(ratio), limit: .number(limit)) : nil
    }
}
