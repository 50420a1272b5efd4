internal import CurateCore

/// Finds the rank of the last record that each group chooses.
struct CutSurvey: Survey {
    let selection: any RankSelection

    var name: String { "cuts" }
    var readsKeys: Bool { false }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        CutObserver(
            seed: environment.seed, purpose: selection.purpose, groups: try selection.groups(environment.roster),
            quotas: earlier[0].quotas)
    }

    /// Rows of a group come in the order of ranks; the one that fills the quota is passed on.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            let cut = CutRow(rows, range.lowerBound)
            CutRow(rows, range.lowerBound + cut.wanted - 1).append(to: &output.rows)
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        Findings(cuts: (0..<rows.count).map { CutRow(rows, $0) })
    }
}

private struct CutObserver: Observer {
    let seed: UInt64
    let purpose: KeyedRandom.Purpose
    let groups: GroupTable
    let quotas: [GroupQuota]

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            guard let group = groups.group(batch, row), quotas[group].rest > 0 else { continue }
            let rank = RecordRank(batch, row, seed, purpose)
            guard rank.bucket == quotas[group].bucket else { continue }
            CutRow(group: group, rank: rank, wanted: quotas[group].rest).append(to: &rows)
        }
    }
}

/// A record of the bucket in which its group's limit falls.
private struct CutRow {
    var group: Int
    var rank: RecordRank
    /// How many of the bucket the group chooses.
    var wanted: Int

    init(group: Int, rank: RecordRank, wanted: Int) {
        self.group = group
        self.rank = rank
        self.wanted = wanted
    }

    init(_ rows: SurveyRows, _ row: Int) {
        group = Int(rows.keys[row] >> 48)
        (rank, wanted) = rows.payloads.withText(row) { bytes in
            var offset = 0
            let rank = RecordRank(bytes, at: &offset)
            return (rank, Int(Packing.read(UInt64.self, bytes, at: &offset)))
        }
    }

    func append(to rows: inout SurveyRows) {
        rows.begin(UInt64(group) << 48)
        rank.append(to: &rows.payloads.bytes)
        Packing.append(UInt64(wanted), to: &rows.payloads.bytes)
        rows.end()
    }
}

extension RecordRank {
    fileprivate init(_ bytes: Span<UInt8>, at offset: inout Int) {
        number = Packing.readBigEndian(bytes, at: &offset)
        ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
    }

    /// Packed so that ranks are ordered as their bytes are.
    fileprivate func append(to bytes: inout [UInt8]) {
        Packing.bigEndian(number, to: &bytes)
        Packing.bigEndian(ordinal.packed, to: &bytes)
    }
}

extension Findings {
    fileprivate init(cuts: [CutRow]) {
        self.init()
        for cut in cuts {
            Packing.append(UInt64(cut.group), to: &bytes)
            cut.rank.append(to: &bytes)
        }
    }

    /// What ``CutSurvey`` found: by group the last rank that is chosen.
    var cuts: [Int: RecordRank] {
        var offset = 0
        var cuts: [Int: RecordRank] = [:]
        while offset < bytes.count {
            let group = Int(Packing.read(UInt64.self, bytes.span, at: &offset))
            cuts[group] = RecordRank(bytes.span, at: &offset)
        }
        return cuts
    }
}
