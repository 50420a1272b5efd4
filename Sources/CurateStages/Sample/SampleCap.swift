internal import CurateCore

/// `sample.cap`: keeps an exact number of records.
struct SampleCap: Stage, RankSelection {
    let caps: [NamedNumber]
    let draw: Int

    var name: String { "sample.cap" }
    var readsKeys: Bool { false }
    var surveys: [any Survey] { rankSurveys }
    var purpose: KeyedRandom.Purpose { .init("sample.cap \(draw)") }

    func groups(_ roster: Roster) throws -> GroupTable {
        let names = SourceNames(names: caps.map(\.name))
        try names.check(against: roster, for: "cap")
        return GroupTable(names.names, roster) { source, _ in names.position(source) }
    }

    func quotas(_ totals: [Int], _ names: [String]) -> [Int] {
        zip(totals, caps).map { min($0, Int($1.number)) }
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        CapProcessor(choice: try RankChoice(self, findings, environment))
    }
}

private struct CapProcessor: Processor {
    let choice: RankChoice

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        for row in 0..<batch.count {
            guard let group = choice.groups.group(batch, row), choice.times(batch, row, group: group) == 0 else {
                continue
            }
            let quota = choice.quotas[group]
            log.reject(
                row, "sampled_out",
                [
                    .init("of", .text(choice.groups.names[group])), .init("cap", .integer(quota.quota)),
                    .init("there_were", .integer(quota.total)),
                ])
        }
    }
}
