import CurateCore
import CurateStages
import CurateTesting
import Foundation
import Testing

/// Vectors of known angles.
private struct AngleTeacher: Teacher, TeacherProviding {
    let identity = "angles"
    var abilities: Set<TeacherAbility> = [.embed]
    var unknown: Set<String> = []
    let angles: [String: Double]

    init(_ angles: [String: Double]) { self.angles = angles }

    func teacher(_ name: String) throws -> any Teacher { self }
    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { [] }
    func lacking(_ texts: [String]) throws -> Set<Int> { Set(texts.indices.filter { unknown.contains(texts[$0]) }) }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        SentenceVectors(
            dimensions: 2,
            values: texts.flatMap { text -> [Float] in
                let degrees = angles[text] ?? 180
                return [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
            })
    }
}

@Suite struct NearPairsTests {
    private static let roster = Roster(
        sources: [.named("pages/train", scale: .none), .named("lcqmc/train"), .named("lcqmc/dev", heldOut: true)],
        files: ["pages.txt", "train.txt", "dev.txt"], teachers: [.init(name: "t", identity: "angles")])

    private func run(
        _ angles: [(String, Double)], _ options: [String: OptionValue] = [:], more: [TestRecord] = [],
        unknown: Set<String> = []
    ) throws -> StageRun {
        var harness = StageHarness(roster: Self.roster)
        var teacher = AngleTeacher(Dictionary(uniqueKeysWithValues: angles))
        teacher.unknown = unknown
        harness.teachers = teacher
        var all: [String: OptionValue] = [
            "from": "sentences", "corpora": ["pages"], "teacher": "t", "neighbours": 1, "cosine": [0.5, 1],
        ]
        all.merge(options) { $1 }
        return try StageContract.check(
            WeakPairsStage.kind.stages(all), angles.map { .sentence($0.0) } + more, harness: harness,
            declaration: WeakPairsStage.kind.declaration)
    }

    private func made(_ run: StageRun) -> Set<Set<String>> {
        Set(run.survivors.filter { $0.origin.kind == .weak }.map { [$0.a, $0.b] })
    }

    private let plain: [(String, Double)] = [
        ("怎么修改登录密码", 0), ("登录密码如何更换", 10), ("明天会下雨吗", 90), ("明日有雨吗", 95), ("这本书好看吗", 200),
    ]

    @Test func pairsEachOthersNearest() throws {
        let run = try run(plain)
        #expect(made(run) == [["怎么修改登录密码", "登录密码如何更换"], ["明天会下雨吗", "明日有雨吗"]])
        let pair = try #require(run.survivors.first)
        #expect(pair.label == .unlabelled && pair.flags.contains(.generated) && pair.origin.teacher == 0)
        #expect(abs(Double(pair.origin.cosine) - cos(10 * Double.pi / 180)) < 1e-3 || pair.origin.cosine > 0.99)
        // Every sentence was looked at and leaves.
        #expect(run.losses("source").count == 5 && run.survivors.count == 2)
        #expect(run.counts["weak_pairs/sentences"] == 5 && run.counts["weak_pairs/pairs/question"] == 2)
    }

    /// The nearest of one may have one that is nearer.
    @Test func oneSideIsNotEnough() throws {
        let run = try run([("怎么修改登录密码", 0), ("登录密码如何更换", 10), ("怎么更换支付密码", 25)])
        #expect(made(run) == [["怎么修改登录密码", "登录密码如何更换"]])
        #expect(run.counts["weak_pairs/dropped/one_sided"] == 1)
        let both = try self.run(
            [("怎么修改登录密码", 0), ("登录密码如何更换", 10), ("怎么更换支付密码", 25)], ["neighbours": 2, "cosine": [0.95, 1]])
        #expect(made(both).count == 2)
    }

    @Test func staysInTheBand() throws {
        #expect(try made(run(plain, ["cosine": [0.99, 1]])) == [["明天会下雨吗", "明日有雨吗"]])
        #expect(try made(run(plain, ["cosine": [0.5, 0.99]])) == [["怎么修改登录密码", "登录密码如何更换"]])
    }

    @Test func otherFactsAndOtherTypesAreNoPairs() throws {
        let run = try run([
            ("我买了3张票", 0), ("我买了5张票", 1), ("今天不去北京", 40), ("今天去北京", 41), ("他到上海了", 90), ("他到上海了没有呢？", 91),
            ("密码忘了怎么办", 150), ("密码忘了怎么办啊", 151),
        ])
        #expect(made(run) == [])
        #expect(run.counts["weak_pairs/dropped/facts"] == 2 && run.counts["weak_pairs/dropped/alike"] == 1)
        #expect(run.counts["weak_pairs/dropped/mixed_types"] == 1)
    }

    /// Also spelled differently, and in either place of a pair.
    @Test func heldOutSentencesAreNotLookedAt() throws {
        let held = TestRecord.pair("几点开门", "明日有雨吗", 0, source: 2)
        let run = try run(plain, more: [held])
        #expect(made(run) == [["怎么修改登录密码", "登录密码如何更换"]])
        #expect(run.counts["weak_pairs/held_out"] == 1 && run.counts["weak_pairs/sentences"] == 4)
    }

    @Test(arguments: [1, 2]) func leavesLabelledPairsAlone(source: Int) throws {
        // A held-out label is seen as well, but then its sentences are not even looked at.
        let labelled = TestRecord.pair("登录密码如何更换", "怎么修改登录密码", 0, source: source)
        let run = try run(plain, more: [labelled])
        #expect(made(run) == [["明天会下雨吗", "明日有雨吗"]])
        #expect(run.counts["weak_pairs/dropped/labelled"] == (source == 1 ? 1 : nil))
    }

    @Test func oneComparedFormIsOneSentence() throws {
        let run = try run(plain, more: [.sentence("怎么修改登录密码")])
        #expect(run.counts["weak_pairs/sentences"] == 5 && made(run).count == 2)
        #expect(run.losses("source").count == 6)
    }

    @Test func noSentenceIsInMoreThanTwo() throws {
        let crowd = "甲乙丙丁戊己庚辛".enumerated().map { ("这里的\($0.element)风景真好", Double($0.offset) / 10) }
        let run = try run(crowd, ["neighbours": 7])
        let uses = Dictionary(grouping: made(run).flatMap { $0 }) { $0 }.values.map(\.count)
        #expect(uses.max() == 2 && run.counts["weak_pairs/dropped/uses"] ?? 0 > 10)
    }

    @Test func listsInsteadOfMaking() throws {
        let run = try run(plain, ["to": "review"])
        #expect(run.survivors.isEmpty && run.reviews.count == 2)
        let texts = run.reviews.map { review in
            Set(review.values.compactMap { if case .text(let text) = $0.value { text } else { nil } })
        }
        #expect(Set(texts) == [["怎么修改登录密码", "登录密码如何更换"], ["明天会下雨吗", "明日有雨吗"]])
    }

    @Test func sentencesWithoutVectorsAreNotLookedAt() throws {
        let run = try run(plain, unknown: ["明日有雨吗"])
        #expect(made(run).count == 1 && run.counts["weak_pairs/no_vector"] == 1)
    }

    @Test(arguments: ["ivf", "hnsw"]) func anIndexFindsTheSame(index: String) throws {
        let run = try run(plain, ["index": .string(index)])
        #expect(try made(run) == made(self.run(plain)) && run.counts["weak_pairs/index/of"] == 10)
        #expect(run.counts["weak_pairs/index/found"] == 10)
    }

    @Test func balanceIsOptional() throws {
        let one: [(String, Double)] = plain + [("我们明天去爬山", 300), ("明天我们去登山", 301)]
        #expect(try made(run(one)).count == 3)
        #expect(try run(one, ["balance": 1]).counts["weak_pairs/pairs/statement"] == 1)
    }

    @Test func optionsThatDoNotGoTogetherAreTold() throws {
        #expect(throws: Diagnostic.self) {
            try WeakPairsStage.kind.stages(["from": "sentences", "corpora": ["pages"]])
        }
        #expect(throws: Diagnostic.self) {
            try WeakPairsStage.kind.stages(["from": "passages", "corpora": ["pages"], "teacher": "t"])
        }
        var harness = StageHarness(roster: Self.roster)
        var teacher = AngleTeacher([:])
        teacher.abilities = [.paraphrase]
        harness.teachers = teacher
        let stages = try WeakPairsStage.kind.stages(["from": "sentences", "corpora": ["pages"], "teacher": "t"])
        #expect(throws: TeacherFailure.self) { try harness.run(stages, on: [.sentence("今天天气好"), .sentence("天气今天好")]) }
    }
}
