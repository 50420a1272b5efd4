import CurateCore
import CurateStages
import CurateTesting
import Testing

@discardableResult
private func reconcile(
    _ records: [TestRecord], _ options: [String: OptionValue] = [:], roster: Roster = .oneSource
) throws -> StageRun {
    try StageContract.check(
        ReconcileStage.kind.stages(options), records, harness: StageHarness(roster: roster),
        declaration: ReconcileStage.kind.declaration)
}

@Suite struct IdenticalTextsTests {
    private let records: [TestRecord] = [
        .pair("他喘不过气来。", "他喘不过气来", 0),
        .nli("他喘不过气来。", "他喘不过气来", .contradiction),
        .nli("天黑了", "天黑了。", .neutral),
        .score("一个人在弹吉他", "一个人在弹吉他。", 2.5),
        .pair("NS", "ns", 0),
        .pair("花呗怎么开通", "花呗怎么开通？", 1),
        .nli("天黑了", "天黑了。", .entailment),
        .score("一个人在弹吉他", "一个人在弹吉他。", 5),
        .pair("？", "。", 0),
        .pair("？", "？", 0),
        .sentence("你好"),
        TestRecord("你好", "你好", .unlabelled),
        .pair("买5朵玫瑰", "买3朵玫瑰", 0),
    ]

    @Test func dropsIdenticalTextsLabelledDifferent() throws {
        let run = try reconcile(records)
        #expect(run.losses("identical_different").map(\.ordinal.line) == [1, 2, 3, 4, 5, 10])
        #expect(run.losses("identical_different")[1]["label"] == .text("contradiction"))
        #expect(run.counts["reconcile.identical/trivial_positives"] == 3)
    }

    @Test func reportsOrKeepsThem() throws {
        var run = try reconcile(records, ["identical": "report"])
        #expect(run.losses("identical_different").isEmpty)
        #expect(run.counts["reconcile.identical/identical_different"] == 6)
        run = try reconcile(records, ["identical": "keep"])
        #expect(run.losses("identical_different").isEmpty)
        #expect(run.counts["reconcile.identical/identical_different"] == nil)
    }

    @Test func dropsTrivialPositivesWhenAsked() throws {
        let run = try reconcile(records, ["identical": "keep", "trivial": "drop"])
        #expect(run.losses("trivial_positive").map(\.ordinal.line) == [6, 7, 8])
    }

    @Test func asksTheCorpusForItsThreshold() throws {
        var source = SourceInfo.named("sts-b/train", scale: .ordinal)
        source.threshold = 3
        let run = try reconcile([.score("下雪了", "下雪了！", 3)], roster: Roster(sources: [source]))
        #expect(run.losses("identical_different").count == 1)
    }
}

@Suite struct LabelConflictsTests {
    private let a = "考试作弊（打一数学名词）"
    private let b = "考试作弊打一个数学名词"

    @Test func dropsAllWithoutARule() throws {
        let run = try reconcile([
            .pair(a, b, 0), .pair(b, a, 1), .pair("天空为什么是蓝的", "天为什么是蓝色的", 1), .pair(a, b, 1),
        ])
        #expect(run.lines() == [3])
        let losses = run.losses("label_conflict")
        #expect(losses.map { $0.place("other")?.line } == [2, 1, 1])
        #expect(losses[0]["other_label"] == .number(1))
        #expect(losses[0]["records"] == .integer(3))
        #expect(run.counts["reconcile.conflicts/label_conflicts"] == 1)
    }

    @Test func letsCopiesVote() throws {
        var strong = TestRecord.pair(a, b, 1)
        strong.copies = 2
        #expect(try reconcile([.pair(a, b, 0), strong], ["conflicts": "majority"]).lines() == [2])
        #expect(try reconcile([.pair(a, b, 0), .pair(a, b, 1)], ["conflicts": "majority"]).lines() == [])
        let spread: [TestRecord] = [.score(a, b, 3), .score(b, a, 4), .score(a, b, 4), .score(a, b, 5)]
        #expect(try reconcile(spread, ["conflicts": "majority"]).lines() == [2, 3])
    }

    @Test func trustsTheFirstCorpus() throws {
        let roster = Roster(sources: [.named("lcqmc/train"), .named("simclue/train", priority: 1)])
        let records: [TestRecord] = [.pair(b, a, 0, source: 1), .pair(a, b, 1, source: 0), .pair(a, b, 1, source: 1)]
        let run = try reconcile(records, ["conflicts": "first"], roster: roster)
        #expect(run.survivors.map(\.label.value) == [1, 1])
        #expect(run.losses("label_conflict").first?.place("other")?.file == 0)
    }

    @Test func softensToTheWeightedMean() throws {
        var strong = TestRecord.pair(b, a, 1)
        strong.copies = 3
        var run = try reconcile([.pair(a, b, 0), strong], ["conflicts": "soft"])
        #expect(run.lines() == [1])
        #expect(run.survivors[0].label == Label(.binary, 0.75))
        #expect(run.survivors[0].copies == 4)
        #expect(run.survivors[0].flags == .relabelled)
        #expect(run.counts["reconcile.conflicts/relabelled"] == 1)
        run = try reconcile([.score(a, b, 2), .score(a, b, 3), .score(a, b, 4)], ["conflicts": "soft"])
        #expect(run.survivors.map(\.label.value) == [3])
    }

    @Test func votesOnNLILabelsThatHaveNoMean() throws {
        let claims: [TestRecord] = [
            .nli(a, b, .neutral), .nli(a, b, .entailment), .nli(a, b, .entailment),
        ]
        #expect(try reconcile(claims, ["conflicts": "soft"]).lines() == [2, 3])
        #expect(try reconcile(Array(claims.prefix(2)), ["conflicts": "soft"]).lines() == [])
    }

    @Test func leavesTheTwoDirectionsOfNLIAlone() throws {
        let run = try reconcile([
            .nli("他在北京大学读书", "他在读书", .entailment), .nli("他在读书", "他在北京大学读书", .neutral),
        ])
        #expect(run.rejections.isEmpty)
    }

    @Test func countsOppositeLabelsOnDifferentScales() throws {
        let cases: [([TestRecord], Int)] = [
            ([.pair(a, b, 1), .nli(b, a, .contradiction)], 1),
            ([.pair(a, b, 1), .score(b, a, 0.5)], 1),
            ([.pair(a, b, 0), .score(b, a, 5)], 1),
            ([.score(a, b, 4.8), .nli(a, b, .contradiction)], 1),
            ([.pair(a, b, 0), .nli(a, b, .entailment)], 0),
            ([.pair(a, b, 0), .score(b, a, 3)], 0),
            ([.pair(a, b, 1), .nli(a, b, .neutral), .score(a, b, 4)], 0),
        ]
        for (records, count) in cases {
            let run = try reconcile(records, ["closure": "ignore"])
            #expect(run.rejections.isEmpty)
            #expect(run.counts["reconcile.conflicts/across_scales", default: 0] == count)
            let quiet = try reconcile(records, ["closure": "ignore", "across_scales": "ignore"])
            #expect(quiet.counts.isEmpty)
        }
    }

    @Test func neverTouchesHeldOutRecords() throws {
        let roster = Roster(sources: [.named("lcqmc/train"), .named("lcqmc/test", heldOut: true)])
        let run = try reconcile([.pair(a, b, 0, source: 1), .pair(a, b, 1, source: 1), .pair(a, b, 1)], roster: roster)
        #expect(run.rejections.isEmpty)
    }
}

@Suite struct ClosureBreaksTests {
    /// A=B=C=D, then what contradicts it, then something else.
    private let chain: [TestRecord] = [
        .pair("怎么查公积金", "公积金怎么查", 1),
        .pair("公积金怎么查", "公积金余额查询方法", 1),
        .score("公积金余额查询方法", "如何查询公积金余额", 4.5),
        .pair("怎么查公积金", "如何查询公积金余额", 0),
        .pair("如何查询公积金余额？", "公积金余额查询方法", 0.2),
        .pair("怎么查公积金", "社保怎么查", 0),
        .score("公积金怎么查", "如何查询公积金余额", 1),
        .score("公积金怎么查", "如何查询公积金余额", 2),
        .nli("怎么查公积金", "如何查询公积金余额", .contradiction),
        .pair("社保怎么查", "社保怎么查！", 0),
    ]

    @Test func flagsBreaks() throws {
        let run = try reconcile(chain, ["identical": "keep", "conflicts": "first"])
        #expect(run.survivors.filter { $0.flags.contains(.closureBreak) }.map { $0.ordinal?.line } == [4, 5, 7])
        #expect(run.counts["reconcile.closure/closure_breaks"] == 3)
        #expect(run.counts["reconcile.closure/sentences"] == 4)
        #expect(run.counts["reconcile.closure/largest_component"] == 4)
    }

    @Test func dropsThemAndTellsTheChain() throws {
        let run = try reconcile(chain, ["identical": "keep", "conflicts": "first", "closure": "drop"])
        let losses = run.losses("closure_break")
        #expect(losses.map(\.ordinal.line) == [4, 5, 7])
        #expect(losses.map { $0["path"] } == [.integer(3), .integer(1), .integer(2)])
        #expect(losses.allSatisfy { $0["component_size"] == .integer(4) })
    }

    @Test func tellsOnlyTheSizeOfALongChain() throws {
        let words = (0..<7).map { "第\($0)种说法" }
        let links = (1..<7).map { TestRecord.pair(words[$0 - 1], words[$0], 1) }
        let run = try reconcile(links + [.pair(words[0], words[6], 0)], ["closure": "drop"])
        #expect(run.losses("closure_break").first?.values == [.init("component_size", .integer(7))])
    }

    @Test func movesLabelsToTheMiddle() throws {
        let run = try reconcile(chain, ["identical": "keep", "conflicts": "first", "closure": "relabel"])
        let changed = run.survivors.filter { $0.flags.contains(.relabelled) }
        #expect(changed.map(\.label) == [Label(.binary, 0.5), Label(.binary, 0.5), Label(.ordinal, 2.5)])
        #expect(run.counts["reconcile.closure/review"] == 3)
    }

    @Test func listensToHeldOutPositivesUnlessToldOtherwise() throws {
        let roster = Roster(sources: [.named("bq/train"), .named("bq/dev", heldOut: true)])
        let records: [TestRecord] = [
            .pair("借款怎么还", "如何还款", 1), .pair("如何还款", "怎样还钱", 1, source: 1),
            .pair("借款怎么还", "怎样还钱", 0), .pair("借款怎么还", "怎样还钱", 0, source: 1),
        ]
        var run = try reconcile(records, ["closure": "drop"], roster: roster)
        #expect(run.rejections.map(\.ordinal.file) == [0])
        run = try reconcile(records, ["closure": "drop", "include_held_out": false], roster: roster)
        #expect(run.rejections.isEmpty)
    }

    @Test func seesWhatConflictsLeft() throws {
        // The positive pair that would connect them is dropped by the conflict first.
        let run = try reconcile(
            [
                .pair("甲和乙", "丙和丁", 1), .pair("丙和丁", "戊和己", 1), .pair("丙和丁", "甲和乙", 0),
                .pair("甲和乙", "戊和己", 0),
            ], ["closure": "drop"])
        #expect(run.losses("closure_break").isEmpty)
        #expect(run.lines() == [2, 4])
    }
}
