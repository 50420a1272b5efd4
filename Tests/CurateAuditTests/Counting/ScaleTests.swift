import CurateCore
import Testing

@testable import CurateAudit

/// Other scales than 0 and 1.
struct ScaleTests {
    private let corpora: AuthoredCorpora

    init() throws { corpora = try AuthoredCorpora() }

    private func nli(_ a: String, _ b: String, _ label: String) -> String {
        #"{"sentence1":"\#(a)","sentence2":"\#(b)","label":"\#(label)"}"#
    }

    @Test func premiseAndHypothesisAreNotExchangeable() throws {
        try corpora.write(
            "OCNLI/dev.json",
            [
                nli("有人在骑马", "有人在户外", "entailment"), nli("有人在户外", "有人在骑马", "neutral"),
                nli("有人在骑马", "有人在户外", "contradiction"), nli("天黑了", "天黑了", "neutral"), nli("甲", "乙", "-"),
            ])
        let dev = try corpora.report().split("ocnli/dev")
        #expect(dev.duplicates == DuplicateReport(extra: 1, pairs: 1, sameText: 1, sameLabel: 0, ordered: true))
        #expect(dev.conflicts == ConflictReport(pairs: 1, records: 2, opposite: 1))
        #expect(dev.identical.different == 1)
        #expect(dev.closure == nil)
        #expect(dev.rejected.map(\.rule) == ["unlabelled"])
    }

    @Test func gradesJoinFromFourAndAHalfAndSeparateUpToOne() throws {
        try corpora.write(
            "SOHU/dc-test.jsonl",
            [
                #"{"sentence1":"甲地下雨","sentence2":"甲地有雨","label":5}"#,
                #"{"sentence1":"甲地有雨","sentence2":"雨落甲地","label":5}"#,
                #"{"sentence1":"甲地下雨","sentence2":"雨落甲地","label":0}"#,
                #"{"sentence1":"甲地下雨","sentence2":"甲地有雨","label":3}"#,
            ])
        let split = try corpora.report().split("sohu21/dc/test")
        #expect(split.closure?.byChain == 1)
        #expect(split.conflicts == ConflictReport(pairs: 1, records: 2, opposite: 1))
        #expect(split.labels.map(\.label) == ["0", "3", "5"])
    }

    @Test func aTripletMakesTwoRecords() throws {
        try corpora.write(
            "SimCLUE/train_rank.json", [#"{"query":"怎么退货","title":"如何退货","neg_title":"怎么发货"}"#])
        let split = try corpora.report().split("simclue/rank/train")
        #expect([split.rows, split.records] == [1, 2])
        #expect(split.labels.map(\.count) == [1, 1])
    }

    @Test func singleSentencesHaveNoPairs() throws {
        try corpora.write("simclue_public/corpus.txt", ["怎么退货", "怎么退货？", "NS"])
        let split = try corpora.report().split("simclue/sentences/train")
        #expect(split.records == 3)
        #expect(split.duplicates.extra == 0)
        #expect(split.identical.records == 0)
        #expect(split.sentences.distinct == 2)
        #expect(split.lengths.texts == 3)
        #expect(split.surface["placeholder"]?.texts == 1)
        #expect(split.surface["empty"] == nil)
    }

    @Test func unlabelledPairsAreComparedWithoutLabels() throws {
        try corpora.write("AFQMC/test.txt", ["花呗怎么还款\t如何还花呗", "甲\t乙"])
        try corpora.write("ATEC/atec_nlp_sim_train.csv", ["1\t如何还花呗\t花呗怎么还款\t1"])
        let report = try corpora.report()
        let overlap = try report.overlap("afqmc/test", "atec/train")
        #expect([overlap.pairs, overlap.unlabelled, overlap.sameLabel] == [1, 1, 0])
        #expect(overlap.shareA == 0.5)
        let relation = try #require(report.relations.first { $0.b == ["atec/train"] || $0.a == ["atec/train"] })
        #expect(relation.declaredPairs == 1573)
        #expect(relation.measuredPairs == 1)
        #expect(report.findings.first?.kind == .evaluationLeak)
    }

    @Test func keysOfPipelinesIgnoreScriptAndProtectNumbers() throws {
        try corpora.write("LCQMC/dev.txt", ["手机号碼多少\t手机号码多少\t1", "3.5元\t35元\t0"])
        let field = try corpora.report(key: .field).split("lcqmc/dev").identical
        #expect([field.positive, field.different] == [0, 1])
        let curate = try corpora.report(key: .curate).split("lcqmc/dev").identical
        #expect([curate.positive, curate.different] == [1, 0])
    }
}
