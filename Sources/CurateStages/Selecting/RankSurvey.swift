internal import CurateCore

/// Counts the records of each group by the first bits of their rank, and decides how many each group keeps.
struct RankSurvey: Survey {
    let selection: any RankSelection

    var name: String { "ranks" }
    var readsKeys: Bool { false }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        RankObserver(
            seed: environment.seed, purpose: selection.purpose, groups: try selection.groups(environment.roster))
    }

    /// Adds up the counts of each bucket.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            let key = rows.keys[range.lowerBound]
            RankCount(key: key, count: range.reduce(0) { $0 + RankCount(rows, $1).count }).append(to: &output.rows)
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) throws
        -> Findings
    {
        let names = try selection.groups(environment.roster).names
        let empty = [Int](repeating: 0, count: RecordRank.buckets)
        var counts = [[Int]](repeating: empty, count: names.count)
        for row in 0..<rows.count {
            let count = RankCount(rows, row)
            counts[count.group][count.bucket] += count.count
        }
        let totals = counts.map { $0.reduce(0, +) }
        let quotas = try selection.quotas(totals, names)
        for (group, name) in names.enumerated() where totals[group] > 0 {
            output.count("entered/\(name)", totals[group])
            output.count("kept/\(name)", quotas[group])
        }
        return Findings(quotas: zip(quotas, counts).map { GroupQuota($0, of: $1) })
    }
}

private struct RankObserver: Observer {
    let seed: UInt64
    let purpose: KeyedRandom.Purpose
    let groups: GroupTable
    private var counts: [[Int]]

    init(seed: UInt64, purpose: KeyedRandom.Purpose, groups: GroupTable) {
        self.seed = seed
        self.purpose = purpose
        self.groups = groups
        counts = Array(repeating: Array(repeating: 0, count: RecordRank.buckets), count: groups.names.count)
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            guard let group = groups.group(batch, row) else { continue }
            counts[group][RecordRank(batch, row, seed, purpose).bucket] += 1
        }
    }

    mutating func finish(into rows: inout SurveyRows) {
        for (group, buckets) in counts.enumerated() {
            for (bucket, count) in buckets.enumerated() where count > 0 {
                RankCount(group: group, bucket: bucket, count: count).append(to: &rows)
            }
        }
    }
}

/// How many records of a group have a rank in a bucket.
private struct RankCount {
    /// Bucket in the upper bits, so that rows spread over partitions; group in the lower.
    var key: UInt64
    var count: Int

    var group: Int { Int(key & 0xFFFF_FFFF) }
    var bucket: Int { Int(key >> 54) }

    init(key: UInt64, count: Int) {
        self.key = key
        self.count = count
    }

    init(group: Int, bucket: Int, count: Int) {
        self.init(key: UInt64(bucket) << 54 | UInt64(group), count: count)
    }

    init(_ rows: SurveyRows, _ row: Int) {
        key = rows.keys[row]
        count = rows.payloads.withText(row) { bytes in
            var offset = 0
            return Int(Packing.read(UInt64.self, bytes, at: &offset))
        }
    }

    func append(to rows: inout SurveyRows) {
        rows.begin(key)
        Packing.append(UInt64(count), to: &rows.payloads.bytes)
        rows.end()
    }
}
