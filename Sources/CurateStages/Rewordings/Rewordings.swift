internal import CurateCore
internal import Hashing

/// The stage `rewordings`.
struct Rewordings: Stage {
    let options: RewordingOptions

    var name: String { "rewordings" }
    var generates: Bool { true }
    var invents: Bool { true }
    var surveys: [any Survey] { [HeldOutSentences()] }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        RewordingProcessor(
            options: options, groups: try options.groups(environment.roster),
            heldOut: Set(findings[0].heldOutSentences), environment: environment)
    }
}

private struct RewordingProcessor: Processor {
    let options: RewordingOptions
    let groups: GroupTable
    let heldOut: Set<UInt64>
    let environment: StageEnvironment
    private let purpose = KeyedRandom.Purpose("rewordings")

    init(options: RewordingOptions, groups: GroupTable, heldOut: Set<UInt64>, environment: StageEnvironment) {
        self.options = options
        self.groups = groups
        self.heldOut = heldOut
        self.environment = environment
    }

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        var drafts: [GeneratedRecords.Draft] = []
        for row in 0..<batch.count where groups.group(batch, row) != nil && !batch.flags[row].contains(.repeated) {
            var random = KeyedRandom(seed: environment.seed, purpose: purpose, record: batch.ids[row])
            guard random.unit() < options.share else { continue }
            log.count("sources")
            if let reason = reasonToSkip(batch, row) {
                log.count("skipped/\(reason)")
            } else if let edit = try edit(batch, row, &random) {
                log.count("kept/\(edit.kind.rawValue)")
                drafts.append(draft(edit, batch, row))
            } else {
                log.count("skipped/nothing_to_edit")
            }
        }
        GeneratedRecords(environment: environment, teacher: Origin.noTeacher).add(drafts, of: batch, to: &log)
    }

    private func reasonToSkip(_ batch: Batch, _ row: Int) -> String? {
        guard GeneratedRecords.fits(batch.ordinals[row]) else { return "many_in_row" }
        return heldOut.contains(batch.a.digest(row).low) ? "held_out" : nil
    }

    /// Kinds are asked in an order drawn for the record.
    private func edit(_ batch: Batch, _ row: Int, _ random: inout KeyedRandom) throws -> Edit? {
        let sentence = try EditableSentence(
            String(decoding: batch.a.text.bytes[batch.a.text.range(row)], as: UTF8.self))
        let kinds = random.shuffled(options.kinds)
        return kinds.lazy.compactMap { $0.operation.edits(sentence).first }.first
    }

    /// Before the number of a counterfactual, which is the last.
    private func draft(_ edit: Edit, _ batch: Batch, _ row: Int) -> GeneratedRecords.Draft {
        GeneratedRecords.Draft(
            parent: row, source: batch.a.text.bytes[batch.a.text.range(row)], text: edit.text, kind: .rewording,
            cosine: 0, seed: edit.kind.code, number: GeneratedRecords.most - 1)
    }
}
