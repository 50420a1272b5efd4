import CurateCore
import CurateTesting
import Testing

@testable import CurateStages

@discardableResult
private func resplit(
    _ records: [TestRecord], _ options: [String: OptionValue] = [:], roster: Roster = .oneSource
) throws -> StageRun {
    try StageContract.check(
        ResplitStage.kind.stages(options), records, harness: StageHarness(roster: roster),
        declaration: ResplitStage.kind.declaration)
}

@Suite struct ResplitTests {
    /// Groups of questions about one topic each; pairs inside a group only.
    private func grouped(_ groups: Int, pairs: Int) -> [TestRecord] {
        var source = TextSource(UInt64(groups))
        return (0..<groups).flatMap { group in
            (0..<1 + source.below(pairs)).map { _ in
                .pair("第\(group)题问法\(source.below(4))", "第\(group)题问法\(source.below(4))", Float(source.below(2)))
            }
        }
    }

    private func sentences(_ run: StageRun) -> [Split: Set<String>] {
        run.survivors.reduce(into: [:]) { sets, record in
            sets[record.split ?? .train, default: []].formUnion([record.keyA ?? "", record.keyB ?? ""])
        }
    }

    @Test func sharesNoSentenceBetweenSplits() throws {
        let run = try resplit(grouped(300, pairs: 6))
        let sets = sentences(run)
        #expect(sets.count == 3)
        #expect(sets[.train, default: []].isDisjoint(with: sets[.dev, default: []]))
        #expect(sets[.train, default: []].isDisjoint(with: sets[.test, default: []]))
        #expect(sets[.dev, default: []].isDisjoint(with: sets[.test, default: []]))
    }

    @Test func comesOutAsAsked() throws {
        let records = grouped(400, pairs: 5)
        let run = try resplit(records, ["train": 0.7, "dev": 0.2, "test": 0.1])
        for (split, share) in [("train", 0.7), ("dev", 0.2), ("test", 0.1)] {
            let found = Double(run.counts["resplit/\(split)", default: 0])
            #expect(abs(found - share * Double(records.count)) <= 4)
        }
        #expect(run.counts["resplit/giant_components", default: 0] == 0)
        #expect(run.counts["resplit/moved"] == records.count - run.counts["resplit/train", default: 0])
    }

    @Test func mayLeaveASplitEmpty() throws {
        let run = try resplit(grouped(100, pairs: 3), ["train": 0.9, "dev": 0.1, "test": 0])
        #expect(run.counts["resplit/test"] == nil)
        #expect(run.counts["resplit/dev", default: 0] > 0)
    }

    @Test func dependsOnTheSeed() throws {
        var harness = StageHarness()
        let records = grouped(60, pairs: 3)
        let first = try harness.run(ResplitStage.kind.stages(), on: records)
        harness.seed += 1
        let second = try harness.run(ResplitStage.kind.stages(), on: records)
        #expect(first.survivors.map(\.split) != second.survivors.map(\.split))
    }

    @Test func reportsGiants() throws {
        let chain = (0..<60).map { TestRecord.pair("链上第\($0)句", "链上第\($0 + 1)句", 0) }
        let loose = (0..<40).map { TestRecord.pair("散句\($0)甲", "散句\($0)乙", 1) }
        let run = try resplit(chain + loose)
        #expect(run.counts["resplit/giant_components"] == 1)
        #expect(run.counts["resplit/giant_records"] == 60)
        #expect(run.survivors.prefix(60).allSatisfy { $0.split == .train })
        #expect(run.counts["resplit/dev"] == 10 && run.counts["resplit/test"] == 10)
    }

    @Test func connectsByPositivePairsOnlyWhenAsked() throws {
        let chain = (0..<300).map { TestRecord.pair("链上第\($0)句", "链上第\($0 + 1)句", $0 % 3 == 0 ? 1 : 0) }
        let run = try resplit(chain, ["edges": "positive"])
        #expect(run.counts["resplit/giant_components", default: 0] == 0)
        #expect(Set(run.survivors.map(\.split)).count == 3)
        let positive = run.survivors.filter { $0.label.value == 1 }
        for record in positive {
            let others = run.survivors.filter { $0.a == record.a && $0.b == record.b }
            #expect(others.allSatisfy { $0.split == record.split })
        }
    }

    @Test func seesSentencesByTheirKeys() throws {
        let run = try resplit(
            [.pair("怎么还款？", "如何还款", 1), .pair("怎么还款", "何时还款", 0), .sentence("如何还款！")] + grouped(50, pairs: 2))
        #expect(Set(run.survivors.prefix(3).map(\.split)).count == 1)
    }

    @Test func leavesHeldOutSetsAlone() throws {
        let roster = Roster(sources: [.named("bq/train"), .named("bq/dev", heldOut: true)])
        let held = TestRecord.pair("借款怎么还", "如何还款", 1, source: 1)
        let run = try resplit(grouped(20, pairs: 2) + [held], ["train": 0, "dev": 0, "test": 1], roster: roster)
        #expect(run.survivors.last?.split == .dev)
        #expect(run.survivors.dropLast().allSatisfy { $0.split == .test })
    }

    @Test func refusesSharesThatDoNotAddUp() {
        #expect(throws: Diagnostic.self) { try ResplitStage.kind.stages(["dev": 0.3]) }
    }

    @Test func dealsFairlyAmongComponentsOfAllSizes() {
        let sizes = (0..<3000).map { 1 + ($0 * $0) % 40 }
        let ids = sizes.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let deal = Deal(ids: ids, sizes: sizes, shares: [0.8, 0.1, 0.1], seed: 1)
        let total = sizes.reduce(0, +)
        for (split, share) in [0.8, 0.1, 0.1].enumerated() {
            let mine = sizes.indices.filter { deal.splits[$0] == split }
            #expect(abs(mine.reduce(0) { $0 + sizes[$1] } - Int(share * Double(total))) <= 2)
            // Large components are in every split in proportion too.
            let large = mine.filter { sizes[$0] > 30 }.count
            let all = sizes.filter { $0 > 30 }.count
            #expect(abs(Double(large) - share * Double(all)) < 0.06 * Double(all))
        }
    }
}
