import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct SplitTextTests {
    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue] = [:]) throws -> StageRun {
        let roster = Roster(sources: [.named("cmnli/train"), .named("cmnli/dev", heldOut: true)])
        return try StageContract.check(
            SplitTextStage.kind.stages(options), records, harness: StageHarness(roster: roster),
            declaration: SplitTextStage.kind.declaration)
    }

    private func split(_ text: String, _ options: [String: OptionValue] = [:]) throws -> String {
        try run([.sentence(text)], options).survivors[0].a
    }

    private func han(_ count: Int) -> String { String(repeating: "春眠不觉晓处处闻啼鸟", count: count / 10) }

    /// Room for twelve characters.
    private let short: [String: OptionValue] = ["max_len": 10]

    @Test func leavesTextsThatFit() throws {
        let text = han(70) + "，刚好六字。"
        #expect(text.count == 76)
        let run = try run([.pair(text, "短句。", 1), .pair("", "。", 0)])
        #expect(run.survivors[0].a == text && run.survivors[0].flags.isEmpty)
        #expect(run.counts.isEmpty)
    }

    @Test func keepsTheFirstSegment() throws {
        #expect(try split(han(70) + "，刚好七个字。") == han(70))
        #expect(try split(han(40) + "。" + han(40) + "。") == han(40) + "。")
        #expect(try split(han(40) + "！" + han(40) + "。" + han(40)) == han(40) + "！")
    }

    @Test func joinsPiecesAsLongAsTheyFit() throws {
        #expect(try split("今天天气好。我们去公园。然后回家吃饭。", short) == "今天天气好。我们去公园。")
        #expect(try split("今天天气真好。我们去公园。然后回家吃饭。", short) == "今天天气真好。")
        #expect(try split("今天好。去公园。然后回家吃饭睡觉。", short) == "今天好。去公园。")
    }

    @Test func prefersStrongerMarks() throws {
        #expect(try split("早上，中午，晚上。第二天又是这样过的", short) == "早上，中午，晚上。")
        #expect(try split("早上，中午，晚上，半夜也是这样过的。完", short) == "早上，中午，晚上")
        #expect(try split("第一行\n第二行。第三行，第四行，第五行", short) == "第一行")
        #expect(try split("第一行\n第二行\n第三行。第四行，第五行", short) == "第一行\n第二行")
    }

    @Test func dropsCommasAtTheEnds() throws {
        #expect(try split("，；早上起来,中午吃饭,晚上睡觉，，", short) == "早上起来,中午吃饭")
    }

    @Test func keepsWhatHasNoPunctuation() throws {
        #expect(try split(han(80)) == han(80))
        #expect(try split(han(80), ["overlong": "cut"]) == String(han(80).prefix(76)))
        #expect(try split(String(repeating: "，", count: 80)).count == 80)
        #expect(try split("好，" + han(20), ["max_len": 10, "overlong": "cut"]) == "好")
    }

    @Test func countsCharactersNotBytes() throws {
        let emoji = String(repeating: "🙂", count: 12)
        #expect(try split(emoji, short) == emoji)
        #expect(try split(emoji + "🙂", ["max_len": 10, "overlong": "cut"]) == emoji)
    }

    @Test func keepsWholeSentencesThatFit() throws {
        let options: [String: OptionValue] = ["mode": "sentences", "max_len": 10]
        #expect(try split("今天好。去公园! 回家吗？吃了饭就睡觉了。", options) == "今天好。去公园!")
        #expect(try split("早上，中午。晚上吃饭睡觉又起床了。", options) == "早上，中午。")
        #expect(try split("早上起来，中午吃饭，晚上睡觉。好。", options) == "早上起来，中午吃饭")
        #expect(try split("早上起来中午吃饭晚上睡觉。好。", options) == "早上起来中午吃饭晚上睡觉。")
    }

    @Test func doesNothingWhenOff() throws {
        #expect(try split(han(40) + "。" + han(80), ["mode": "off"]) == han(40) + "。" + han(80))
        #expect(try SplitTextStage.kind.stages(["mode": "off"]).map(\.rewrites) == [false])
        #expect(try SplitTextStage.kind.stages().map(\.rewrites) == [true])
    }

    @Test func marksCountsAndMakesKeysAnew() throws {
        let run = try run(
            [.pair("好的。", han(70) + "，再见再见再见！", 1), .pair("好。", "不好。", 0), .pair(han(70) + "。一二三四五六七", han(80), 0)])
        #expect(run.survivors.map(\.flags) == [.truncated, [], .truncated])
        #expect(run.counts == ["split/cut": 2, "split/characters_removed": 8 + 7])
        #expect(run.survivors.map(\.keyB) == [han(70), "不好", han(80)])
        #expect(run.survivors.map(\.keyA) == ["好的", "好", han(70)])
    }

    @Test func leavesHeldOutTextsUnlessTold() throws {
        let held = TestRecord.pair(han(40) + "。" + han(40), "好。", 1, source: 1)
        #expect(try run([held]).survivors[0].a == held.a)
        #expect(try run([held], ["held_out": "cut"]).survivors[0].a == han(40) + "。")
    }

    @Test func splitsBeforeThereAreKeys() throws {
        var harness = StageHarness()
        harness.makesKeys = false
        let run = try harness.run(SplitTextStage.kind.stages(), on: [.sentence(han(40) + "。" + han(40))])
        #expect(run.survivors[0].a == han(40) + "。" && run.survivors[0].keyA == nil)
    }
}
