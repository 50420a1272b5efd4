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
    private func run(
        _ records: [TestRecord], _ options: [String: OptionValue], teacher: any TeacherProviding = NoTeachers()
    ) throws -> StageRun {
        var options = options
        var harness = harness
        harness.teachers = teacher
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

    // MARK: Natural language inference

    @Test(arguments: [
        ("我喜欢下雨天", EditKind.antonym), ("我不喜欢吃香菜", .negation), ("他养了七条金鱼", .number), ("签证要等15天", .unit),
        ("他开着一辆白色的货车", .colour), ("这种材料更贵", .comparative),
    ]) func contradictsAPremise(_ sentence: String, _ kind: EditKind) throws {
        let run = try run(
            [.nli(sentence, "天气", .neutral, source: 1)],
            ["labels": ["nli"], "kinds": [.string(kind.rawValue)], "most_share": 1])
        let edit = try #require(made(run).first)
        #expect(edit.a == sentence && edit.label == Label(.contradiction) && edit.origin.edit == kind)
    }

    /// Both can be true: 妈妈 did it, and 爸爸 did it.
    @Test(arguments: [
        ("妈妈做的红烧肉最好吃", "entity"), ("我给你打电话", "order"), ("深圳的房价很高", "place"), ("明天早上八点集合", "date"),
    ]) func makesNothingOfAPremiseThatBothCanBeTrueOf(_ sentence: String, _ kind: String) throws {
        let options: [String: OptionValue] = ["labels": ["nli", "same"], "kinds": [.string(kind)], "most_share": 1]
        #expect(made(try run([.nli(sentence, "天气", .neutral, source: 1)], options)).isEmpty)
        // Where labels say the same or not, it is an edit as others are.
        #expect(made(try run([.pair(sentence, "天气", 1)], options)).first?.label == Label(.binary, 0))
    }

    @Test func makesNothingOfAPremiseThatAsks() throws {
        let run = try run(
            [.nli("为什么我的猫喜欢咬电线", "猫", .neutral, source: 1), .nli("你喜欢下雨天吗", "雨", .neutral, source: 1)],
            ["labels": ["nli"]])
        #expect(made(run).isEmpty && run.counts["counterfactuals/skipped/question"] == 2)
    }

    // MARK: Fluency

    /// Surprisals of 1 and 3: e² times the perplexity.
    @Test func refusesWhatReadsMuchWorse() throws {
        let records: [TestRecord] = [.pair("我喜欢下雨天", "雨", 1), .pair("怎样提高睡眠质量", "睡眠", 1)]
        let teacher = ScriptedTeacher([:], surprisals: ["我讨厌下雨天": 3, "怎样降低睡眠质量": 1.5])
        func run(_ options: [String: OptionValue]) throws -> StageRun {
            try self.run(
                records, options.merging(["kinds": ["antonym"], "most_share": 1]) { $1 }, teacher: teacher)
        }
        #expect(made(try run([:])).count == 2)
        let strict = try run(["teacher": "demo"])
        #expect(made(strict).map(\.b) == ["怎样降低睡眠质量"])
        #expect(strict.counts["counterfactuals/dropped/not_fluent"] == 1)
        #expect(strict.counts["counterfactuals/kept/antonym"] == 1)
        let review = try #require(strict.reviews.first)
        #expect(strict.reviews.count == 1)
        #expect(review.values.contains(.init("candidate", .text("我讨厌下雨天"))))
        #expect(review.values.contains(.init("ratio", .number(7.3891))))
        #expect(made(try run(["teacher": "demo", "fluent": 7.4])).count == 2)
        #expect(made(try run(["teacher": "demo", "fluent": 1.2])).isEmpty)
    }

    @Test func aTeacherThatCannotTellIsAnError() throws {
        let failure = try #require(throws: TeacherFailure.self) {
            try run([.pair("我喜欢下雨天", "雨", 1)], ["teacher": "demo"], teacher: Toy(abilities: [.embed]))
        }
        #expect("\(failure)".contains("'demo'") && "\(failure)".contains("how likely"))
    }

    private struct Toy: TeacherProviding {
        var abilities: Set<TeacherAbility>
        func teacher(_ name: String) throws -> any Teacher { ToyTeacher(abilities: abilities) }
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
