import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct NormalizeTests {
    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue] = [:]) throws -> StageRun {
        let kind = NormalizeStage.kind
        var harness = StageHarness(roster: Roster(sources: [.named("bq/train"), .named("bq/dev", heldOut: true)]))
        harness.makesKeys = false
        harness.keys = try KeyMaker(kind.options(options))
        return try StageContract.check(
            kind.stages(options), records, harness: harness, declaration: kind.declaration)
    }

    /// The text that becomes of `text`, and the counters that are not zero.
    private func normalize(_ text: String, _ options: [String: OptionValue] = [:]) throws -> (String, [String]) {
        let run = try run([.sentence(text)], options)
        return (run.survivors[0].a, run.counts.keys.map { String($0.split(separator: "/")[1]) }.sorted())
    }

    @Test func makesFullWidthFormsPlain() throws {
        #expect(try normalize("ＩＰＨＯＮＥ　６多少钱？") == ("IPHONE 6多少钱?", ["compatibility"]))
    }

    @Test func leavesWhatIsNormalAlone() throws {
        #expect(try normalize("花呗怎么还款") == ("花呗怎么还款", ["unchanged"]))
    }

    @Test func countsEveryKindOfChange() throws {
        #expect(try normalize("e\u{301}tude", ["form": "nfc"]) == ("étude", ["composition"]))
        #expect(try normalize("開發票", ["script": "simplified"]) == ("开发票", ["script"]))
        #expect(try normalize("发票", ["script": "traditional"]) == ("發票", ["script"]))
        #expect(try normalize("Ａ股", ["form": "none", "width": "half"]) == ("A股", ["width"]))
        #expect(try normalize("WiFi密码", ["case": "lower"]) == ("wifi密码", ["case"]))
        #expect(try normalize("好，谢谢。", ["form": "nfc", "punctuation": "ascii"]) == ("好,谢谢.", ["punctuation"]))
        #expect(try normalize("微\u{200B}信") == ("微信", ["zero_width"]))
        #expect(try normalize("微\u{7}信") == ("微信", ["control"]))
        #expect(try normalize("微\u{E000}信") == ("微信", ["private_use"]))
        #expect(try normalize("微信  支付 ") == ("微信 支付", ["whitespace"]))
        #expect(try normalize("转***元", ["masks": "drop"]) == ("转元", ["mask"]))
        #expect(try normalize("转***元", ["masks": "[数字]"]) == ("转[数字]元", ["mask"]))
    }

    @Test func keepsWhatItIsToldToKeep() throws {
        let text = "微\u{200B}信\u{7} \u{E000}  支付ＯＫ"
        let options: [String: OptionValue] = [
            "form": "none", "zero_width": "keep", "control": "keep", "private_use": "keep", "whitespace": "keep",
        ]
        #expect(try normalize(text, options) == (text, ["unchanged"]))
        #expect(try normalize("转***元").0 == "转***元")
    }

    @Test func treatsWhiteSpaceAsTold() throws {
        #expect(try normalize(" 我 要 iPhone  6 ", ["whitespace": "trim"]).0 == "我 要 iPhone  6")
        #expect(try normalize(" 我 要 iPhone  6 ", ["whitespace": "remove_between_han"]).0 == "我要 iPhone 6")
    }

    @Test func takesHTMLOut() throws {
        #expect(try normalize("<p>怎么&nbsp;退款</p>") == ("怎么 退款", ["compatibility", "html"]))
        #expect(try normalize("a&amp;b &lt;姓名&gt;") == ("a&b <姓名>", ["html"]))
        #expect(try normalize("怎么<b>退</b>款 &amp; 换货", ["html": "entities"]) == ("怎么<b>退</b>款 & 换货", ["html"]))
        #expect(try normalize("怎么<b>退</b>款", ["html": "entities"]) == ("怎么<b>退</b>款", ["unchanged"]))
        #expect(try normalize("<b>退款</b>&amp;", ["html": "keep"]) == ("<b>退款</b>&amp;", ["unchanged"]))
    }

    @Test func leavesAloneWhatOnlyLooksLikeHTML() throws {
        for text in ["3<5且a<b", "AT&T和P&G", "我<3你", "<姓名>", "x&y;", "if a<b && c>d"] {
            for mode in ["text", "entities"] { #expect(try normalize(text, ["html": .string(mode)]).0 == text) }
        }
    }

    @Test func takesHTMLOutOfTheRightRows() throws {
        let run = try run([.pair("甲", "<i>乙</i>", 1), .pair("丙&lt;", "丁", 0), .sentence("戊<br>己"), .pair("庚", "辛", 1)])
        #expect(run.survivors.map(\.a) == ["甲", "丙<", "戊 己", "庚"])
        #expect(run.survivors.map(\.b) == ["乙", "丁", "", "辛"])
        #expect(run.counts == ["normalize/html": 3, "normalize/unchanged": 4])
    }

    @Test func countsSentencesNotCharacters() throws {
        let run = try run([.pair("１２３４５", "Ａ ＢＣ  Ｄ", 1), .pair("好", "６", 0), .sentence("七")])
        #expect(run.counts["normalize/compatibility"] == 3)
        #expect(run.counts["normalize/whitespace"] == 1)
        #expect(run.counts["normalize/unchanged"] == 2)
    }

    @Test func normalizesHeldOutRecordsToo() throws {
        let run = try run([.pair("ＱＱ怎么登录", "登录ＱＱ", 1, source: 1)])
        #expect(run.survivors[0].a == "QQ怎么登录")
        #expect(run.survivors[0].keyA == "qq怎么登录")
    }

    @Test func makesKeysFromTheNormalizedText() throws {
        let run = try run([.pair("能開發票嗎？", "Ｗｉ-Fi 密碼是***多少", 0)], ["masks": "drop"])
        #expect(run.survivors[0].keyA == "能开发票吗")
        #expect(run.survivors[0].keyB == "wifi密码是多少")
        #expect(run.survivors[0].b == "Wi-Fi 密碼是多少")
    }

    @Test func leavesNothingOfASingleRecordsMissingText() throws {
        let run = try run([.sentence("今天天气不错。")])
        #expect(run.survivors[0].keyA == "今天天气不错")
        #expect(run.survivors[0].keyB == "")
    }

    @Test func acceptsEmptyAndBrokenTexts() throws {
        let run = try run([.pair("", "\u{FFFD}", 0), .pair(" \t", "\u{200B}", 0)])
        #expect(run.survivors.map(\.a) == ["", ""])
        #expect(run.survivors.map(\.b) == ["\u{FFFD}", ""])
        #expect(run.rejections.isEmpty)
    }

    @Test func changesNothingTheSecondTime() throws {
        let texts = ["ＡＢ  ｃ", "㈱①½", "微 信\u{200B} 支付", "ﾊﾟｰﾄ", "«»…——", "***元", "e\u{301}\u{327}"]
        for options: [String: OptionValue] in [[:], ["whitespace": "remove_between_han", "punctuation": "ascii"]] {
            let once = try run(texts.map { .sentence($0) }, options).survivors.map(\.a)
            let twice = try run(once.map { .sentence($0) }, options)
            #expect(twice.survivors.map(\.a) == once)
            #expect(twice.counts == ["normalize/unchanged": texts.count])
        }
    }

    @Test func refusesAMaskThatItWouldChange() {
        #expect(throws: Diagnostic.self) { try NormalizeStage.kind.stages(["masks": "［数］"]) }
    }
}
