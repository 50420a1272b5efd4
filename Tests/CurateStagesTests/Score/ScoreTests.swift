import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct ScoreTests {
    private static func run(_ records: [TestRecord], _ given: [String: OptionValue] = [:]) throws -> StageRun {
        var harness = StageHarness(
            roster: Roster(
                sources: [.named("lcqmc/train")], files: ["lcqmc/train.txt"],
                teachers: [.init(name: "t", identity: "scripted")]))
        harness.teachers = ScriptedTeacher([:])
        return try StageContract.check(
            try ScoreStage.kind.stages(given.merging(["teacher": "t"]) { first, _ in first }), records,
            harness: harness, declaration: StageCatalog.curate["score"]?.declaration)
    }

    @Test func scoresEveryPair() throws {
        let run = try Self.run([
            .pair("今天天气好", "今天天气好", 1), .pair("怎么退货", "几点开门", 0), .sentence("只有一句话"),
        ])
        #expect(run.survivors[0].score == 1)
        #expect(run.survivors[1].score == 0)
        #expect(run.survivors[2].score == nil)
        #expect(run.counts["score/scored"] == 2)
        #expect(run.survivors.map(\.label) == [Label(.binary, 1), Label(.binary, 0), .unlabelled])
    }

    @Test func listsLabelsThatTheTeacherWouldNotGive() throws {
        let run = try Self.run([
            .pair("今天天气好", "今天天气好", 1), .pair("今天天气好", "今天天气好", 0), .pair("怎么退货", "几点开门", 1),
            .pair("怎么退货", "几点开门", 0), .nli("怎么退货", "几点开门", .entailment),
        ])
        #expect(run.reviews.map(\.ordinal.line) == [2, 3])
        #expect(run.reviews[0].suspicion == 1)
        #expect(run.reviews[1].suspicion > 0.3 && run.reviews[1].suspicion < 0.5)
        #expect(run.counts["score/doubted/same"] == 1 && run.counts["score/doubted/different"] == 1)
    }

    @Test func softLabelsStayOnTheirSide() throws {
        let run = try Self.run(
            [
                .pair("今天天气好", "今天天气好", 1), .pair("怎么退货", "几点开门", 1), .pair("今天天气好", "今天天气好", 0),
                .nli("怎么退货", "几点开门", .entailment),
            ], ["soft": 0.8])
        #expect(run.survivors.map(\.label.value) == [1, 0.51, 0.49, 1])
        #expect(run.counts["score/softened"] == 2)
    }
}
