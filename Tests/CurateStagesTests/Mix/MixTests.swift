import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct MixTests {
    private static let roster: Roster = {
        var statements = SourceInfo.named("pawsx/train")
        statements.type = "statement"
        var questions = SourceInfo.named("lcqmc/train")
        questions.type = "question"
        return Roster(sources: [
            questions, statements, .named("ocnli/train", scale: .nli), .named("sts-b/train", scale: .ordinal),
            .named("ocnli/dev", heldOut: true, scale: .nli),
        ])
    }()

    private var harness: StageHarness { StageHarness(roster: Self.roster) }

    @discardableResult
    private func run(_ records: [TestRecord], _ options: [String: OptionValue]) throws -> StageRun {
        try StageContract.check(
            MixStage.kind.stages(options), records, harness: harness, declaration: MixStage.kind.declaration)
    }

    private func records(lcqmc: Int = 0, pawsx: Int = 0, ocnli: Int = 0, stsb: Int = 0) -> [TestRecord] {
        (0..<lcqmc).map { TestRecord.pair("怎么查\($0)号快递", "\($0)号快递在哪查", 1) }
            + (0..<pawsx).map { TestRecord.pair("他\($0)年生于上海", "他于\($0)年出生在上海", 1, source: 1) }
            + (0..<ocnli).map { TestRecord.nli("第\($0)个人在跑步", "有人在运动", .entailment, source: 2) }
            + (0..<stsb).map { TestRecord.score("一架飞机起飞\($0)", "飞机正在起飞", Float($0 % 6), source: 3) }
    }

    private func sizes(_ run: StageRun) -> [Int] { (0...3).map { run.lines(source: $0).count } }

    private func numbers(_ entries: KeyValuePairs<String, Double>) -> OptionValue {
        .map(entries.map { .init($0.key, .number($0.value)) })
    }

    @Test func makesGroupsEqual() throws {
        let run = try run(records(lcqmc: 90, ocnli: 40, stsb: 30), ["pairs": 1, "nli": 1])
        #expect(run.lines(source: 2).count == 40)
        #expect(run.lines(source: 0).count + run.lines(source: 3).count == 40)
        #expect(!run.lines(source: 0).isEmpty && !run.lines(source: 3).isEmpty)
        #expect(
            run.counts == [
                "mix/entered/pairs": 120, "mix/kept/pairs": 40, "mix/entered/nli": 40, "mix/kept/nli": 40,
            ])
        #expect(run.losses("mixed_out").count == 80)
        #expect(run.losses("mixed_out")[0]["group"] == .text("pairs"))
        #expect(run.losses("mixed_out")[0]["kept"] == .integer(40))
        #expect(run.losses("mixed_out")[0]["there_were"] == .integer(120))
    }

    @Test func keepsAllOfTheGroupThatIsScarcestForItsPart() throws {
        #expect(try sizes(run(records(lcqmc: 90, ocnli: 40), ["pairs": 3, "nli": 1])) == [90, 0, 30, 0])
        #expect(try sizes(run(records(lcqmc: 90, ocnli: 40), ["pairs": 1, "nli": 0.5])) == [80, 0, 40, 0])
        #expect(try sizes(run(records(lcqmc: 10, ocnli: 10), ["pairs": 1, "nli": 1])) == [10, 0, 10, 0])
        #expect(try sizes(run(records(lcqmc: 1000, ocnli: 7), ["pairs": 1, "nli": 3])) == [2, 0, 7, 0])
    }

    @Test func mixesCorpora() throws {
        let all = records(lcqmc: 100, pawsx: 20, ocnli: 30, stsb: 10)
        #expect(try sizes(run(all, ["corpora": numbers(["lcqmc": 2, "pawsx": 1])])) == [40, 20, 30, 10])
        #expect(try sizes(run(all, ["corpora": numbers(["lcqmc": 1]), "nli": 1])) == [30, 20, 30, 10])
        #expect(try sizes(run(all, ["corpora": numbers(["lcqmc": 1]), "nli": 1, "pairs": 1])).first == 30)
        let run = try run(all, ["corpora": numbers(["lcqmc/train": 1, "all": 1])])
        #expect(run.lines(source: 0).count == 60 && run.survivors.count == 120)
    }

    @Test func mixesSentenceTypes() throws {
        let run = try run(
            records(lcqmc: 50, pawsx: 20, ocnli: 30), ["types": numbers(["question": 1, "statement": 1])])
        #expect(sizes(run) == [20, 20, 30, 0])
        #expect(run.counts["mix/kept/type/question"] == 20)
    }

    @Test func leavesUnlabelledRecordsWhole() throws {
        let extra = (0..<5).map { TestRecord.sentence("今天天气第\($0)好") }
        let run = try run(records(lcqmc: 9, ocnli: 3) + extra, ["pairs": 1, "nli": 1])
        #expect(run.survivors.filter { $0.flags.contains(.single) }.count == 5)
        #expect(run.survivors.count == 11)
    }

    @Test func leavesHeldOutRecordsWhole() throws {
        let held = (0..<20).map { TestRecord.nli("第\($0)个人", "有人", .neutral, source: 4) }
        let run = try run(records(lcqmc: 9, ocnli: 3) + held, ["pairs": 1, "nli": 1])
        #expect(run.lines(source: 4).count == 20)
        #expect(run.counts["mix/entered/nli"] == 3)
    }

    @Test func leavesWhatWasSetAsideWhole() throws {
        var aside = records(lcqmc: 5)
        for row in aside.indices { aside[row].split = .test }
        let run = try run(aside + records(lcqmc: 9, ocnli: 3), ["pairs": 1, "nli": 1])
        #expect(run.survivors.filter { $0.split == .test }.count == 5)
        #expect(run.counts["mix/entered/pairs"] == 9)
    }

    @Test func repeatsScarceGroupsWhenTold() throws {
        let run = try run(records(lcqmc: 50, ocnli: 20), ["pairs": 1, "nli": 1, "oversample": true])
        #expect(run.rejections.isEmpty)
        #expect(run.survivors.filter { $0.source == 0 }.count == 50)
        let copies = Dictionary(grouping: run.survivors.filter { $0.source == 2 }, by: \.line).mapValues(\.count)
        #expect(copies.count == 20 && copies.values.reduce(0, +) == 50)
        #expect(copies.values.filter { $0 == 3 }.count == 10 && copies.values.filter { $0 == 2 }.count == 10)
        #expect(run.counts["mix/kept/nli"] == 50 && run.generated == ["mix": 30])
        #expect(try MixStage.kind.stages(["pairs": 1, "nli": 1]).map(\.generates) == [false])
    }

    @Test func doesNotRepeatWithoutEnd() {
        #expect(throws: DataLimitExceeded.self) {
            try harness.run(
                MixStage.kind.stages(["pairs": 1, "nli": 1, "oversample": true]), on: records(lcqmc: 600, ocnli: 2))
        }
    }

    @Test func failsWithoutRecordsOfAGroup() throws {
        #expect(throws: DataLimitExceeded.self) {
            try harness.run(MixStage.kind.stages(["pairs": 1, "nli": 1]), on: records(lcqmc: 5))
        }
        let options: [String: OptionValue] = ["pairs": 1, "nli": 1, "missing": "ignore"]
        #expect(try sizes(run(records(lcqmc: 5), options)) == [5, 0, 0, 0])
        #expect(try run([], options).survivors.isEmpty)
    }

    @Test func refusesWhatCannotBe() {
        for options: [String: OptionValue] in [
            [:], ["pairs": 1], ["pairs": 1, "nli": 0], ["corpora": numbers(["lcqmc": 1])],
            ["corpora": numbers(["lcqmc": 1, "pawsx": -1])], ["types": numbers(["question": 1, "answer": 1])],
        ] {
            #expect(throws: Diagnostic.self, "\(options)") { try MixStage.kind.stages(options) }
        }
    }

    @Test func refusesCorporaThatTheRunDoesNotHave() {
        for name in ["lcmqc", "ocnli/dev"] {
            #expect(throws: Diagnostic.self) {
                try harness.run(
                    MixStage.kind.stages(["corpora": numbers([name: 1, "pawsx": 1])]), on: records(lcqmc: 5, pawsx: 5))
            }
        }
    }
}
