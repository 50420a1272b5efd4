import CurateCore
import CurateTesting
import Testing

@testable import CurateStages

private let roster = Roster(sources: [
    .named("simclue/train"), .named("lcqmc/dev", heldOut: true), .named("lcqmc/test", heldOut: true),
    .named("atec/train"),
])

@discardableResult
private func guarded(_ records: [TestRecord], _ options: [String: OptionValue] = [:]) throws -> StageRun {
    try StageContract.check(
        GuardStage.kind.stages(options), records, harness: StageHarness(roster: roster),
        declaration: GuardStage.kind.declaration)
}

@Suite struct GuardTests {
    @Test func rejectsHeldOutPairsEitherWayRound() throws {
        let run = try guarded([
            .pair("开初婚未育证明怎么弄？", "初婚未育情况证明怎么开？", 1, source: 1),
            .pair("初婚未育情况证明怎么开", "开初婚未育证明怎么弄", 0), .nli("初婚未育情况证明怎么开", "开初婚未育证明怎么弄", .neutral),
            .pair("社保卡怎么激活", "医保卡怎么激活", 1),
        ])
        let losses = run.losses("held_out_pair")
        #expect(losses.map(\.ordinal.line) == [1, 2])
        #expect(losses[0].place("held_out") == Ordinal(file: 1, line: 1))
        #expect(run.counts["guard/leak/simclue/train/lcqmc/dev/pair"] == 2)
        #expect(run.lines() == [3])
        #expect(run.lines(source: 1) == [1])
    }

    @Test func rejectsHeldOutSentences() throws {
        let run = try guarded([
            .pair("谁有狂三这张高清的", "这张高清图谁有", 0, source: 2),
            .pair("狂三是谁", "谁有狂三这张高清的？", 0), .pair("这张高清图，谁有", "高清图在哪里", 0, source: 3),
            .sentence("这张高清图谁有"), .pair("狂三是谁", "高清图在哪里", 0),
        ])
        let losses = run.losses("held_out_sentence")
        #expect(losses.map { $0["side"] } == [.text("b"), .text("a"), .text("a")])
        #expect(run.survivors.map(\.source) == [0, 2])
        #expect(run.counts["guard/leak/atec/train/lcqmc/test/sentence"] == 1)
        #expect(run.counts["guard/held_out_sentences"] == 2)
    }

    /// Held-out records are not changed, but what they are worth is told.
    @Test func countsWhatIsWrongWithHeldOutSets() throws {
        let run = try guarded([
            .pair("借书证怎么补办", "如何补办借书证", 1, source: 1), .pair("如何补办借书证？", "借书证怎么补办", 0, source: 2),
            .pair("图书馆几点开门", "图书馆周末开门吗", 0, source: 1), .pair("图书馆几点开门", "自习室几点开门", 0, source: 2),
            .pair("医保卡怎么激活", "医保卡，怎么激活？", 1, source: 2), .pair("医保卡怎么激活", "医保卡怎么激活", 1, source: 2),
            .pair("公交卡哪里充值", "公交卡哪里充值。", 0, source: 1), .pair("NS", "这条街叫什么名字", 0, source: 1),
        ])
        let counts = run.counts.filter { $0.key.contains("shared/") || $0.key.contains("held_out/") }
        #expect(
            counts == [
                "guard/shared/lcqmc/dev/lcqmc/test/pair": 1, "guard/shared/lcqmc/dev/lcqmc/test/sentence": 3,
                "guard/held_out/lcqmc/test/identical_same": 2, "guard/held_out/lcqmc/dev/identical_different": 1,
                "guard/held_out/lcqmc/dev/placeholder": 1,
            ])
        #expect(run.lines(source: 1).count == 4)
    }

    @Test func letsShortSentencesBe() throws {
        let held: [TestRecord] = [.pair("什么意思", "这是什么意思", 1, source: 1)]
        let other = TestRecord.pair("什么意思", "啥意思", 1)
        #expect(try guarded(held + [other]).rejections.isEmpty)
        #expect(try guarded(held + [other], ["min_chars": 4]).rejections.count == 1)
        #expect(try guarded(held + [.pair("这是什么意思", "什么意思", 0)]).losses("held_out_pair").count == 1)
        let short: [TestRecord] = [.pair("好", "行", 1, source: 1), .pair("行", "好", 1)]
        #expect(try guarded(short).losses("held_out_pair").count == 1)
    }

    @Test func rejectsWhatIsNearlyHeldOut() throws {
        let held = TestRecord.pair("手机屏幕碎了去哪里修比较便宜", "怎么样才能把普通话说得更标准呢", 0, source: 1)
        let run = try guarded([
            held, .pair("手机屏幕碎了去哪里修会比较便宜", "苹果手机换屏多少钱", 0),
            .pair("手机屏幕坏了去哪里修比较便宜", "苹果手机换屏多少钱", 0),
            .pair("怎样学好普通话", "怎么样才能把普通话说得更标准", 0),
        ])
        let losses = run.losses("held_out_near")
        #expect(losses.map(\.ordinal.line) == [1, 3])
        #expect(losses.map { $0["side"] } == [.text("a"), .text("b")])
        #expect(losses[0]["similarity"] == .number(0.8235))
        #expect(run.counts["guard/leak/simclue/train/lcqmc/dev/near"] == 2)
    }

    @Test func doesNotTakeNumbersNegationAndOppositesForNear() throws {
        let held = "我想在网上给女朋友买5朵红玫瑰应该在哪家店买比较好"
        for other in [
            "我想在网上给女朋友买3朵红玫瑰应该在哪家店买比较好", "我想在网上给女朋友买五朵红玫瑰应该在哪家店买比较好",
            "我不想在网上给女朋友买5朵红玫瑰应该在哪家店买比较好", "我想在网上给男朋友买5朵红玫瑰应该在哪家店买比较好",
            "我想在网上给女朋友买5朵红玫瑰应该在哪家店买比较坏",
        ] {
            let run = try guarded([.pair(held, "送花给她", 0, source: 1), .pair(other, "情人节送什么", 0)])
            #expect(run.rejections.isEmpty, "\(other)")
        }
        let run = try guarded([
            .pair(held, "送花给她", 0, source: 1),
            .pair("我想在网上给女朋友买5朵白玫瑰应该在哪家店买比较好", "情人节送什么", 0),
        ])
        #expect(run.losses("held_out_near").count == 1)
    }

    @Test func namesTheNearestAndCountsAllSources() throws {
        let run = try guarded([
            .pair("手机屏幕碎了去哪里修比较便宜啊", "送花", 0, source: 1),
            .pair("手机屏幕碎了去哪里修比较便宜啊", "买花", 0, source: 2),
            .pair("手机屏幕碎了去哪里修会比较便宜啊", "买花", 0, source: 2),
            .pair("手机屏幕碎了去哪里修会比较便宜呢啊", "种花", 0),
            .pair("手机屏幕碎了去哪里修比较便宜的啊", "养花", 0),
        ])
        #expect(run.losses("held_out_near").first?.place("held_out") == Ordinal(file: 2, line: 2))
        #expect(run.counts["guard/leak/simclue/train/lcqmc/dev/near"] == 1)
        #expect(run.counts["guard/leak/simclue/train/lcqmc/test/near"] == 2)
        #expect(run.losses("held_out_near").last?.place("held_out") == Ordinal(file: 1, line: 1))
    }

    @Test func reportsWithoutRejecting() throws {
        let records: [TestRecord] = [
            .pair("谁有狂三这张高清的", "这张高清图谁有", 0, source: 2), .pair("狂三是谁", "谁有狂三这张高清的", 0),
            .pair("这张高清图谁有", "谁有狂三这张高清的", 0),
        ]
        let run = try guarded(records, ["levels": ["pair"], "report": ["sentence", "near"]])
        #expect(run.lines() == [1])
        #expect(run.counts["guard/leak/simclue/train/lcqmc/test/sentence"] == 1)
        #expect(run.counts["guard/leak/simclue/train/lcqmc/test/pair"] == 1)
        #expect(try guarded(records, ["levels": ["pair"]]).counts.keys.filter { $0.contains("leak") }.count == 1)
    }

    @Test func skipsSinglesWhenAsked() throws {
        let records: [TestRecord] = [.pair("怎么注销微信", "微信注销", 1, source: 1), .sentence("怎么注销微信")]
        #expect(try guarded(records).rejections.count == 1)
        #expect(try guarded(records, ["on_single": "skip"]).rejections.isEmpty)
    }

    @Test func guardsHeldOutSingles() throws {
        let run = try guarded([.sentence("怎么注销微信", source: 1), .pair("怎么注销微信", "微信注销", 1)])
        #expect(run.losses("held_out_sentence").count == 1)
    }

    @Test func comparesPairsWithoutKeysByTheirText() throws {
        let run = try guarded([.pair("？？？？", "……", 0, source: 1), .pair("……", "？？？？", 0), .pair("！！！！", "……", 0)])
        #expect(run.losses("held_out_pair").count == 1)
        #expect(run.rejections.count == 1)
    }

    @Test func worksWithoutHeldOutRecords() throws {
        #expect(try guarded([.pair("怎么注销微信", "微信注销", 1)]).rejections.isEmpty)
    }

    @Test(arguments: [0.5, 0.6, 0.8, 0.9, 1.0])
    func findsExactlyWhatComparingAllFinds(near: Double) throws {
        var source = TextSource(UInt64(near * 100))
        let held = (0..<300).map { _ in source.text(4...20) }
        let training = (0..<600).map { _ in source.variant(of: held[source.below(300)], edits: 1 + source.below(3)) }
        let records =
            held.map { TestRecord.sentence($0, source: 1) } + training.map { TestRecord.sentence($0) }
        let run = try guarded(records, ["levels": ["near"], "near": .number(near), "min_chars": 4])
        var expected: [Int: Double] = [:]
        let prepared = held.map { (text: $0, features: Naive.features($0), bigrams: Naive.bigrams($0)) }
        for (line, text) in training.enumerated() where text.count >= 4 {
            let (features, bigrams) = (Naive.features(text), Naive.bigrams(text))
            for other in prepared where other.features == features {
                let (shared, all) = Naive.overlap(bigrams, other.bigrams)
                let similarity = Double(shared) / Double(all)
                if similarity >= near - 1e-9, !Naive.isOpposite(text, other.text, Opposites.lists) {
                    expected[line + 1] = max(similarity, expected[line + 1] ?? 0)
                }
            }
        }
        let found = run.losses("held_out_near").map { ($0.ordinal.line, $0["similarity"]) }
        #expect(found.map(\.0) == expected.keys.sorted())
        for (line, similarity) in found { #expect(similarity == expected[line].map { .similarity($0) }) }
        #expect(expected.count > 5)
    }
}
