import Testing

@testable import CurateStages

@Suite struct GroupQuotaTests {
    /// How many are chosen when the quota is carried out bucket by bucket.
    private func chosen(_ quota: GroupQuota, _ counts: [Int]) -> Int {
        counts.prefix(quota.bucket).reduce(0, +) + quota.rest + quota.times * counts.reduce(0, +)
    }

    @Test func choosesExactlyTheQuota() {
        for counts in [[3, 0, 2, 5], [0, 0, 4, 0], [1], [0, 7, 0, 0, 1]] {
            for number in 0...35 {
                let quota = GroupQuota(number, of: counts)
                #expect(chosen(quota, counts) == number, "\(number) of \(counts)")
                #expect(quota.bucket < counts.count && quota.rest < counts[quota.bucket])
                #expect(quota.times...quota.times + 1 ~= quota.most)
            }
        }
    }

    @Test func choosesNothingOfNothing() {
        let quota = GroupQuota(0, of: [0, 0, 0])
        #expect((quota.total, quota.quota, quota.rest, quota.times, quota.most) == (0, 0, 0, 0, 0))
    }
}
