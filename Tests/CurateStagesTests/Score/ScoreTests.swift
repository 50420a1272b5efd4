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

    /// A cross-encoder's scores in place of cosines; what it has none of stops the run, or is listed.
    @Test func scoresOfPairsCount() throws {
        struct Pairs: Teacher, TeacherProviding {
            let identity = "pairs"
            let abilities: Set<TeacherAbility> = [.score]
            func teacher(_ name: String) throws -> any Teacher { self }
            func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
            func embed(_ texts: [String]) throws -> SentenceVectors { SentenceVectors(dimensions: 1) }
            func score(_ pairs: [TextPair]) throws -> [Float?] { pairs.map { $0.second == "如何退货" ? 0.93 : nil } }
        }
        var harness = StageHarness(
            roster: Roster(sources: [.named("lcqmc/train")], files: [], teachers: [.init(name: "t", identity: "pairs")])
        )
        harness.teachers = Pairs()
        let records: [TestRecord] = [.pair("怎么退货", "如何退货", 0), .pair("怎么退货", "几点开门", 0), .sentence("一句话")]
        let strict = try ScoreStage.kind.stages(["teacher": "t"])
        let failure = try #require(throws: TeacherFailure.self) { try harness.run(strict, on: records) }
        #expect("\(failure)".contains("几点开门") && failure.hint?.contains("missing: list") == true)
        let run = try StageContract.check(
            try ScoreStage.kind.stages(["teacher": "t", "missing": "list"]), records, harness: harness,
            declaration: StageCatalog.curate["score"]?.declaration)
        #expect(run.survivors.map(\.score) == [0.93, nil, nil] && run.counts["score/unscored"] == 1)
        let listed = run.reviews.filter { $0.values.contains(.init("text2", .text("几点开门"))) }
        #expect(listed.count == 1 && run.reviews.count == 2)
    }
}
