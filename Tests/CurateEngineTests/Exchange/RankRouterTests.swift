import CurateCore
import CuratePlan
import Testing

@testable import CurateEngine

@Suite struct RankRouterTests {
    private func router(shuffled: Bool, partitions: Int, lines: [Int] = [1000]) -> RankRouter {
        let inputs = lines.indices.map { number in
            PlannedInput(
                number: number, path: "x", source: 0, layout: CorpusLayout(name: "x", format: .tsv, columns: [:]),
                labels: LabelRules(scale: .binary), labelled: true, bytes: 1, maxRejected: .count(0))
        }
        return RankRouter(
            Plan(
                name: "p", seed: 5, roster: Roster(), inputs: inputs, entries: [], steps: [], fragments: [],
                shuffled: shuffled, partitions: partitions, outputs: [], writeHeldOut: true), lines: lines)
    }

    private func id(_ number: Int) -> RecordID { RecordID(high: UInt64(number), low: UInt64(number) << 7) }

    @Test func higherRanksAreInLaterPartitions() {
        let router = router(shuffled: true, partitions: 7)
        let placed = (0..<2000).map { number in
            let ordinal = Ordinal(file: 0, line: number + 1)
            return (
                router.rank(id(number), ordinal, role: .training),
                router.partition(id(number), ordinal, role: .training)
            )
        }.sorted { $0.0 < $1.0 }
        #expect(placed.map(\.1) == placed.map(\.1).sorted())
        #expect(Set(placed.map(\.1)) == Set(0..<7))
    }

    /// Chi-square over the first rank of 20,000 permutation slots: a uniform shuffle fills 16 ranges evenly.
    @Test func ranksAreUniform() {
        let router = router(shuffled: true, partitions: 16)
        var counts = [Int](repeating: 0, count: 16)
        for number in 0..<16_000 {
            counts[router.partition(id(number), Ordinal(file: 0, line: 1), role: .training)] += 1
        }
        let chi = counts.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
        // 99.9 % of uniform draws with 15 degrees of freedom are below 37.7; the draw is seeded.
        #expect(chi < 37.7)
    }

    @Test func heldOutRecordsKeepTheirOrder() {
        let router = router(shuffled: true, partitions: 5, lines: [100, 1000, 10])
        let parts = [(0, 1), (0, 90), (0, 5000), (1, 1), (1, 500), (1, 900), (2, 3), (9, 1)].map {
            router.partition(id(1), Ordinal(file: $0.0, line: $0.1), role: .heldOut)
        }
        #expect(parts == parts.sorted())
        #expect(parts.first == 0 && parts.last == 4)
    }
}
