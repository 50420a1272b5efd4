internal import CurateCore

/// `reconcile.closure`: pairs labelled different although a chain of positives connects their sentences.
struct ClosureBreaks: Stage {
    enum Action: String, Sendable, CaseIterable { case report, drop, relabel }

    var action: Action
    var meaning: LabelMeaning
    var includesHeldOut: Bool

    var name: String { "reconcile.closure" }
    var surveys: [any Survey] {
        var survey = ClosureSurvey(ordinalSame: meaning.ordinalSame, includesHeldOut: includesHeldOut)
        survey.keepsPaths = true
        return [survey]
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        let bytes = findings[0].bytes
        var offset = 0
        let closure = Closure(bytes.span, at: &offset)
        let paths = SamenessPaths(bytes.span, at: &offset)
        return ClosureBreakProcessor(action: action, meaning: meaning, closure: closure, paths: paths)
    }
}

private struct ClosureBreakProcessor: Processor {
    let action: ClosureBreaks.Action
    let meaning: LabelMeaning
    let closure: Closure
    let paths: SamenessPaths

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count where meaning.saysDifferent(batch.labels[row]) {
            if batch.flags[row].contains(.single) { continue }
            let (a, b) = (SentenceHash.of(batch.a, row), SentenceHash.of(batch.b, row))
            guard a != b, closure.connects(a, b) else { continue }
            log.count("closure_breaks")
            switch action {
            case .drop: log.reject(row, "closure_break", values(a, b))
            case .report: batch.flags[row].insert(.closureBreak)
            case .relabel:
                batch.flags[row].formUnion([.closureBreak, .relabelled])
                batch.labels[row].value = batch.labels[row].scale == .binary ? 0.5 : 2.5
                log.count("review")
            }
        }
    }

    private func values(_ a: UInt64, _ b: UInt64) -> [Rejection.Value] {
        var values: [Rejection.Value] = []
        if let component = closure.component(of: a) {
            values.append(.init("component_size", .integer(component.size)))
        }
        if let length = paths.length(a, b, in: closure) { values.append(.init("path", .integer(length))) }
        return values
    }
}
