internal import CurateCore

/// What a ``RankSelection`` decided, for processors.
struct RankChoice: Sendable {
    let groups: GroupTable
    let quotas: [GroupQuota]
    private let cuts: [RecordRank?]
    private let seed: UInt64
    private let purpose: KeyedRandom.Purpose

    /// - Parameter findings: of ``RankSurvey`` and ``CutSurvey``.
    init(_ selection: any RankSelection, _ findings: [Findings], _ environment: StageEnvironment) throws {
        groups = try selection.groups(environment.roster)
        quotas = findings[0].quotas
        let found = findings[1].cuts
        cuts = quotas.indices.map { found[$0] }
        seed = environment.seed
        purpose = selection.purpose
    }

    /// How often a record of the group is to go on; 0: not at all.
    func times(_ batch: Batch, _ row: Int, group: Int) -> Int {
        let quota = quotas[group]
        let rank = RecordRank(batch, row, seed, purpose)
        let isChosen = rank.bucket < quota.bucket || cuts[group].map { rank <= $0 } ?? false
        return quota.times + (isChosen ? 1 : 0)
    }
}
