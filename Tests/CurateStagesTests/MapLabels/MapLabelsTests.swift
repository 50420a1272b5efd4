import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct MapLabelsTests {
    private static let roster: Roster = {
        var half = SourceInfo.named("graded/train", scale: .ordinal)
        half.threshold = 0.5
        return Roster(sources: [.named("sts-b/train", scale: .ordinal), .named("sts-b/dev", heldOut: true), half])
    }()

    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue] = [:]) throws -> StageRun {
        try StageContract.check(
            MapLabelsStage.kind.stages(options), records, harness: StageHarness(roster: Self.roster),
            declaration: MapLabelsStage.kind.declaration)
    }

    private func scores(_ values: [Float], source: Int = 0) -> [TestRecord] {
        values.map { .score("一个人在吹笛子\($0)", "有人在吹长笛\($0)", $0, source: source) }
    }

    private let nli = NLILabel.allCases.map { TestRecord.nli("一只黑狗在跑", "一只狗在跑", $0) }

    @Test func makesScoresBinaryAboveTheThreshold() throws {
        let run = try run(scores([0, 2, 2.5, 3, 5]))
        #expect(run.survivors.map(\.label) == [0, 0, 0, 1, 1].map { Label(.binary, $0) })
        #expect(run.survivors.allSatisfy { $0.flags == .relabelled })
        #expect(run.counts == ["map_labels/scores_to_0": 3, "map_labels/scores_to_1": 2])
    }

    @Test func takesEachCorpusOwnThreshold() throws {
        let records = scores([2]) + scores([2], source: 2)
        #expect(try run(records).survivors.map(\.label.value) == [0, 1])
        #expect(try run(records, ["threshold": 1]).survivors.map(\.label.value) == [1, 1])
    }

    @Test func dropsTheBandBetween() throws {
        let run = try run(scores([1.9, 2, 2.6, 3, 3.1]), ["drop": [2.0, 3.0]])
        #expect(run.survivors.map(\.label.value) == [0, 1])
        #expect(run.losses("ambiguous_score").count == 3)
        #expect(run.losses("ambiguous_score").first?["score"] == .number(2))
        #expect(run.losses("ambiguous_score").first?["high"] == .number(3))
    }

    @Test func decidesSingleScoresFirst() throws {
        let options: [String: OptionValue] = [
            "scores": .map([.init("2", 1), .init("3.0", "drop"), .init("5", "keep"), .init("0", "1")]),
            "drop": [2.0, 2.5],
        ]
        let run = try run(scores([0, 2, 2.5, 3, 4, 5]), options)
        #expect(
            run.survivors.map(\.label) == [Label(.binary, 1), Label(.binary, 1), Label(.binary, 1), Label(.ordinal, 5)])
        #expect(run.losses("dropped_label").map { $0["label"] } == [.number(3)])
        #expect(run.losses("ambiguous_score").count == 1)
    }

    @Test func keepsScoresGradedWhenTold() throws {
        let run = try run(scores([1, 4]), ["to": "keep"])
        #expect(run.survivors.map(\.label) == [Label(.ordinal, 1), Label(.ordinal, 4)])
        #expect(run.survivors.allSatisfy { $0.flags.isEmpty })
    }

    @Test func leavesNLIAndBinaryLabels() throws {
        let records = nli + [.pair("花呗能提现吗", "花呗可以提现吗", 1), .pair("甲", "乙", 0.3)]
        let run = try run(records)
        #expect(run.survivors.map(\.label) == records.map(\.label))
        #expect(run.survivors.allSatisfy { $0.flags.isEmpty } && run.counts.isEmpty)
    }

    @Test func makesEverythingBinaryWhenTold() throws {
        let run = try run(nli + scores([1, 4]), ["to": "binary"])
        #expect(run.survivors.map(\.label) == [0, 1, 0, 1].map { Label(.binary, $0) })
        #expect(run.losses("dropped_label").map { $0["label"] } == [.text("neutral")])
        let other = try self.run(
            nli, ["to": "binary", "nli": .map([.init("neutral", 0), .init("entailment", "drop")])])
        #expect(other.survivors.map(\.label) == [Label(.binary, 0), Label(.binary, 0)])
    }

    @Test func mapsNLIAsTold() throws {
        let map = OptionValue.map([.init("entailment", 1), .init("contradiction", 0), .init("neutral", "drop")])
        let run = try run(nli, ["nli": map])
        #expect(run.survivors.map(\.label) == [Label(.binary, 0), Label(.binary, 1)])
        #expect(run.losses("dropped_label").map { $0["label"] } == [.text("neutral")])
        #expect(run.counts == ["map_labels/nli_to_0": 1, "map_labels/nli_to_1": 1])
        let part = try self.run(nli, ["nli": .map([.init("neutral", 0), .init("entailment", "keep")])])
        #expect(part.survivors.map(\.label) == [Label(.nli, 0), Label(.nli, 1), Label(.binary, 0)])
    }

    @Test func rejectsWhatHasNoLabel() throws {
        let records = [TestRecord("借款利息是多少", "利息怎么算", .unlabelled), .sentence("今天天气很好")]
        #expect(try run(records).rejections.map(\.rule) == ["unlabelled_pair", "single_text"])
        #expect(try run(records, ["unlabelled": "keep"]).rejections.map(\.rule) == ["single_text"])
        #expect(try run(records, ["singles": "keep"]).rejections.map(\.rule) == ["unlabelled_pair"])
    }

    @Test func leavesHeldOutLabels() throws {
        let held = TestRecord.score("飞机要起飞了", "飞机正在起飞", 2.8, source: 1)
        let run = try run([held, TestRecord("甲", "乙", .unlabelled, source: 1)], ["drop": [2.0, 3.0]])
        #expect(run.survivors.map(\.label) == [held.label, .unlabelled])
    }

    @Test func refusesLabelsThatDoNotExist() {
        for options: [String: OptionValue] in [
            ["nli": .map([.init("entailed", 1)])], ["nli": .map([.init("neutral", 2)])],
            ["nli": .map([.init("neutral", "remove")])], ["scores": .map([.init("high", 1)])],
            ["scores": .map([.init("3", 0.5)])], ["scores": .map([.init("nan", 1)])],
        ] {
            #expect(throws: Diagnostic.self, "\(options)") { try MapLabelsStage.kind.stages(options) }
        }
    }
}
