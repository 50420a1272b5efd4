import CurateCore
import CuratePlan
import Testing

@Suite struct RunPhaseTests {
    private func plan(_ steps: [String], _ fragments: [Fragment]) -> Plan {
        Plan(
            name: "p", seed: 1, roster: .init(), inputs: [], entries: [],
            steps: steps.enumerated().map { PlannedStep(name: $1, entry: $0, unit: 0) }, fragments: fragments,
            shuffled: true, partitions: 1, outputs: [], writeHeldOut: true)
    }

    @Test func fragmentsOfOneStageAreOnePhase() {
        let near = SurveyPlace(step: 1, survey: 0), second = SurveyPlace(step: 2, survey: 0)
        let phases = plan(
            ["normalize", "dedup.near", "dedup-2.near"],
            [
                Fragment(name: "scan", kind: .scan(steps: 0..<1)),
                Fragment(name: "observe", kind: .observe(base: 0, steps: 1..<1), observes: [near]),
                Fragment(name: "reduce", kind: .reduce(survey: near, from: 1)),
                Fragment(name: "conclude", kind: .conclude(survey: near, from: 2)),
                Fragment(name: "reduce", kind: .reduce(survey: second, from: 1)),
                Fragment(name: "settle", kind: .settle(base: 0, steps: 1..<3)),
                Fragment(name: "ledger", kind: .ledger), Fragment(name: "shards", kind: .shards(from: 5)),
            ]
        ).phases
        #expect(phases.map(\.name) == ["read", "dedup", "dedup-2", "settle", "write"])
        #expect(phases.map(\.fragments) == [0..<1, 1..<4, 4..<5, 5..<6, 6..<8])
        #expect(phases[1].weights[0] > phases[1].weights[1])
        #expect(phases.allSatisfy { $0.weights.count == $0.fragments.count })
    }
}
