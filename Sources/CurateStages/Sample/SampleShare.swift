internal import CurateCore

/// `sample.share`: keeps each record with a chance.
struct SampleShare: Stage {
    let shares: [NamedNumber]
    let draw: Int

    var name: String { "sample.share" }
    var readsKeys: Bool { false }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        ShareProcessor(
            shares: try shares.bySource(environment.roster, for: "share"), seed: environment.seed,
            purpose: .init("sample.share \(draw)"))
    }
}

private struct ShareProcessor: Processor {
    /// By source.
    let shares: [NamedNumber?]
    let seed: UInt64
    let purpose: KeyedRandom.Purpose

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count where batch.splits[row] == .train {
            guard let share = shares[Int(batch.sources[row])] else { continue }
            var random = KeyedRandom(seed: seed, purpose: purpose, record: batch.ids[row])
            guard random.unit() >= share.number else { continue }
            log.reject(row, "sampled_out", [.init("of", .text(share.name)), .init("share", .number(share.number))])
        }
    }
}
