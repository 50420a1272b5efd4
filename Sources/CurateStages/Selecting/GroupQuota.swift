internal import CurateCore

/// How many records a group is to have, and in which bucket of ranks the limit falls.
struct GroupQuota: Sendable, Equatable {
    /// Records in the group.
    var total: Int
    /// Records that it is to have.
    var quota: Int
    /// Those in lower buckets are chosen, those in higher ones are not.
    var bucket: Int
    /// How many records of ``bucket`` are chosen: at least one less than it holds.
    var rest: Int

    /// How often every record of the group is kept; the chosen ones once more.
    var times: Int { total == 0 ? 0 : quota / total }

    /// How often any record of the group is kept.
    var most: Int { total == 0 ? 0 : (quota + total - 1) / total }

    /// - Parameter counts: by bucket.
    init(_ quota: Int, of counts: [Int]) {
        total = counts.reduce(0, +)
        self.quota = quota
        rest = total == 0 ? 0 : quota % total
        bucket = 0
        while bucket < counts.count, rest >= counts[bucket] {
            rest -= counts[bucket]
            bucket += 1
        }
    }
}

extension GroupQuota {
    fileprivate init(_ bytes: Span<UInt8>, at offset: inout Int) {
        total = Int(Packing.read(UInt64.self, bytes, at: &offset))
        quota = Int(Packing.read(UInt64.self, bytes, at: &offset))
        bucket = Int(Packing.read(UInt64.self, bytes, at: &offset))
        rest = Int(Packing.read(UInt64.self, bytes, at: &offset))
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        for number in [total, quota, bucket, rest] { Packing.append(UInt64(number), to: &bytes) }
    }
}

extension Findings {
    init(quotas: [GroupQuota]) {
        self.init()
        for quota in quotas { quota.append(to: &bytes) }
    }

    /// What ``RankSurvey`` found.
    var quotas: [GroupQuota] {
        var offset = 0
        var quotas: [GroupQuota] = []
        while offset < bytes.count { quotas.append(GroupQuota(bytes.span, at: &offset)) }
        return quotas
    }
}
