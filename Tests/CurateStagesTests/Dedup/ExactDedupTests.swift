import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct ExactDedupTests {
    @discardableResult
    private func run(
        _ records: [TestRecord], _ options: [String: OptionValue] = [:], roster: Roster = .oneSource
    ) throws -> StageRun {
        try StageContract.check(
            DedupStage.kind.stages(options), records, harness: StageHarness(roster: roster),
            declaration: DedupStage.kind.declaration)
    }

    @Test func keepsTheFirstOfEqualPairs() throws {
        let run = try run([
            .pair("怎么开发票", "发票怎么开", 1),
            .pair("花呗怎么还款", "借呗怎么还款", 0),
            .pair("怎么开发票", "发票怎么开", 1),
            .pair("怎么开发票？", "发票怎么开。", 1),
        ])
        #expect(run.lines() == [1, 2])
        #expect(run.losses("duplicate").map(\.ordinal.line) == [3, 4])
        #expect(run.losses("duplicate").allSatisfy { $0.place("survivor")?.line == 1 })
        #expect(run.survivors.map(\.copies) == [3, 1])
        #expect(run.counts == ["dedup.exact/duplicate_groups": 1])
    }

    @Test func seesThroughExchangedTexts() throws {
        let pair = TestRecord.pair("微信怎么转账", "怎样用微信转账", 1)
        let run = try run([pair, pair.swapped])
        #expect(run.lines() == [1])
        #expect(run.losses("duplicate").first?["swapped"] == .integer(1))
        #expect(run.counts["dedup.exact/swapped_duplicates"] == 1)
    }

    @Test func leavesPremiseAndHypothesisInOrder() throws {
        let pair = TestRecord.nli("他在北京工作", "他有工作", .entailment)
        let run = try run([pair, pair.swapped, pair])
        #expect(run.lines() == [1, 2])
    }

    @Test func leavesDifferentLabelsToReconcile() throws {
        let run = try run([
            .pair("今天下雨吗", "今天会不会下雨", 1), .pair("今天下雨吗", "今天会不会下雨", 0),
            .score("今天下雨吗", "今天会不会下雨", 1), .score("今天下雨吗", "今天会不会下雨", 4),
            TestRecord("今天下雨吗", "今天会不会下雨", .unlabelled),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func readsMinusZeroAsZero() throws {
        #expect(try run([.pair("甲乙", "丙丁", 0), .pair("甲乙", "丙丁", -0.0)]).lines() == [1])
    }

    @Test func keepsDigitsAndNegationApart() throws {
        let run = try run([
            .pair("5朵玫瑰多少钱", "五朵玫瑰多少钱", 1), .pair("3朵玫瑰多少钱", "五朵玫瑰多少钱", 1),
            .pair("我喜欢北京", "北京我喜欢", 1), .pair("我不喜欢北京", "北京我喜欢", 1),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func comparesTextsWhereKeysAreEmpty() throws {
        let run = try run([
            .pair("？？", "你好", 0), .pair("…", "你好", 0), .pair("？？", "你好", 0), .pair("？？", "…", 0),
        ])
        #expect(run.lines() == [1, 2, 4])
    }

    @Test func doesNotTakeATextForAKey() throws {
        var strange = TestRecord.pair("你好", "再见", 0)
        strange.keyA = ""
        #expect(try run([strange, .pair("你好", "再见", 0)]).lines() == [1, 2])
    }

    @Test func doesNotRunTextsTogether() throws {
        let run = try run([
            .pair("上海", "海南岛", 0), .pair("上海海", "南岛", 0), .pair("上", "海海南岛", 0), .pair("上海海南岛", "", 0),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func tellsTwinsApartByTheirPlace() throws {
        let twin = TestRecord.pair("好", "行", 1)
        let run = try run([twin, twin, twin, twin])
        #expect(run.lines() == [1])
        #expect(run.survivors[0].copies == 4)
    }

    @Test func addsUpCopiesThatWereCountedBefore() throws {
        var many = TestRecord.pair("好", "行", 1)
        many.copies = 5
        #expect(try run([many, .pair("行", "好", 1)]).survivors.map(\.copies) == [6])
    }

    @Test func knowsSingleSentences() throws {
        var run = try run([.sentence("今天天气真好"), .sentence("今天天气真好！"), .sentence("今天天气不好")])
        #expect(run.lines() == [1, 3])
        run = try self.run([.sentence("你好"), TestRecord("你好", "", .unlabelled)])
        #expect(run.rejections.isEmpty)
    }

    @Test func looksWhereItIsTold() throws {
        let roster = Roster(sources: [
            .named("atec/train"), .named("afqmc/train", priority: 1), .named("atec/extra"),
        ])
        let pair = { TestRecord.pair("蚂蚁借呗等额还款可以换成先息后本吗", "借呗有先息到期还本吗", 0, source: $0) }
        let records = [pair(1), pair(0), pair(2)]
        #expect(try run(records, roster: roster).survivors.map(\.source) == [0])
        #expect(try run(records, ["across": "corpus"], roster: roster).survivors.map(\.source) == [0, 1])
        #expect(try run(records, ["across": "split"], roster: roster).survivors.map(\.source) == [0, 1, 2])
    }

    @Test func leavesHeldOutRecordsAlone() throws {
        let roster = Roster(sources: [.named("lcqmc/train"), .named("lcqmc/dev", heldOut: true)])
        let pair = { TestRecord.pair("谁有狂三这张高清的", "这张高清图，谁有", 0, source: $0) }
        let run = try run([pair(1), pair(1), pair(0), pair(0)], roster: roster)
        #expect(run.survivors.map(\.source) == [0, 1, 1])
        #expect(run.losses("duplicate").first?.place("survivor")?.file == 0)
    }

    @Test func agreesWithADictionary() throws {
        var random = KeyedRandom(seed: 7, purpose: .init("test"), number: 0)
        let words = ["好", "不好", "天气", "北京", "？", "3", "三"]
        let records = (0..<3000).map { _ in
            let text = { (0..<Int(random.next() % 3)).map { _ in words[Int(random.next() % 7)] }.joined() + "。" }
            return TestRecord.pair(text(), text(), Float(random.next() % 2))
        }
        let run = try run(records)
        var seen: [String: Int] = [:]
        for record in records {
            let sides = [record.a, record.b].map { text in
                TestKeys.key(text).isEmpty ? "text " + text : "key " + TestKeys.key(text)
            }
            seen[sides.sorted().joined(separator: "|") + "|\(record.label.value)", default: 0] += 1
        }
        #expect(run.survivors.count == seen.count)
        #expect(run.survivors.map { Int($0.copies) }.sorted() == seen.values.sorted())
    }
}
