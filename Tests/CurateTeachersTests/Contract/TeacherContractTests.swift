import CurateCore
import CurateTesting
import Files
import Synchronization
import Testing

/// The contract itself: it passes a teacher that keeps it, and finds each way of breaking it.
@Suite struct TeacherContractTests {
    /// A toy that breaks one rule.
    private final class Breaking: Teacher {
        enum Rule: CaseIterable {
            case order, batchMates, repetition, length, emptyBatch, tooMany, ability, hostile, threads, count,
                probability
            case identity, sameForAll, unlikely, likelihoodOrder
        }

        let rule: Rule
        let base = ToyTeacher()
        private let calls = Mutex(0)
        private let underWay = Atomic(0)
        var identity: String { rule == .identity ? "" : base.identity }
        var abilities: Set<TeacherAbility> { rule == .ability ? [.embed] : base.abilities }

        init(_ rule: Rule) { self.rule = rule }

        func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
            if rule == .emptyBatch, requests.isEmpty { return [[]] }
            if rule == .hostile, requests.contains(where: { $0.text.contains("\"") }) {
                throw TeacherFailure(.system, teacher: "breaking", "it stumbled over a quotation mark.")
            }
            underWay.add(1, ordering: .relaxed)
            defer { underWay.subtract(1, ordering: .relaxed) }
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            var answers = try base.paraphrase(
                requests.map { request in
                    var request = request
                    if rule == .batchMates { request.seed = UInt64(requests.count) }
                    if rule == .repetition { request.seed = UInt64(call) }
                    if rule == .tooMany { request.sampling.samples += 1 }
                    if rule == .sameForAll { request.text = "一样" }
                    return request
                })
            if rule == .order { answers.reverse() }
            if rule == .count { _ = answers.popLast() }
            if rule == .probability, !answers.isEmpty { answers[0][0].logProbability = 0.5 }
            if rule == .threads, !answers.isEmpty {
                Clock.sleep(seconds: 0.002)
                if underWay.load(ordering: .relaxed) > 1 { answers[0] = [] }
            }
            return answers
        }

        func embed(_ texts: [String]) throws -> SentenceVectors {
            var vectors = try base.embed(texts)
            if rule == .length { vectors.values = vectors.values.map { $0 * 1.01 } }
            return vectors
        }

        func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
            let answers = try base.surprisals(requests)
            if rule == .unlikely { return answers.map { -$0 } }
            return rule == .likelihoodOrder ? answers.indices.map { answers[$0] + Float($0) } : answers
        }
    }

    @Test func theToyKeepsIt() throws {
        try TeacherContract.check(ToyTeacher())
        try TeacherContract.check(ToyTeacher(abilities: [.paraphrase]))
        try TeacherContract.check(ToyTeacher(abilities: [.embed]))
        try TeacherContract.check(ToyTeacher(abilities: [.likelihood]))
    }

    @Test func everyBreachIsFound() throws {
        for rule in Breaking.Rule.allCases {
            #expect(throws: (any Error).self, "\(rule)") { try TeacherContract.check(Breaking(rule)) }
        }
    }

    @Test func whatIsNotPromisedIsNotAsked() throws {
        try TeacherContract.check(Breaking(.repetition), promises: .init(repeatable: false))
        try TeacherContract.check(Breaking(.hostile), promises: .init(answersAnything: false))
    }
}

@Suite struct ToyTeacherTests {
    private func answers(_ text: String, seed: UInt64 = 1, _ sampling: Sampling = Sampling()) throws -> [String] {
        try ToyTeacher().paraphrase([ParaphraseRequest(text: text, seed: seed, sampling: sampling)])[0].map(\.text)
    }

    @Test func itRewordsAndErrs() throws {
        let found = Set(try answers("手机不能充电怎么办，买了3天"))
        #expect(found.contains("请问手机不能充电怎么办，买了3天？"))
        #expect(found.contains("手机不能充电如何办，买了3天"))
        #expect(found.contains("手机能充电怎么办，买了3天"))
        #expect(found.contains("手机不能充电怎么办，买了4天"))
        #expect(found.contains("手机不能充电怎么办，买了3天"))
        #expect(Set(try answers("可以退货吗？")).isSuperset(of: ["可以退货么？", "能够退货吗", "可以退货吗。"]))
    }

    @Test func optionsAreHeeded() throws {
        #expect(try answers("怎么学游泳", seed: 1) != answers("怎么学游泳", seed: 2))
        let greedy = Sampling(temperature: 0)
        #expect(try answers("怎么学游泳", seed: 1, greedy) == answers("怎么学游泳", seed: 2, greedy))
        #expect(try answers("怎么学游泳", Sampling(samples: 3, maxLength: 4)).allSatisfy { $0.count <= 4 })
        #expect(try answers("怎么学游泳", Sampling(samples: 3)).count == 3)
        let masked = ParaphraseRequest(text: "怎么学游泳", seed: 1, sampling: Sampling(), masked: [3..<5])
        #expect(try ToyTeacher().paraphrase([masked])[0].allSatisfy { !$0.text.contains("游泳") })
    }

    @Test func nearTextsHaveNearVectors() throws {
        let vectors = try ToyTeacher().embed(["怎么学游泳", "如何学游泳", "红烧肉要炖多久"])
        #expect(vectors.cosine(0, 1) > vectors.cosine(0, 2) + 0.2)
        #expect(abs(vectors.cosine(0, 0) - 1) < 1e-5)
    }
}
