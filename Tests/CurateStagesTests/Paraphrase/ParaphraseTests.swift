import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct ParaphraseTests {
    private static let source = "怎么修改手机银行的登录密码"

    private static func run(
        _ answers: [String: [String]], _ given: [String: OptionValue] = [:],
        records: [TestRecord] = [.pair(source, "网上怎么查水费", 0)], surprisals: [String: Float] = [:]
    ) throws -> StageRun {
        var options: [String: OptionValue] = ["teacher": "t", "cosine": [0.5, 0.995]]
        options.merge(given) { _, new in new }
        var harness = StageHarness(
            roster: Roster(
                sources: [.named("lcqmc/train"), .named("lcqmc/dev", heldOut: true)],
                files: ["lcqmc/train.txt", "lcqmc/dev.txt"], teachers: [.init(name: "t", identity: "scripted")]))
        harness.teachers = ScriptedTeacher(answers, surprisals: surprisals)
        return try StageContract.check(
            try ParaphraseStage.kind.stages(options), records, harness: harness,
            declaration: StageCatalog.curate["paraphrase"]?.declaration)
    }

    private static func made(_ run: StageRun) -> [TestRecord] { run.survivors.filter { $0.flags.contains(.generated) } }

    @Test func makesPositivePairsOfTheFirstSentence() throws {
        let run = try Self.run([Self.source: ["手机银行登录密码如何修改", "修改手机银行的登录密码怎么弄"]])
        let made = Self.made(run)
        #expect(Set(made.map(\.b)) == ["手机银行登录密码如何修改", "修改手机银行的登录密码怎么弄"])
        #expect(made.allSatisfy { $0.a == Self.source && $0.label == Label(.binary, 1) && $0.split == .train })
        #expect(Set(made.map(\.ordinal)).count == 2 && Set(made.map(\.id)).count == 2)
        #expect(run.generated == ["paraphrase": 2])
        #expect(run.survivors.count == 3)
        #expect(made.allSatisfy { $0.keyB == TestKeys.key($0.b) })
    }

    @Test func dropsWhatIsNoParaphraseWorthKeeping() throws {
        let run = try Self.run(
            [
                Self.source: [
                    "", Self.source, Self.source + "？", "手机银行登录密码如何修改", "手机银行，登录密码如何修改", "[UNK]手机银行登录密码",
                    "как изменить пароль", "登录密码手机银行怎么修改登录密码", "密码", "请问怎么修改手机银行的登录密码呢", "今天晚上吃什么好呢你说",
                ]
            ], ["length": [0.3, 2]])
        #expect(Self.made(run).map(\.b) == ["手机银行登录密码如何修改"])
        for reason in [
            "empty", "equal", "punctuation", "repeated", "unknown_characters", "script", "stutter", "length",
            "near_source",
            "too_far",
        ] {
            #expect(run.counts["paraphrase/dropped/\(reason)"] == 1, "\(reason): \(run.counts)")
        }
        #expect(run.counts["paraphrase/candidates"] == 11)
    }

    @Test func keepsSoManyAndCountsTheRest() throws {
        let answers = ["手机银行登录密码如何修改", "手机银行的登录密码怎样改", "登录密码在手机银行怎么修改", "想修改手机银行的登录密码"]
        let run = try Self.run([Self.source: answers], ["keep": 2])
        #expect(Self.made(run).count == 2)
        #expect(run.counts["paraphrase/dropped/surplus"] == 2)
    }

    @Test func likelihoodDropsAndRanks() throws {
        let answers = ["手机银行登录密码如何修改", "手机银行的登录密码怎样改", "登录密码在手机银行怎么修改"]
        // The sentence costs 0.5 nats a token whatever it is asked of; exp(-(0.5 + 2.5) / 2) is 0.2231.
        let surprisals: [String: Float] = [
            Self.source: 0.5, answers[0]: 2.5, answers[1]: 0.7, answers[2]: 0.3,
        ]
        let run = try Self.run(
            [Self.source: answers], ["likelihood": 0.3, "keep": 1, "diversity": 0], surprisals: surprisals)
        #expect(Self.made(run).map(\.b) == [answers[2]])
        #expect(run.counts["paraphrase/dropped/unlikely"] == 1)
        #expect(run.counts["paraphrase/dropped/surplus"] == 1)
        let patient = try Self.run(
            [Self.source: answers], ["likelihood": 0.22, "diversity": 0], surprisals: surprisals)
        #expect(Self.made(patient).map(\.b) == [answers[2], answers[1], answers[0]])
        let strict = try Self.run([Self.source: answers], ["likelihood": 0.68], surprisals: surprisals)
        #expect(Self.made(strict).isEmpty && strict.counts["paraphrase/dropped/unlikely"] == 3)
    }

    @Test(arguments: [
        ("我有3张信用卡可以注销吗", "我有5张信用卡能不能注销", "number"), ("去北京的火车票怎么买", "怎么买到去南京的火车票", "place"),
        ("红色的裙子配什么鞋好看", "绿色的裙子搭配哪种鞋好看", "colour"), ("微信可以转账到银行卡吗", "微信不可以转账到银行卡吗", "negation"),
        ("苹果手机怎么关闭定位功能", "苹果手机怎么打开定位的功能", "opposite"),
    ]) func aChangedFactIsNoPositive(source: String, candidate: String, fact: String) throws {
        let records = [TestRecord.pair(source, "网上怎么查水费", 0)]
        let run = try Self.run([source: [candidate]], records: records)
        #expect(Self.made(run).isEmpty)
        #expect(run.counts["paraphrase/changed/\(fact)"] == 1, "\(run.counts)")
        let negative = try Self.run([source: [candidate]], ["changed_facts": "negative"], records: records)
        #expect(Self.made(negative).map(\.b) == [candidate])
        #expect(Self.made(negative).map(\.label) == [Label(.binary, 0)])
    }

    @Test func neverAsksAboutHeldOutSentences() throws {
        let records = [
            TestRecord.pair(Self.source, "网上怎么查水费", 0), .pair(Self.source + "？", "随便问问", 0, source: 1),
        ]
        let run = try Self.run([Self.source: ["手机银行登录密码如何修改"]], records: records)
        #expect(Self.made(run).isEmpty)
        #expect(run.counts["paraphrase/skipped/held_out"] == 1)
    }

    @Test func choosesRecordsByLabelShareAndCap() throws {
        let records = (1...40).map { TestRecord.pair("怎么办理第\($0)号窗口的业务", "随便问问", Float($0 % 2)) }
        let answers = Dictionary(
            uniqueKeysWithValues: (1...40).map { ("怎么办理第\($0)号窗口的业务", ["第\($0)号窗口的业务如何办理"]) })
        #expect(Self.made(try Self.run(answers, records: records)).count == 40)
        #expect(Self.made(try Self.run(answers, ["labels": ["same"]], records: records)).count == 20)
        #expect(Self.made(try Self.run(answers, ["cap": 7], records: records)).count == 7)
        let shared = Self.made(try Self.run(answers, ["share": 0.5], records: records)).count
        #expect((8...32).contains(shared))
        #expect(throws: Diagnostic.self) { try Self.run(answers, ["corpora": ["bq"]], records: records) }
    }

    @Test func generatedRecordsAreNotAskedAboutAgain() throws {
        var record = TestRecord.pair(Self.source, "手机银行登录密码如何修改", 1)
        record.flags = .generated
        let run = try Self.run([Self.source: ["修改手机银行的登录密码怎么弄"]], records: [record])
        #expect(run.generated.isEmpty)
    }

    @Test func refusesToKeepMoreThanItAsksFor() {
        #expect(throws: Diagnostic.self) { try Self.run([:], ["samples": 2, "keep": 3]) }
    }
}
