internal import CurateCore
internal import TextNormalization

/// `clean`: judges texts, then masks contacts in those that stay.
struct Clean: Stage {
    private let limits: CleanLimits

    init(_ options: Options) { limits = CleanLimits(options) }

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
            let a = JudgedText(side: "a", column: batch.a.text, row: row, measures: measures.a[row])
            let b = JudgedText(side: "b", column: batch.b.text, row: row, measures: measures.b[row])
            if let complaint = complaint(batch.flags[row].contains(.single) ? [a] : [a, b]) {
                log.reject(row, complaint.rule, complaint.values)
            } else {
                kept.append(row)
            }
        }
        masker?.mask(kept, of: &batch, &log)
    }

    private func measure(_ column: TextColumn) -> [TextMeasures] {
        TextProperties.measure(bytes: column.bytes, ends: column.ends)
    }

    private func complaint(_ texts: [JudgedText]) -> Complaint? {
        for rule in rules {
            for text in texts {
                if let complaint = judge.complaint(rule, text) { return complaint.on(text.side) }
            }
        }
        return texts.count == 2 ? lengthRatio(texts[0].measures.characters, texts[1].measures.characters) : nil
    }

    private func lengthRatio(_ a: Int, _ b: Int) -> Complaint? {
        guard let limit = judge.limits.ratio, min(a, b) > 0 else { return nil }
        let ratio = Double(max(a, b)) / Double(min(a, b))
        return ratio > limit ? Complaint("length_ratio", found: .number(ratio), limit: .number(limit)) : nil
    }
}
