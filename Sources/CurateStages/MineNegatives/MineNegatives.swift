internal import CurateCore
internal import Hashing

/// The stage `mine_negatives`.
struct MineNegatives: Stage {
    let options: MiningOptions
    private let shared = SharedMiningIndex()

    init(options: MiningOptions) { self.options = options }

    var name: String { "mine_negatives" }
    var generates: Bool { true }
    var marksOrigins: Bool { true }
    var teachers: [String] { [options.teacher] + (options.rescorer.map { [$0] } ?? []) }
    var reviews: ReviewLimit? { options.rescorer.map { _ in ReviewLimit(rows: options.unscoredListed) } }
    var surveys: [any Survey] { [PoolSurvey(options: options), MiningSurvey(options: options, shared: shared)] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        let choice = MinedChoice(findings[1])
        return MiningProcessor(
            pool: SentencePool(findings[0]), chosen: choice.chosen, unscored: choice.unscored, sides: options.sides,
            records: GeneratedRecords(
                environment: environment,
                teacher: UInt16(environment.roster.teachers.firstIndex { $0.name == options.teacher } ?? 0)))
    }
}

private struct MiningProcessor: Processor {
    let pool: SentencePool
    let chosen: [UInt64: [MinedCandidate]]
    let unscored: [UInt64: [MinedCandidate]]
    let sides: ParaphraseOptions.Sides
    let records: GeneratedRecords

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        var drafts: [GeneratedRecords.Draft] = []
        for row in 0..<batch.count where !batch.flags[row].contains(.generated) {
            var made = 0
            for isFirst in sides == .both && batch.a.digest(row) != batch.b.digest(row) ? [true, false] : [true] {
                let side = isFirst ? batch.a : batch.b
                let hash = side.digest(row).low
                guard let number = pool.numbers[hash], pool.entries[number].owner == batch.ordinals[row] else {
                    continue
                }
                list(number, row, &log)
                guard let candidates = chosen[hash] else { continue }
                guard GeneratedRecords.fits(batch.ordinals[row]) else {
                    log.count("skipped/many_in_row")
                    continue
                }
                for candidate in candidates {
                    made += 1
                    log.count("kept/\(candidate.isLexical ? "lexical" : "mined")")
                    drafts.append(draft(candidate, side, row, number: 8 + made))
                }
            }
        }
        records.add(drafts, of: batch, to: &log)
        for row in (log.generated.count - drafts.count)..<log.generated.count {
            log.generated.setScore(log.generated.origin(row).cosine, of: row)
        }
    }

    /// Lists the candidates of a sentence that want a score, the nearest of all first.
    private func list(_ anchor: Int, _ row: Int, _ log: inout StageLog) {
        for candidate in unscored[pool.entries[anchor].hash] ?? [] {
            let cosine = Double(Paraphraser.rounded(candidate.cosine))
            log.review(
                row, suspicion: min(1, max(0, (cosine + 1) / 2)),
                [
                    .init("text1", .text(pool.text(anchor))), .init("text2", .text(pool.text(candidate.number))),
                    .init("cosine", .similarity(cosine)),
                ])
        }
    }

    private func draft(_ candidate: MinedCandidate, _ side: Side, _ row: Int, number: Int) -> GeneratedRecords.Draft {
        GeneratedRecords.Draft(
            parent: row, source: side.text.bytes[side.text.range(row)],
            text: pool.text(candidate.number),
            kind: candidate.isLexical ? .lexical : .mined, cosine: Paraphraser.rounded(candidate.cosine), seed: 0,
            number: number)
    }
}
