import CurateCore
import CurateStages
import CurateTesting
import Foundation
import Testing

/// Vectors by the angle that a sentence ends in, of some sentences; scores of pairs from a table.
private struct TableTeacher: Teacher, TeacherProviding {
    let identity = "table"
    var abilities: Set<TeacherAbility> = [.embed, .score]
    var scores: [Set<String>: Float] = [:]
    /// Sentences without a vector.
    var unknown: Set<String> = []

    func teacher(_ name: String) throws -> any Teacher {
        var one = self
        one.abilities = name == "cross" ? abilities.intersection([.score]) : [.embed]
        if one.abilities.isEmpty { one.abilities = [.embed] }
        return one
    }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
    func lacking(_ texts: [String]) throws -> Set<Int> { Set(texts.indices.filter { unknown.contains(texts[$0]) }) }
    func score(_ pairs: [TextPair]) throws -> [Float?] { pairs.map { scores[[$0.first, $0.second]] } }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        SentenceVectors(
            dimensions: 2,
            values: texts.flatMap { text -> [Float] in
                if unknown.contains(text) { return [0, 0] }
                let degrees = Double(String(text.reversed().prefix { $0.isNumber }.reversed())) ?? 0
                return [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
            })
    }
}

@Suite struct RescoringTests {
    private func run(
        _ angles: [Int], _ teacher: TableTeacher, _ options: [String: OptionValue] = [:], before: [TestRecord] = []
    ) throws -> StageRun {
        var harness = StageHarness(
            roster: Roster(
                sources: [.named("lcqmc/train"), .named("plain/train", scale: .none)],
                files: ["lcqmc/train.txt", "plain/train.txt"], teachers: [.init(name: "t", identity: "table")]))
        harness.teachers = teacher
        var all: [String: OptionValue] = [
            "teacher": "t", "ranks": [1, 100], "lexical": 0, "max_of_positive": 1, "quantiles": [0, 1], "near": 1,
            "per_anchor": 2, "rescore": "cross",
        ]
        all.merge(options) { $1 }
        let records = before + [TestRecord.pair("锚0", "正30", 1)] + angles.map { .sentence("句\($0)", source: 1) }
        return try StageContract.check(
            MineNegativesStage.kind.stages(all), records, harness: harness,
            declaration: MineNegativesStage.kind.declaration)
    }

    private func pairs(_ run: StageRun) -> [String] {
        run.survivors.filter { $0.origin.kind == .mined }.map { "\($0.a) \($0.b)" }.sorted()
    }

    @Test func aSecondModelLeavesOutWhatItFindsTheSame() throws {
        let teacher = TableTeacher(scores: [
            ["锚0", "句40"]: 0.9, ["锚0", "句50"]: 0.5, ["锚0", "句60"]: 0.1, ["锚0", "句70"]: 0.01,
        ])
        let run = try run([40, 50, 60, 70], teacher)
        #expect(pairs(run) == ["锚0 句50", "锚0 句60"])
        #expect(run.counts["mine_negatives/removed/rescored"] == 1 && run.reviews.isEmpty)
        let band = try self.run([40, 50, 60, 70], teacher, ["rescored": [0.05, 0.3]])
        #expect(pairs(band) == ["锚0 句60"])
        #expect(band.counts["mine_negatives/removed/rescored"] == 3)
    }

    /// Listed, scored by anyone, and settled by the next run.
    @Test func whatHasNoScoreIsListedUntilItHas() throws {
        var teacher = TableTeacher()
        let first = try run([40, 50, 60], teacher)
        #expect(pairs(first) == [] && first.counts["mine_negatives/removed/unscored"] == 3)
        #expect(first.reviews.count == 3)
        #expect(first.reviews.allSatisfy { $0.values.first == .init("text1", .text("锚0")) })
        for review in first.reviews {
            let texts = review.values.compactMap { if case .text(let text) = $0.value { text } else { nil } }
            teacher.scores[Set(texts)] = texts.contains("句40") ? 1 : 0
        }
        let second = try run([40, 50, 60], teacher)
        #expect(pairs(second) == ["锚0 句50", "锚0 句60"] && second.reviews.isEmpty)
    }

    /// Of two spellings of one sentence, what is written is asked about.
    @Test func asksAboutTheWordingThatIsWritten() throws {
        let teacher = TableTeacher(scores: [["锚0", "句40"]: 0.1])
        let run = try run([40], teacher, before: [.sentence("锚，0", source: 1)])
        #expect(pairs(run) == ["锚0 句40"] && run.reviews.isEmpty)
        // Also where they are a positive pair.
        let trivial = try self.run([40], teacher, before: [.pair("锚0", "!锚0", 1)])
        #expect(pairs(trivial) == ["锚0 句40"] && trivial.reviews.isEmpty)
    }

    @Test func whatHasNoScoreMayStay() throws {
        let run = try run([40, 50], TableTeacher(scores: [["锚0", "句40"]: 0.9]), ["unscored": "keep"])
        #expect(pairs(run) == ["锚0 句50"] && run.reviews.count == 1)
        #expect(run.counts["mine_negatives/removed/unscored"] == nil)
    }

    /// A teacher without scores of pairs judges by its vectors.
    @Test func cosinesOfAnotherModelWillDo() throws {
        let run = try run([40, 50, 70], TableTeacher(abilities: [.embed]), ["rescored": [-1, 0.5]])
        #expect(pairs(run) == ["锚0 句70"] && run.counts["mine_negatives/removed/rescored"] == 2)
    }

    @Test func sentencesWithoutVectorsAreLeftOut() throws {
        var teacher = TableTeacher(abilities: [.embed])
        teacher.unknown = ["句40"]
        let run = try run([40, 70, 80], teacher)
        #expect(pairs(run) == ["锚0 句70", "锚0 句80"] && run.counts["mine_negatives/no_vector"] == 1)
    }
}
