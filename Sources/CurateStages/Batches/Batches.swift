internal import CurateCore

/// Tells of each training record which components its sentences are in, and which record it is near.
struct Batches: Stage {
    var layout: BatchLayout
    /// nil: near duplicates are not looked for.
    var bound: SimilarityBound?

    var name: String { "batches" }
    var batches: BatchLayout? { layout }
    /// The surveys of near duplicates look for each other by their place.
    var surveys: [any Survey] {
        guard let bound else { return [ClosureSurvey()] }
        return [
            BigramSurvey(), CandidateSurvey(bound: bound, across: .run),
            NearDuplicateSurvey(bound: bound, isTransitive: true), ClosureSurvey(),
        ]
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        BatchesProcessor(
            closure: findings.last.map(Closure.init), homogeneous: layout.homogeneous, nearTable: bound == nil ? nil : 2
        )
    }
}

struct BatchesProcessor: Processor {
    let closure: Closure?
    let homogeneous: Bool
    let nearTable: Int?

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        let near = nearTable.map { verdicts[$0] }
        for row in 0..<batch.count {
            var code = batch.code(row)
            code.componentA = component(SentenceHash.of(batch.a, row))
            let isSingle = batch.flags[row].contains(.single)
            code.componentB = isSingle ? 0 : component(SentenceHash.of(batch.b, row))
            let verdict = near?[batch.ordinals[row]]
            if verdict != nil { log.count("near") }
            code.near = nearTable == nil ? 0 : (verdict?.witness ?? batch.ordinals[row]).node ^ Self.nearMark
            code.type = homogeneous ? Self.type(batch, row) : 0
            batch.setCodes(code, of: row)
        }
    }

    /// A sentence without an edge is a component of its own.
    private func component(_ sentence: UInt64) -> UInt64 { closure?.component(of: sentence)?.id ?? sentence }

    /// Keeps the names of near records apart from those of components.
    private static let nearMark: UInt64 = 0x6E65_6172_6E65_6172

    /// From 1: the label's scale, and whether the first sentence asks.
    static func type(_ batch: Batch, _ row: Int) -> UInt64 {
        let text = batch.a.text.bytes[batch.a.text.range(row)]
        let key = batch.a.compared(row)
        return 1 + UInt64(batch.labels[row].scale.rawValue) * 2
            + (SentenceType.isQuestion(text: text, key: key) ? 1 : 0)
    }
}
