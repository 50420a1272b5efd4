import CurateCore
import CurateTesting
import Testing

@testable import CurateStages

@Suite struct RewordingsTests {
    private static let roster = Roster(sources: [.named("lcqmc/train"), .named("lcqmc/dev", heldOut: true)])

    private func run(_ records: [TestRecord], _ options: [String: OptionValue]) throws -> StageRun {
        try StageContract.check(
            RewordingStage.kind.stages(options.merging(["share": 1]) { mine, _ in mine }), records,
            harness: StageHarness(roster: Self.roster), declaration: RewordingStage.kind.declaration)
    }

    private func made(_ run: StageRun) -> [TestRecord] { run.survivors.filter { $0.origin.kind == .rewording } }

    /// An empty edit: nothing may be done to the sentence.
    @Test(arguments: [
        ("question", "这样可以吗？", "这样可以么？"), ("question", "明天会下雨么", "明天会下雨吗"),
        ("question", "你在干吗", ""), ("question", "你在说什么", ""), ("question", "这可怎么办呢？", "这可怎么办？"),
        ("question", "我的书呢", ""), ("question", "今天天气不错", ""),
        ("politeness", "请问地铁站怎么走", "地铁站怎么走"), ("politeness", "您好，怎么查余额", "怎么查余额"),
        ("politeness", "哪家店的面好吃？", "请问哪家店的面好吃？"), ("politeness", "请问谁", ""),
        ("politeness", "我没什么事", ""), ("politeness", "麻烦看下什么时候发货？", ""),
        ("mood", "这件裙子真好看啊！", "这件裙子真好看！"), ("mood", "笑死我了哈哈", ""), ("mood", "下雨了呀", ""),
        ("particle", "他慢慢地走回家", "他慢慢的走回家"), ("particle", "怎样快速地记单词", "怎样快速的记单词"),
        ("particle", "这个地方在哪里", ""), ("particle", "他的目的地是北京", ""), ("particle", "北京地铁几点停", ""),
        ("width", "买3张A4纸", "买３张Ａ４纸"), ("width", "买３张纸", "买3张纸"), ("width", "买三张纸", ""),
        ("script", "这样可以吗", "這樣可以嗎"), ("script", "你好", ""),
    ])
    func editsSayTheSame(kind: String, sentence: String, edit: String) throws {
        let kind = try #require(EditKind(rawValue: kind))
        #expect(try kind.operation.edits(EditableSentence(sentence)).first?.text ?? "" == edit)
    }

    @Test func makesPositivesOfTheSentence() throws {
        let run = try run([.pair("明天会下雨吗", "后天会下雨吗", 0)], ["kinds": ["question"]])
        let pair = try #require(made(run).first)
        #expect(pair.a == "明天会下雨吗" && pair.b == "明天会下雨么")
        #expect(pair.label == Label(.binary, 1) && pair.flags.contains(.generated))
        #expect(pair.origin.edit == .question && pair.origin.teacher == Origin.noTeacher)
        #expect(run.counts["rewordings/kept/question"] == 1 && run.survivors.count == 2)
    }

    @Test func leavesHeldOutSentencesAndWhatCannotBeEdited() throws {
        let records: [TestRecord] = [
            .pair("明天会下雨吗", "雨", 1), .pair("明天会下雨吗", "下雨", 1, source: 1), .pair("今天天气不错", "好天气", 1),
        ]
        let run = try run(records, ["kinds": ["question"]])
        #expect(made(run).isEmpty)
        #expect(run.counts["rewordings/skipped/held_out"] == 1)
        #expect(run.counts["rewordings/skipped/nothing_to_edit"] == 1)
    }

    @Test func takesTheShareAndLabelsAskedFor() throws {
        let pairs = (0..<400).map { TestRecord.pair("第\($0)天会下雨吗", "雨\($0)", Float($0 % 2)) }
        let run = try run(pairs, ["share": 0.25, "labels": ["same"]])
        #expect((30...70).contains(made(run).count), "\(made(run).count)")
        #expect(throws: Diagnostic.self) { try self.run(pairs, ["corpora": ["lcqmd"]]) }
    }

    @Test func strangeTextsAreLeftAlone() throws {
        let texts = ["", "。", "吗", "\u{0}\u{202E}", "😀😀😀😀😀吗", String(repeating: "地", count: 300)]
        let run = try run(texts.map { .pair($0, "乙", 1) }, [:])
        #expect(run.survivors.count >= texts.count && run.rejections.isEmpty)
    }
}
