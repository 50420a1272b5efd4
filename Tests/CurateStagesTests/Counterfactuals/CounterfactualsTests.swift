import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct CounterfactualsTests {
    private static let roster = Roster(sources: [
        .named("lcqmc/train"), .named("ocnli/train", scale: .nli), .named("lcqmc/dev", heldOut: true),
    ])

    private var harness: StageHarness { StageHarness(roster: Self.roster) }

    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue]) throws -> StageRun {
        var options = options
        if options["share"] == nil { options["share"] = 1 }
        return try StageContract.check(
            CounterfactualStage.kind.stages(options), records, harness: harness,
            declaration: CounterfactualStage.kind.declaration)
    }

    private func made(_ run: StageRun) -> [TestRecord] { run.survivors.filter { $0.origin.kind == .counterfactual } }

    @Test func makesNegativesOfTheSentence() throws {
        let run = try run(
            [.pair("为什么我的猫喜欢咬电线", "我家猫为何爱咬电线", 1)], ["kinds": ["negation"], "most_share": 1])
        let edit = try #require(made(run).first)
        #expect(edit.a == "为什么我的猫喜欢咬电线" && edit.b == "为什么我的猫不喜欢咬电线")
        #expect(edit.label == Label(.binary, 0) && edit.flags.contains(.generated))
        #expect(edit.origin.edit == .negation && edit.origin.teacher == Origin.noTeacher)
        #expect(run.survivors.count == 2 && run.rejections.isEmpty)
        #expect(run.counts["counterfactuals/kept/negation"] == 1)
    }

    /// 两张 and 三张 were labelled as the same, strange as it is: then they are.
    @Test func leavesPositivesAlone() throws {
        let records = [
            TestRecord.pair("买两张去上海的票", "我要买两张到上海的票", 1),
            .pair("我要买两张到上海的票", "买三张去上海的票", 1),
        ]
        let run = try run(records, ["kinds": ["number"], "most_share": 1])
        #expect(!made(run).contains { $0.a == "买两张去上海的票" })
        #expect(run.counts["counterfactuals/dropped/positive"] == 1)
    }

    @Test func editsNoHeldOutSentence() throws {
        let run = try run(
            [.pair("我喜欢下雨天", "下雨天我喜欢", 1), .pair("我喜欢下雨天", "下雨", 0, source: 2)], ["kinds": ["antonym"]])
        #expect(made(run).isEmpty && run.counts["counterfactuals/skipped/held_out"] == 1)
    }

    @Test func takesTheShareLabelsAndCorporaAskedFor() throws {
        let pairs = (0..<400).map { TestRecord.pair("我养了\($0 + 1000)只鸡在院子里", "院子里的鸡\($0)", Float($0 % 2)) }
        let inference = TestRecord.nli("我喜欢下雨天", "天气", .neutral, source: 1)
        let share = try run(pairs + [inference], ["share": 0.25, "labels": ["same"], "most_share": 1])
        #expect((30...70).contains(made(share).count), "\(made(share).count)")
        #expect(made(share).allSatisfy { $0.source == 0 })
        #expect(made(try run(pairs + [inference], ["corpora": ["ocnli"], "labels": ["nli"]])).count == 1)
        #expect(throws: Diagnostic.self) { try run(pairs, ["corpora": ["ocnlj"]]) }
    }

    @Test func noKindCrowdsOutOthers() throws {
        let numbers = (0..<300).map { TestRecord.pair("我养了\($0 + 1000)只鸡", "鸡\($0)", 1) }
        let others =
            (0..<100).map { TestRecord.pair("我喜欢下雨天\($0)ab", "雨\($0)", 1) }
            + (0..<100).map { TestRecord.pair("红色的裙子\($0)cd", "裙\($0)", 1) }
        let run = try run(numbers + others, ["kinds": ["number", "antonym", "colour"], "most_share": 0.4])
        let kept = run.counts["counterfactuals/kept/number"] ?? 0
        let rest = made(run).count - kept
        #expect(Double(kept) / Double(kept + rest) < 0.5, "\(kept) and \(rest)")
        #expect(run.counts["counterfactuals/dropped/too_many_of_kind"] ?? 0 > 50)
    }

    @Test func emptyShortAndStrangeTextsAreLeftAlone() throws {
        let texts = ["", "。", "a", "\u{0}\u{202E}喜欢", String(repeating: "喜欢", count: 100), "😀😀😀😀😀"]
        let run = try run(texts.map { .pair($0, "乙", 1) }, [:])
        #expect(run.survivors.count >= texts.count && run.rejections.isEmpty)
    }
}
