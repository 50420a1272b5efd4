import CurateCore
import CurateTesting
import Testing

@testable import CurateStages

@discardableResult
private func deduped(
    _ records: [TestRecord], near: Double = 0.85, across: String = "run", roster: Roster = .oneSource
) throws -> StageRun {
    try StageContract.check(
        DedupStage.kind.stages(["near": .number(near), "across": .string(across)]), records,
        harness: StageHarness(roster: roster), declaration: DedupStage.kind.declaration)
}

@Suite struct NearDedupTests {
    @Test func isOffUnlessAskedFor() throws {
        #expect(try DedupStage.kind.stages().map(\.name) == ["dedup.exact"])
        #expect(try DedupStage.kind.stages(["near": 0.85]).map(\.name) == ["dedup.exact", "dedup.near"])
    }

    /// Both pairs have the same second sentence, as long as the first; only the first sentences differ.
    @Test(arguments: [
        ("怎么查询我的公积金", "怎么查询我的公积金呢"), ("请问如何修改花呗的绑定手机号", "如何修改花呗的绑定手机号"),
        ("花呗分期付款怎么提前还", "花呗分期付款怎么提前还啊"), ("为什么我的花呗被冻结了", "为什么我花呗被冻结了"),
        ("手机屏幕碎了去哪里修比较便宜", "手机屏幕碎了去哪里修比较便宜呢"), ("我想开通信用卡怎么办理呀", "我想开通信用卡怎么办理吗"),
        ("我想买一张明天下午从北京到上海的高铁二等座火车票可以吗", "我想买一张明天下午从北京去上海的高铁二等座火车票可以吗"),
        ("一个穿着蓝色上衣的男人正站在公园的湖边给鸽子喂面包", "一个穿着绿色上衣的男人正站在公园的湖边给鸽子喂面包"),
    ])
    func drops(first: String, second: String) throws {
        let other = String(repeating: "银行转账到账要多久时间才能看得到呢", count: 3).prefix(first.count)
        let run = try deduped([.pair(first, String(other), 1), .pair(String(other), second, 1)])
        #expect(run.losses("near_duplicate").count == 1)
        #expect(run.losses("near_duplicate").first?.place("survivor")?.line == 1)
    }

    @Test(arguments: [
        // One content character, short.
        ("红色", "颜色"), ("手机多少钱", "手表多少钱"), ("北京天气怎么样", "南京天气怎么样"), ("怎么开通花呗", "怎么开通借呗"),
        ("我的花呗额度是多少", "我的借呗额度是多少"), ("从北京到上海的火车票多少钱", "从南京到上海的火车票多少钱"),
        ("苹果怎么截屏", "苹果怎么录屏"), ("他是谁", "她是谁"), ("猫吃什么", "狗吃什么"), ("周杰伦的老婆是谁", "周杰伦的老妈是谁"),
        // Digits, Latin words, numerals, negation.
        ("5朵玫瑰的花语是什么意思呢", "3朵玫瑰的花语是什么意思呢"), ("24乘24的地砖多少钱一块呢", "24乘25的地砖多少钱一块呢"),
        ("我明天下午三点的高铁票可以改签到后天上午再走吗", "我明天下午四点的高铁票可以改签到后天上午再走吗"),
        ("我的oppo手机屏幕碎了去哪里修比较便宜呢", "我的vivo手机屏幕碎了去哪里修比较便宜呢"),
        ("我很喜欢北京的秋天因为天气不冷也不热", "我不喜欢北京的秋天因为天气不冷也不热"),
        ("为什么我的花呗现在能用而昨天在超市付款的时候不能用呢", "为什么我的花呗现在没能用而昨天在超市付款的时候不能用呢"),
        // Opposites, however long.
        ("我想在网上给女朋友买一束玫瑰花应该在哪家花店买比较好呢", "我想在网上给男朋友买一束玫瑰花应该在哪家花店买比较好呢"),
        ("今天下午的股票市场为什么会突然大涨这么多有什么原因吗", "今天下午的股票市场为什么会突然大跌这么多有什么原因吗"),
        ("手机银行客户端里面的转账功能应该怎么打开才能正常使用", "手机银行客户端里面的转账功能应该怎么打关才能正常使用"),
        // The same characters in another order.
        ("小明在学校门口的书店里把新买的英语词典送给了坐在旁边的小红", "小红在学校门口的书店里把新买的英语词典送给了坐在旁边的小明"),
        // A content word added, short.
        ("怎么查询公积金", "怎么查询个人公积金"), ("了解花呗的功能吗", "解花呗的功能吗"),
    ])
    func keeps(first: String, second: String) throws {
        let other = "银行转账到账要多久时间才能看得到呢银行转账到账要多久时间才能看得到呢"
        let records: [TestRecord] = [.pair(first, other, 1), .pair(second, other, 1)]
        #expect(try deduped(records).rejections.isEmpty)
        #expect(try deduped([.pair(first, first + "吗", 1), .pair(second, second + "吗", 1)]).rejections.isEmpty)
    }

    @Test func needsTheSameLabelOnTheSameScale() throws {
        let (a, b, c) = ("花呗分期付款怎么提前还", "花呗分期付款怎么提前还啊", "提前还花呗分期的方法是什么")
        #expect(try deduped([.pair(a, c, 1), .pair(b, c, 0)]).rejections.isEmpty)
        #expect(try deduped([.pair(a, c, 1), .score(b, c, 1)]).rejections.isEmpty)
        #expect(try deduped([.pair(a, c, 1), .pair(b, c, 1)]).rejections.count == 1)
    }

    @Test func keepsPremiseAndHypothesisApart() throws {
        let (a, b, c) = ("一个男人正在公园里弹吉他", "一个男人正在公园里弹吉他呢", "公园里有一个会弹吉他的男人")
        #expect(try deduped([.nli(a, c, .neutral), .nli(c, b, .neutral)]).rejections.isEmpty)
        #expect(try deduped([.nli(a, c, .neutral), .nli(b, c, .neutral)]).rejections.count == 1)
    }

    @Test func alignsTheSides() throws {
        // Together both pairs have the same bigrams; side by side they do not.
        let run = try deduped([
            .pair("3号楼有多高呢", "5号院在哪里呢", 0), .pair("5号楼有多高呢", "3号院在哪里呢", 0),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func comparesSingleSentences() throws {
        let run = try deduped([
            .sentence("手机屏幕碎了去哪里修会比较便宜一些"), .sentence("手机屏幕碎了去哪里修会比较便宜一些呢"), .sentence("手机屏幕碎了"),
            .pair("手机屏幕碎了去哪里修会比较便宜一些呢", "", 0),
        ])
        #expect(run.losses("near_duplicate").map(\.ordinal.line) == [2])
    }

    @Test func doesNotChain() throws {
        // The second is near the first and gone; the third is near the second only.
        let texts = ["花呗分期付款怎么提前还", "花呗分期付款怎么提前还啊", "花呗的分期付款怎么提前还啊"]
        let run = try deduped(texts.map { .pair($0, "提前还花呗分期的方法", 1) }, near: 0.88)
        #expect(run.lines() == [1, 3])
    }

    @Test func namesTheEarliestSurvivorAndTheSimilarity() throws {
        let run = try deduped([
            .pair("怎么查询我的公积金", "公积金余额查询的方法", 1), .pair("公积金余额查询的方法", "怎么查询我的公积金呢", 1),
        ])
        let loss = try #require(run.losses("near_duplicate").first)
        #expect(loss.place("survivor")?.line == 1)
        #expect(loss["similarity"] == .number(0.8696))
        #expect(run.counts["dedup.near/near_candidates"] == 2)
    }

    @Test func looksWhereItIsTold() throws {
        let roster = Roster(sources: [.named("atec/train"), .named("afqmc/train")])
        let records: [TestRecord] = [
            .pair("怎么查询我的公积金", "公积金余额查询的方法", 1), .pair("怎么查询我的公积金呢", "公积金余额查询的方法", 1, source: 1),
        ]
        #expect(try deduped(records, roster: roster).rejections.count == 1)
        #expect(try deduped(records, across: "corpus", roster: roster).rejections.isEmpty)
    }

    @Test func leavesTextsWithoutWordsAlone() throws {
        let run = try deduped([
            .pair("？", "好", 0), .pair("！", "好", 0), .pair("吗", "呢", 0), .pair("的", "了", 0), .pair("好", "行", 0),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func doesNotDependOnWhatRanBefore() throws {
        var harness = StageHarness()
        let records = Self.randomRecords(400, seed: 5)
        let stages = try DedupStage.kind.stages(["near": 0.7])
        let expected = try harness.run(stages, on: records)
        harness.independentsEarly = true
        let found = try harness.run(stages, on: records)
        #expect(found.survivors == expected.survivors && found.rejections == expected.rejections)
    }

    @Test(arguments: [0.6, 0.85, 0.95])
    func findsExactlyWhatComparingAllFinds(near: Double) throws {
        let records = Self.randomRecords(500, seed: UInt64(near * 100), longest: near > 0.9 ? 90 : 26)
        let run = try StageHarness().run(DedupStage.kind.stages(["near": .number(near)]), on: records)
        let exact = try StageHarness().run(DedupStage.kind.stages(), on: records)
        var survivors: [NaivePair] = []
        var expected: [Int: (survivor: Int, similarity: Double)] = [:]
        for record in exact.survivors {
            let pair = NaivePair(record)
            let near = survivors.lazy.compactMap { other in
                other.similarity(to: pair, near).map { (other.line, $0) }
            }.first
            if let near { expected[pair.line] = near } else { survivors.append(pair) }
        }
        let losses = run.losses("near_duplicate")
        #expect(losses.map(\.ordinal.line) == expected.keys.sorted())
        for loss in losses {
            let answer = try #require(expected[loss.ordinal.line])
            #expect(loss.place("survivor")?.line == answer.survivor)
            #expect(loss["similarity"] == .similarity(answer.similarity))
        }
        #expect(expected.count > 10)
        try StageContract.check(DedupStage.kind.stages(["near": .number(near)]), Array(records.prefix(300)))
    }

    static func randomRecords(_ count: Int, seed: UInt64, longest: Int = 26) -> [TestRecord] {
        var source = TextSource(seed)
        var records: [TestRecord] = []
        for _ in 0..<count {
            if records.count > 5, source.below(3) > 0 {
                var record = records[source.below(records.count)]
                record.a = source.variant(of: record.a, edits: source.below(3))
                if record.flags.isEmpty { record.b = source.variant(of: record.b, edits: source.below(3)) }
                records.append(source.below(2) == 0 && record.flags.isEmpty ? record.swapped : record)
                continue
            }
            let (a, b) = (source.text(2...longest), source.text(2...longest))
            switch source.below(6) {
            case 0: records.append(.sentence(a))
            case 1: records.append(.nli(a, b, .neutral))
            default: records.append(.pair(a, b, Float(source.below(2))))
            }
        }
        return records
    }
}

/// Nearness of pairs by its definition.
private struct NaivePair {
    struct Text {
        var key: String
        var features: String
        var bigrams: [UInt64: Int]
        var skeleton: String

        init(_ key: String) {
            self.key = key
            features = Naive.features(key)
            bigrams = Naive.bigrams(key)
            skeleton = Naive.skeleton(key)
        }
    }

    var line: Int
    var label: Label
    var sides: [Text]

    init(_ record: TestRecord) {
        line = record.ordinal?.line ?? 0
        label = record.label
        sides = (record.flags.contains(.single) ? [record.a] : [record.a, record.b]).map { Text(TestKeys.key($0)) }
    }

    func similarity(to other: NaivePair, _ near: Double) -> Double? {
        guard label == other.label, sides.count == other.sides.count else { return nil }
        let straight = similarity(sides, other.sides, near)
        if label.scale == .nli || sides.count == 1 { return straight }
        guard let crossed = similarity(sides, other.sides.reversed(), near) else { return straight }
        return max(crossed, straight ?? 0)
    }

    private func similarity(_ left: [Text], _ right: [Text], _ near: Double) -> Double? {
        var (shared, all) = (0, 0)
        guard zip(left, right).allSatisfy({ $0.features == $1.features }) else { return nil }
        for (x, y) in zip(left, right) {
            let overlap = Naive.overlap(x.bigrams, y.bigrams)
            shared += overlap.shared
            all += overlap.all
            if x.skeleton == y.skeleton { continue }
            guard min(x.key.count, y.key.count) >= 12, Double(overlap.shared) / Double(overlap.all) >= near - 1e-9,
                x.key.sorted() != y.key.sorted(), !Naive.isOpposite(x.key, y.key, Opposites.lists)
            else { return nil }
        }
        let similarity = Double(shared) / Double(all)
        return similarity >= near - 1e-9 ? similarity : nil
    }
}
