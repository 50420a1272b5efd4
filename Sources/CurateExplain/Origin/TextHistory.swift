internal import CurateCore
internal import CuratePlan

/// What stages that look at one record at a time do to a published row, found by doing it again.
///
/// Stages that compare records, ask teachers or draw at random are passed over: what they did is in the folder.
struct TextHistory {
    struct Step: Sendable, Hashable {
        /// Number of the stage in the plan.
        var stage: Int
        var before: [String]
        var after: [String]
        var labelBefore: Label
        var labelAfter: Label
        /// What the stage counted: `width 1`, `whitespace 2`.
        var counts: [String: Int]
        /// The rule by which it would reject the row.
        var rule: String?
        var values: [Rejection.Value]
    }

    private let stages: [any Stage]
    private let environment: StageEnvironment

    /// - Throws: what making the stages throws.
    init(entries: [StageEntry], seed: UInt64, roster: Roster, catalog: StageCatalog) throws {
        stages = try StageList.make(entries, catalog: catalog)
        environment = StageEnvironment(
            seed: seed, roster: roster, keys: try StageList.keys(entries, catalog: catalog))
    }

    /// The stages that the row passes, up to the one that takes it out.
    func steps(_ row: PublishedRow, source: Int, ordinal: Ordinal) throws -> [Step] {
        let info = environment.roster.sources[source]
        var batch = Batch(role: info.heldOut ? .heldOut : .training)
        batch.append(
            id: row.id, ordinal: ordinal, source: UInt16(source), split: info.role, label: row.label,
            a: Array(row.first.utf8)[...], b: Array((row.second ?? "").utf8)[...],
            flags: row.second == nil ? .single : [])
        var steps: [Step] = []
        for (number, stage) in stages.enumerated() where stage.appliesTo == .all || !info.heldOut {
            guard stage.surveys.isEmpty, !stage.generates, stage.teachers.isEmpty else { continue }
            let step = try pass(stage, number, &batch)
            steps.append(step)
            if step.rule != nil { break }
        }
        return steps
    }

    private func pass(_ stage: any Stage, _ number: Int, _ batch: inout Batch) throws -> Step {
        let before = batch
        var log = StageLog(role: batch.role)
        try stage.processor([], environment).process(&batch, [], &log)
        return Step(
            stage: number, before: Self.texts(before), after: Self.texts(batch), labelBefore: before.labels[0],
            labelAfter: batch.labels[0], counts: log.counts, rule: log.rejections.first?.rule,
            values: log.rejections.first?.values ?? [])
    }

    private static func texts(_ batch: Batch) -> [String] {
        batch.flags[0].contains(.single) ? [batch.a.text.string(0)] : [batch.a.text.string(0), batch.b.text.string(0)]
    }
}
