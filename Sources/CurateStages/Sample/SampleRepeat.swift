internal import CurateCore

/// `sample.repeat`: makes copies.
struct SampleRepeat: Stage {
    let times: [NamedNumber]

    var name: String { "sample.repeat" }
    var readsKeys: Bool { false }
    var generates: Bool { true }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        let most = Int(times.map(\.number).max() ?? 1)
        return RepeatProcessor(
            times: try times.bySource(environment.roster, for: "repeat"),
            maker: CopyMaker(most: most, for: "sample", environment.roster))
    }
}

private struct RepeatProcessor: Processor {
    /// By source.
    let times: [NamedNumber?]
    let maker: CopyMaker

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        for row in 0..<batch.count where batch.splits[row] == .train {
            guard let entry = times[Int(batch.sources[row])] else { continue }
            try maker.addCopies(of: batch, row, times: Int(entry.number), to: &log)
            log.count("repeated/\(entry.name)", Int(entry.number) - 1)
        }
    }
}
