import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct WeakPairsTests {
    private static let roster = Roster(sources: [
        .named("pages/train", scale: .none), .named("lcqmc/train"), .named("lcqmc/dev", heldOut: true),
    ])

    private var harness: StageHarness { StageHarness(roster: Self.roster) }

    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue]) throws -> StageRun {
        var options = options
        options["corpora"] = ["pages"]
        if options["balance"] == nil { options["balance"] = 0 }
        return try StageContract.check(
            WeakPairsStage.kind.stages(options), records, harness: harness, declaration: WeakPairsStage.kind.declaration
        )
    }

    private func made(_ run: StageRun) -> [String] {
        run.survivors.filter { $0.origin.kind == .weak }.map { "\($0.a)|\($0.b)" }
    }

    private let passage =
        "银行卡丢失后应当立刻打电话挂失。天气不错。银行卡丢失之后应立刻电话挂失！挂失需要身份证和三十元手续费。挂失要身份证和五十元手续费。"

    @Test func pairsSentencesOfAPassage() throws {
        let run = try run([.sentence(passage)], ["from": "passages"])
        #expect(made(run) == ["银行卡丢失后应当立刻打电话挂失。|银行卡丢失之后应立刻电话挂失！"])
        let pair = try #require(run.survivors.first)
        #expect(pair.label == .unlabelled && pair.flags.contains(.generated))
        #expect(pair.origin.teacher == Origin.noTeacher)
        // 银行卡丢失后应立刻电话挂 and 失 are in both, 当打 and 之 in one.
        #expect(abs(pair.origin.cosine - 12.0 / 15) < 1e-6, "\(pair.origin.cosine)")
        #expect(run.losses("source").count == 1 && run.losses("source")[0]["pairs"] == .integer(1))
        // Thirty yuan are not fifty.
        #expect(run.counts["weak_pairs/dropped/facts"] == 1)
        #expect(run.counts["weak_pairs/sentences"] == 5 - 0)
    }

    @Test func pairsAnswersWithEachOtherOnly() throws {
        let answers = [
            "密码忘了可以在登录页点找回密码。密码忘了就在登录页点找回密码吧。", "在登录页点忘记密码可以找回。",
        ].joined(separator: "\u{23CE}")
        let record = TestRecord("密码忘了怎么办", answers, .unlabelled)
        let run = try run([record], ["from": "answers"])
        #expect(
            made(run) == [
                "密码忘了可以在登录页点找回密码。|在登录页点忘记密码可以找回。",
                "密码忘了就在登录页点找回密码吧。|在登录页点忘记密码可以找回。",
            ])
    }

    @Test func groupsStayWithoutTheirLabel() throws {
        let records = [
            TestRecord.pair("怎么修改密码", "密码如何修改", 1), .pair("怎么修改密码", "今天下雨吗", 1),
            .pair("怎么修改密码", "怎么修改密码吗", 1), .pair("怎么改3次密码", "怎么改5次密码", 1),
            .pair("怎么修改密码", "修改密码就在设置里面", 1), .pair("好", "好的", 1),
        ]
        let run = try run(records, ["from": "groups"])
        #expect(made(run) == ["怎么修改密码|密码如何修改"])
        #expect(run.survivors.map(\.label) == [.unlabelled])
        #expect(run.rejections.map(\.rule) == ["unlike", "alike", "facts", "mixed_types", "length"])
    }

    /// What people said of a pair counts more, also in held-out data and the other way round.
    @Test(arguments: [1, 2]) func leavesLabelledPairsAlone(source: Int) throws {
        let labelled = TestRecord.pair("银行卡丢失之后应立刻电话挂失", "银行卡丢失后应当立刻打电话挂失", 0, source: source)
        let run = try run([.sentence(passage), labelled], ["from": "passages"])
        #expect(made(run) == [])
        #expect(run.counts["weak_pairs/dropped/labelled"] == 1)
        #expect(run.survivors.count == 1)
    }

    @Test func balancesQuestionsAndStatements() throws {
        let questions = (0..<300).map { TestRecord.sentence("第\($0)号快递到哪里了？第\($0)号快递现在到哪里了？") }
        let statements = (0..<100).map { TestRecord.sentence("第\($0)号快递到上海了。第\($0)号快递已到上海了。") }
        let run = try run(questions + statements, ["from": "passages", "balance": 1])
        let asked = run.counts["weak_pairs/pairs/question"] ?? 0
        #expect(run.counts["weak_pairs/pairs/statement"] == 100)
        #expect((70...130).contains(asked), "\(asked)")
        #expect(run.counts["weak_pairs/dropped/unbalanced"] == 300 - asked)
    }

    @Test func listsInsteadOfMaking() throws {
        let run = try run([.sentence(passage)], ["from": "passages", "to": "review"])
        #expect(run.survivors.isEmpty && run.reviews.count == 1)
        #expect(run.reviews[0].values.first == .init("first", .text("银行卡丢失后应当立刻打电话挂失。")))
        let groups = try self.run([.pair("怎么修改密码", "密码如何修改", 1)], ["from": "groups", "to": "review"])
        #expect(groups.survivors.isEmpty && groups.reviews.count == 1 && groups.losses("listed").count == 1)
    }

    @Test func usesNoSentenceMoreThanTwiceAndNoMorePairsThanAsked() throws {
        let text = (0..<12).map { "我们今天去公园散步了\(Array("甲乙丙丁戊己庚辛壬癸子丑")[$0])。" }.joined()
        let run = try run([.sentence(text)], ["from": "passages", "per_record": 5])
        #expect(made(run).count == 5)
        let uses = Dictionary(grouping: run.survivors.flatMap { [$0.a, $0.b] }) { $0 }.values.map(\.count)
        #expect(uses.allSatisfy { $0 <= 2 })
    }

    @Test func emptyAndEndlessTextsDoNoHarm() throws {
        let long = String(repeating: "甲乙丙丁一起去了公园。", count: 500)
        let run = try run([.sentence(""), .sentence("。。。"), .sentence(long)], ["from": "passages"])
        #expect(made(run) == [] && run.losses("source").count == 3)
        #expect(run.counts["weak_pairs/sentences_beyond"] == 300)
    }

    @Test func namesWhatItCannotFind() throws {
        let kind = WeakPairsStage.kind
        let stages = try kind.stages(["from": "groups", "corpora": ["pagse"]])
        #expect(throws: Diagnostic.self) { try harness.run(stages, on: [.sentence("甲")]) }
    }
}
