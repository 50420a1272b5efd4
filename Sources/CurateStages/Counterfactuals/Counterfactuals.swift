internal import CurateCore
internal import Hashing

/// The stage `counterfactuals`.
struct Counterfactuals: Stage {
    let options: CounterfactualOptions

    var name: String { "counterfactuals" }
    var generates: Bool { true }
    var invents: Bool { true }
    var teachers: [String] { options.fluency.map { [$0.teacher] } ?? [] }
    var reviews: ReviewLimit? { options.fluency == nil ? nil : ReviewLimit(rows: 1000) }
    var surveys: [any Survey] { [ClosureSurvey(), HeldOutSentences(), EditCounts(options: options)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        CounterfactualProcessor(
            choice: try EditChoice(options, closure: findings[0], heldOut: findings[1], environment),
            shares: findings[2].editShares(most: options.mostShare), environment: environment)
    }
}

private struct CounterfactualProcessor: Processor {
    let choice: EditChoice
    let shares: [UInt64: Double]
    let environment: StageEnvironment
    private let purpose = KeyedRandom.Purpose("counterfactuals.kind")

    init(choice: EditChoice, shares: [UInt64: Double], environment: StageEnvironment) {
        self.choice = choice
        self.shares = shares
        self.environment = environment
    }

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        var edits: [(row: Int, edit: Edit)] = []
        for row in 0..<batch.count {
            var dropped: [String] = []
            guard let outcome = try choice.outcome(batch, row, drop: { dropped.append($0) }) else { continue }
            log.count("sources")
            for reason in dropped { log.count("dropped/\(reason)") }
            switch outcome {
            case .skipped(let reason): log.count("skipped/\(reason)")
            case .edit(let edit):
                guard keeps(edit, batch.ids[row]) else {
                    log.count("dropped/too_many_of_kind")
                    continue
                }
                edits.append((row, edit))
            }
        }
        let drafts = try fluent(edits, batch, &log).map { row, edit in
            log.count("kept/\(edit.kind.rawValue)")
            return draft(edit, batch, row)
        }
        GeneratedRecords(environment: environment, teacher: Origin.noTeacher).add(drafts, of: batch, to: &log)
    }

    private func keeps(_ edit: Edit, _ id: RecordID) -> Bool {
        var random = KeyedRandom(seed: environment.seed, purpose: purpose, record: id)
        return random.unit() < shares[edit.kind.code] ?? 1
    }

    /// The edits that read well, all where no teacher is asked; the others are listed for people.
    private func fluent(
        _ edits: [(row: Int, edit: Edit)], _ batch: Batch, _ log: inout StageLog
    ) throws -> [(row: Int, edit: Edit)] {
        guard let fluency = choice.options.fluency else { return edits }
        let verdicts = try fluency.verdicts(
            edits.map { (batch.a.text.string($0.row), $0.edit.text) }, environment.teachers)
        return zip(edits, verdicts).compactMap { item, verdict in
            if fluency.passes(verdict) { return item }
            log.count("dropped/not_fluent")
            log.review(
                item.row, suspicion: 1 - fluency.bound / verdict.ratio,
                [
                    .init("rule", .text("not_fluent")), .init("candidate", .text(item.edit.text)),
                    .init("edit", .text(item.edit.kind.rawValue)), .init("perplexity", .similarity(verdict.edit)),
                    .init("of_sentence", .similarity(verdict.sentence)), .init("ratio", .number(verdict.ratio)),
                ])
            return nil
        }
    }

    /// The last number of a record's children: other stages count from the first.
    private func draft(_ edit: Edit, _ batch: Batch, _ row: Int) -> GeneratedRecords.Draft {
        GeneratedRecords.Draft(
            parent: row, source: batch.a.text.bytes[batch.a.text.range(row)], text: edit.text, kind: .counterfactual,
            cosine: 0, seed: edit.kind.code, number: GeneratedRecords.most,
            label: batch.labels[row].scale == .nli ? EditInferences.labels[edit.kind].map(Label.init) : nil)
    }
}
