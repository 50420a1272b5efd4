import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct CleanTests {
    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue] = [:]) throws -> StageRun {
        let kind = CleanStage.kind
        let roster = Roster(sources: [.named("pawsx/train"), .named("pawsx/dev", heldOut: true)])
        return try StageContract.check(
            kind.stages(options), records, harness: StageHarness(roster: roster), declaration: kind.declaration)
    }

    /// `rule side found limit` of the only record, or nil when it stays.
    private func verdict(_ a: String, _ b: String, _ options: [String: OptionValue] = [:]) throws -> String? {
        try run([.pair(a, b, 0)], options).rejections.first.map { loss in
            ([loss.rule] + loss.values.map { "\($0.name)=\(Self.show($0.value))" }).joined(separator: " ")
        }
    }

    private static func show(_ value: LogValue) -> String {
        switch value {
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .text(let text): text
        case .record(_, let ordinal): String(ordinal.line)
        }
    }

    @Test func keepsOrdinaryPairs() throws {
        let records: [TestRecord] = [
            .pair("怎么开发票?", "发票怎么开", 1), .pair("88", "拜拜", 0), .pair("NSA是什么", "NS 是什么", 0),
            .pair("iPhone 6 Plus", "what is this", 0), .nli("一个人在跑步。", "有人。", .entailment), .sentence("你好"),
            .pair("？？", "……", 0), .pair("同一句话", "同一句话", 0),
        ]
        #expect(try run(records).rejections.isEmpty)
    }

    @Test func rejectsBlanks() throws {
        #expect(try verdict("", "好的") == "blank side=a")
        #expect(try verdict("好的", " \u{3000}\t\u{A0}") == "blank side=b")
        #expect(try verdict("", "好的", ["min_chars": 0]) == "blank side=a")
    }

    @Test func rejectsDamagedTexts() throws {
        #expect(try verdict("好的", "微\u{FFFD}信\u{FFFD}") == "replacement_character side=b found=2")
        #expect(try verdict("好的", "微\u{FFFD}信", ["replacement_characters": "keep"]) == nil)
    }

    @Test func rejectsPlaceholders() throws {
        #expect(try verdict("他出生于上海", "NS") == "placeholder side=b found=NS")
        #expect(try verdict("他出生于上海", "暂无", ["placeholders": ["暂无", "无内容"]]) == "placeholder side=b found=暂无")
        #expect(try verdict("他出生于上海", "NS", ["placeholders": ["暂无"]]) == nil)
        #expect(try verdict("他出生于上海", "NS", ["placeholders": []]) == nil)
    }

    @Test func measuresLengthInCharacters() throws {
        #expect(try verdict("好", "好的") == "too_short side=a found=1 limit=2")
        #expect(try verdict("🙂", "好的") == "too_short side=a found=1 limit=2")
        #expect(try verdict("好", "好的", ["min_chars": 1]) == nil)
        #expect(try verdict("七个字的句子啊", "六个字的句子", ["max_chars": 6]) == "too_long side=a found=7 limit=6")
        #expect(try verdict("六个字的句子", "六个字的句子", ["max_chars": 6]) == nil)
    }

    @Test func refusesLimitsThatLeaveNothing() throws {
        #expect(throws: Diagnostic.self) { try CleanStage.kind.stages(["min_chars": 5, "max_chars": 4]) }
        #expect(try verdict("四个字啊", "五个字的啊", ["min_chars": 4, "max_chars": 4]) == "too_long side=b found=5 limit=4")
    }

    @Test func comparesLengths() throws {
        #expect(try verdict("一二三四五六", "一二", ["max_ratio": 2.5]) == "length_ratio found=3.0 limit=2.5")
        #expect(try verdict("一二", "一二三四五", ["max_ratio": 2.5]) == nil)
        #expect(try run([.sentence("今天天气好")], ["max_ratio": 1]).rejections.isEmpty)
    }

    @Test func measuresTheShareOfHan() throws {
        #expect(try verdict("微信支付", "wechat支付", ["min_han": 0.5]) == "foreign_script side=b found=0.25 limit=0.5")
        #expect(try verdict("微信支付", "Оплата", ["min_han": 0.1]) == "foreign_script side=b found=0.0 limit=0.1")
        #expect(try verdict("微信、支付 。", "？？", ["min_han": 1]) == nil)
    }

    @Test func rejectsRepetition() throws {
        let laugh = { String(repeating: "哈", count: $0) }
        #expect(try verdict("太好笑了" + laugh(21), "好笑") == "repetition side=a found=21 limit=20")
        #expect(try verdict("太好笑了" + laugh(20), "好笑") == nil)
        #expect(try verdict("太好笑了" + laugh(4), "好笑", ["max_repeats": 3]) != nil)
    }

    @Test func leavesRuledLinesInLongTexts() throws {
        let line = String(repeating: "-", count: 24)
        let text = "以下是本期的全部内容,欢迎大家在评论区留言,我们下期再见。"
        #expect(try verdict(text + line, "好的") == nil)
        #expect(try verdict("完" + line, "好的") == "repetition side=a found=24 limit=20")
        #expect(
            try verdict(text + line + String(repeating: "0", count: 21), "好的") == "repetition side=a found=21 limit=20")
    }

    @Test func rejectsRepeatedBigrams() throws {
        let options: [String: OptionValue] = ["max_bigram_share": 0.35]
        #expect(
            try verdict("你好", "谢谢谢谢你你好你好你好你好你好", options)
                == "repeated_bigram side=b found=0.35714285714285715 limit=0.35")
        #expect(try verdict("哈哈哈哈哈", "你好", options) == nil)
        #expect(try verdict("我想问一下怎么用花呗还信用卡", "你好", options) == nil)
    }

    @Test func namesTheFirstRuleInOrder() throws {
        #expect(try verdict("好", "") == "blank side=b")
        #expect(try verdict("好", "NS") == "placeholder side=b found=NS")
        #expect(try verdict("", "") == "blank side=a")
    }

    @Test func judgesNothingThatASingleRecordLacks() throws {
        #expect(try run([.sentence("今天天气好")]).rejections.isEmpty)
        #expect(try run([.sentence("好")]).losses("too_short").count == 1)
    }

    @Test func leavesHeldOutRecordsAlone() throws {
        #expect(try run([.pair("NS", "", 0, source: 1)], ["urls": "mask"]).rejections.isEmpty)
    }

    @Test func keepsContactsUnlessTold() throws {
        #expect(try verdict("打13800138000", "看https://t.cn/x") == nil)
    }

    @Test func rejectsContacts() throws {
        #expect(
            try verdict("看https://t.cn/x?a=1。", "好的", ["urls": "reject"])
                == "contains_url side=a found=https://t.cn/x?a=1")
        #expect(
            try verdict("好的", "打13800138000吧", ["phones": "reject"]) == "contains_phone side=b found=13800138000")
        #expect(try verdict("好的", "打13800138000吧", ["urls": "reject", "emails": "reject", "ids": "reject"]) == nil)
    }

    @Test func masksContacts() throws {
        let options: [String: OptionValue] = ["urls": "mask", "emails": "mask", "ids": "mask", "phones": "mask"]
        let run = try run(
            [
                .pair("打13800138000或010-12345678", "发到a.b@qq.com，看www.qq.com/x", 0), .pair("好的", "没有", 1),
                .pair("我是11010519491231002X吗", "你好", 1),
            ], options)
        #expect(run.survivors.map(\.a) == ["打[PHONE]或[PHONE]", "好的", "我是[ID]吗"])
        #expect(run.survivors.map(\.b) == ["发到[EMAIL]，看[URL]", "没有", "你好"])
        #expect(run.survivors.map(\.keyA) == ["打phone或phone", "好的", "我是id吗"])
        #expect(
            run.counts == [
                "clean/masked_phone": 1, "clean/masked_email": 1, "clean/masked_url": 1, "clean/masked_id": 1,
            ])
    }

    @Test func masksOnlyWhatStays() throws {
        let run = try run(
            [.pair("打13800138000", "", 0), .pair("打13800138001", "好的", 0)], ["phones": "mask"])
        #expect(run.survivors.map(\.a) == ["打[PHONE]"])
        #expect(run.counts == ["clean/masked_phone": 1])
    }

    @Test func masksBeforeThereAreKeys() throws {
        var harness = StageHarness()
        harness.makesKeys = false
        let run = try harness.run(CleanStage.kind.stages(["phones": "mask"]), on: [.pair("打13800138000", "好的", 0)])
        #expect(run.survivors[0].a == "打[PHONE]")
        #expect(run.survivors[0].keyA == nil)
    }

    @Test func saysWhetherItRewrites() throws {
        #expect(try CleanStage.kind.stages().map(\.rewrites) == [false])
        #expect(try CleanStage.kind.stages(["ids": "mask"]).map(\.rewrites) == [true])
    }
}
