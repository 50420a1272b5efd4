import CurateCore
import CurateStages
import CurateTesting
import Foundation
import Testing

/// Sentences end in an angle in degrees, `问题a30`, so that cosines are known.
private final class AngleTeacher: Teacher, TeacherProviding {
    let identity = "angles"
    let abilities: Set<TeacherAbility>

    init(_ abilities: Set<TeacherAbility> = [.embed]) { self.abilities = abilities }

    func teacher(_ name: String) throws -> any Teacher { self }
    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
    func embed(_ texts: [String]) throws -> SentenceVectors {
        SentenceVectors(
            dimensions: 2,
            values: texts.flatMap { text -> [Float] in
                let degrees = Double(String(text.reversed().prefix { $0.isNumber }.reversed())) ?? 0
                return [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
            })
    }
}

@Suite struct MineNegativesTests {
    private static let roster = Roster(
        sources: [.named("lcqmc/train"), .named("lcqmc/dev", heldOut: true), .named("plain/train", scale: .none)],
        files: ["lcqmc/train.txt", "lcqmc/dev.txt", "plain/train.txt"],
        teachers: [.init(name: "t", identity: "angles")])

    private func harness() -> StageHarness {
        var harness = StageHarness(roster: Self.roster)
        harness.teachers = AngleTeacher()
        return harness
    }

    /// Everything off that a test does not ask for.
    private func run(_ records: [TestRecord], _ options: [String: OptionValue]) throws -> StageRun {
        var all: [String: OptionValue] = [
            "teacher": "t", "ranks": [1, 100], "lexical": 0, "max_of_positive": 1, "quantiles": [0, 1], "near": 1,
            "per_anchor": 2,
        ]
        all.merge(options) { $1 }
        return try StageContract.check(
            MineNegativesStage.kind.stages(all), records, harness: harness(),
            declaration: MineNegativesStage.kind.declaration)
    }

    private func made(_ run: StageRun) -> [TestRecord] {
        run.survivors.filter { [.mined, .lexical].contains($0.origin.kind) }
    }

    private func pairs(_ run: StageRun) -> [String] { made(run).map { "\($0.a) \($0.b)" }.sorted() }

    /// An anchor at 0, its positive at 30, and plain sentences.
    private func records(_ angles: [Int]) -> [TestRecord] {
        [.pair("锚0", "正30", 1)] + angles.map { .sentence("句\($0)", source: 2) }
    }

    @Test func takesTheNearestThatPass() throws {
        let run = try run(records([5, 40, 50, 60]), [:])
        // 5 degrees is nearer than the positive.
        #expect(pairs(run) == ["锚0 句40", "锚0 句50"])
        let negative = try #require(made(run).first)
        #expect(negative.label == Label(.binary, 0) && negative.flags.contains(.generated))
        #expect(abs(try #require(negative.score) - Float(cos(40 * Double.pi / 180))) < 1e-4)
        #expect(run.counts["mine_negatives/removed/of_positive"] == 1)
        #expect(run.counts["mine_negatives/anchors"] == 1 && run.counts["mine_negatives/kept/mined"] == 2)
        #expect(run.counts["mine_negatives/cosine/positive/p50"] == 870)
    }

    /// Tables this small are searched whole by any of them.
    @Test(arguments: ["ivf", "hnsw"])
    func anIndexFindsTheSameAndTellsWhatItFound(index: String) throws {
        let records = records([5, 40, 50, 60, 70, 80])
        let exact = try run(records, ["reciprocal": 1])
        let other = try run(records, ["index": .string(index), "reciprocal": 1])
        #expect(pairs(other) == pairs(exact) && !pairs(exact).isEmpty)
        #expect(exact.counts["mine_negatives/index/of"] == nil)
        // Eight sentences, each of which finds all.
        #expect(other.counts["mine_negatives/index/of"] == 64)
        #expect(other.counts["mine_negatives/index/found"] == 64)
    }

    /// Ranks count all others, positives too, before anything is left out.
    @Test func theWindowIsOfRanks() throws {
        #expect(try pairs(run(records([40, 50, 60]), ["ranks": [3, 4]])) == ["锚0 句50", "锚0 句60"])
        #expect(try pairs(run(records([40, 50, 60]), ["ranks": [1, 2]])) == ["锚0 句40"])
    }

    @Test func keepsADistanceToThePositive() throws {
        #expect(try pairs(run(records([35, 50, 80]), ["margin": 0.3])) == ["锚0 句80"])
        #expect(try pairs(run(records([31, 36, 80]), ["max_of_positive": 0.94])) == ["锚0 句36", "锚0 句80"])
        // The positive lies behind: its share is further below, not above.
        let behind: [TestRecord] = [.pair("锚0", "正120", 1), .sentence("句119", source: 2), .sentence("句150", source: 2)]
        #expect(try pairs(run(behind, ["max_of_positive": 0.9])) == ["锚0 句150"])
    }

    @Test func ofSeveralPositivesTheStatisticCounts() throws {
        let records: [TestRecord] = [.pair("锚0", "正10", 1), .pair("锚0", "远60", 1), .sentence("句30", source: 2)]
        #expect(try pairs(run(records, ["positive": "min"])).filter { $0.hasPrefix("锚0 句") } == [])
        #expect(try pairs(run(records, ["positive": "max"])).filter { $0.hasPrefix("锚0 句") } == ["锚0 句30"])
    }

    @Test func staysInTheBand() throws {
        #expect(try pairs(run(records([40, 60, 100]), ["cosine": [0, 0.6]])) == ["锚0 句60"])
        let labelled = (0..<40).map { TestRecord.pair("甲\($0)x0", "乙\($0)x\(50 + $0)", 0) }
        let all = records([40, 80]) + labelled
        let run = try run(all, ["quantiles": [0, 0.5], "per_anchor": 30, "ranks": [1, 200]])
        #expect(!pairs(run).contains("锚0 句40") && pairs(run).contains("锚0 句80"))
        #expect(run.counts["mine_negatives/removed/ceiling"] ?? 0 > 0)
    }

    @Test func leavesOutWhatLabelsJoin() throws {
        let chain: [TestRecord] = [
            .pair("锚0", "正30", 1), .pair("中45", "正30", 1), .pair("尾50", "中45", 1, source: 1),
            .pair("尾50", "末55", 1), .sentence("句60", source: 2),
        ]
        // 尾50 is held out and no candidate, but it joins 末55 to the others.
        let run = try run(chain, [:])
        #expect(made(run).allSatisfy { $0.b == "句60" || $0.a == "末55" || $0.a == "尾50" }, "\(pairs(run))")
        let loose = try self.run(chain, ["closure": false])
        #expect(pairs(loose).contains("锚0 末55"), "\(pairs(loose))")
    }

    @Test func labelledNegativesComeFirstAndCount() throws {
        let run = try run([.pair("锚0", "句40", 0)] + records([40, 50, 60]), [:])
        #expect(pairs(run) == ["锚0 句50"])
        #expect(run.counts["mine_negatives/removed/labelled"] == 1 && run.counts["mine_negatives/labelled"] == 1)
    }

    @Test func heldOutSentencesServeNobody() throws {
        let held: [TestRecord] = [.pair("句40", "别90", 0, source: 1)]
        #expect(try pairs(run(records([40, 50]) + held, [:])) == ["锚0 句50"])
    }

    @Test func noSentenceServesTooOften() throws {
        let many = (0..<6).map { TestRecord.pair("锚\($0)v\($0)", "正\($0)v30", 1) } + [.sentence("句50", source: 2)]
        let run = try run(many, ["uses": 2, "per_anchor": 1, "cosine": [0, 0.8]])
        #expect(made(run).count { $0.b == "句50" } == 2)
        #expect(run.counts["mine_negatives/removed/uses"] ?? 0 > 0)
    }

    @Test func nearWordingIsNoNegative() throws {
        let records: [TestRecord] = [
            .pair("请问怎么修改登录密码a0", "如何改密码a30", 1), .sentence("请问怎么修改登录密码呢a0", source: 2),
            .sentence("怎么才能修改登录的密码a0", source: 2),
        ]
        let options: [String: OptionValue] = ["max_of_positive": 1, "positive": "max", "per_anchor": 5]
        #expect(try run(records, options.merging(["near": 0.6]) { $1 }).counts["mine_negatives/removed/near"] == 1)
    }

    @Test func wordingFindsWhatVectorsDoNot() throws {
        let records: [TestRecord] = [
            .pair("怎么修改登录密码0", "如何改密码30", 1), .sentence("怎么修改登录邮箱170", source: 2),
            .sentence("天气预报100", source: 2),
        ]
        let run = try run(records, ["lexical": 0.5, "ranks": [1, 2], "per_anchor": 2])
        let lexical = run.survivors.filter { $0.origin.kind == .lexical }
        #expect(lexical.map(\.b) == ["怎么修改登录邮箱170"])
    }

    @Test func eachOthersFirstNeighboursAreSpared() throws {
        let run = try run(records([40, 41, 100]), ["reciprocal": 2, "max_of_positive": 1])
        // 句41 has 句40 and 正30 nearer than the anchor; the anchor is not among its first two.
        #expect(run.counts["mine_negatives/anchors"] == 1)
        #expect(pairs(run).contains("锚0 句41"))
        let first = try self.run([.pair("锚0", "正30", 1), .sentence("句330", source: 2)], ["reciprocal": 1])
        #expect(pairs(first) == [] && first.counts["mine_negatives/removed/reciprocal"] == 1)
    }

    /// A tenth of the positives forgotten: those that come back are counted.
    @Test func hiddenPositivesAreCounted() throws {
        let groups = (0..<200).map { TestRecord.pair("锚\($0)w\($0 % 180)", "正\($0)w\(($0 + 1) % 180)", 1) }
        let plain = try run(groups, ["hide_positives": 0.3, "ranks": [1, 100]])
        let hidden = plain.counts["mine_negatives/hidden"] ?? 0
        #expect((60...180).contains(hidden), "\(hidden)")
        #expect(plain.counts["mine_negatives/returned"] ?? 0 > 0)
    }

    /// No pair is joined by labels, told by a search of its own; and order changes nothing.
    @Test func neverMinesWithinTheClosureWhateverTheOrder() throws {
        let records = (0..<150).map { number in
            TestRecord.pair(
                "甲\(number % 40)y\(number * 7 % 90)", "乙\(number % 25)y\(number * 11 % 90)",
                Float(number % 3 == 0 ? 0 : 1))
        }
        let run = try run(records, ["per_anchor": 5])
        var parents: [String: String] = [:]
        func root(_ text: String) -> String { parents[text].map(root) ?? text }
        for record in records where record.label.value == 1 {
            let (a, b) = (root(record.a), root(record.b))
            if a != b { parents[a] = b }
        }
        #expect(made(run).count > 50)
        for negative in made(run) { #expect(root(negative.a) != root(negative.b), "\(negative.a) \(negative.b)") }
        let turned = try self.run(records.reversed(), ["per_anchor": 5])
        #expect(Set(pairs(run)) == Set(pairs(turned)))
    }

    @Test func refusesWhatCannotBe() throws {
        #expect(throws: Diagnostic.self) { try run(records([40]), ["per_anchor": 5, "ranks": [1, 3]]) }
        var harness = harness()
        harness.teachers = AngleTeacher([])
        let stages = try MineNegativesStage.kind.stages(["teacher": "t"])
        #expect(throws: TeacherFailure.self) { try harness.run(stages, on: records([40])) }
    }
}
