internal import CurateCore

/// `mix`: drops or repeats records so that groups have their parts.
struct Mix: Stage {
    let ratios: MixRatios

    var name: String { "mix" }
    var readsKeys: Bool { false }
    var surveys: [any Survey] { ratios.rankSurveys }
    var generates: Bool { ratios.oversample }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        let choice = try RankChoice(ratios, findings, environment)
        let most = choice.quotas.map(\.most).max() ?? 1
        return MixProcessor(choice: choice, maker: CopyMaker(most: most, for: "mix", environment.roster))
    }
}

private struct MixProcessor: Processor {
    let choice: RankChoice
    let maker: CopyMaker

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        for row in 0..<batch.count {
            guard let group = choice.groups.group(batch, row) else { continue }
            let times = choice.times(batch, row, group: group)
            if times == 0 {
                reject(row, group, &log)
            } else {
                try maker.addCopies(of: batch, row, times: times, to: &log)
            }
        }
    }

    private func reject(_ row: Int, _ group: Int, _ log: inout StageLog) {
        let quota = choice.quotas[group]
        log.reject(
            row, "mixed_out",
            [
                .init("group", .text(choice.groups.names[group])), .init("kept", .integer(quota.quota)),
                .init("there_were", .integer(quota.total)),
            ])
    }
}
