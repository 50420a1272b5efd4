import CurateCore
import Testing

@testable import CuratePlan

struct FragmentPlannerTests {
    private func fragments(_ steps: [Plain]) -> [Fragment] {
        FragmentPlanner.fragments(for: steps, named: steps.map(\.name))
    }

    @Test func stepsWithoutSurveysRunWhereFilesAreRead() {
        let fragments = fragments([Plain("a"), Plain("b")])
        #expect(fragments.map(\.name) == ["scan", "settle", "ledger", "shards"])
        #expect(fragments[0].steps == 0..<2)
        #expect(fragments[1].steps == 2..<2)
    }

    @Test func theFirstSurveyWatchesTheScanAndLaterOnesPassAgain() {
        let fragments = fragments([Plain("a"), Plain("b", surveys: 2), Plain("c", surveys: 1)])
        #expect(
            fragments.map(\.name) == [
                "scan", "reduce b/0", "conclude b/0", "observe b/1", "reduce b/1", "conclude b/1", "observe c/0",
                "reduce c/0", "conclude c/0", "settle", "ledger", "shards",
            ])
        #expect(fragments[0].observes == [SurveyPlace(step: 1, survey: 0)])
        #expect(fragments[6].steps == 1..<2)
        #expect(fragments[9].steps == 1..<3)
    }

    @Test func anIndependentSurveyIsAskedWhileReading() {
        let fragments = fragments([
            Plain("a", surveys: 1), Plain("b", surveys: 1, independent: true),
        ])
        #expect(fragments[0].observes.count == 2)
        #expect(!fragments.contains { $0.name.hasPrefix("observe") })
    }

    @Test func whatAStepGeneratesIsStoredBeforeTheNextSurvey() {
        let fragments = fragments([
            Plain("a", surveys: 1), Plain("b", surveys: 1, generates: true), Plain("c", surveys: 1),
        ])
        let stored = fragments.firstIndex { $0.name == "store b" }
        #expect(stored != nil)
        #expect(fragments[stored ?? 0].observes == [SurveyPlace(step: 2, survey: 0)])
        #expect(fragments.last { $0.name == "settle" }?.steps == 2..<3)
    }
}

private struct Plain: Stage {
    var name: String
    var surveys: [any Survey]
    var generates: Bool

    init(_ name: String, surveys: Int = 0, independent: Bool = false, generates: Bool = false) {
        self.name = name
        self.surveys = (0..<surveys).map { Ask(name: String($0), independent: independent) }
        self.generates = generates
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        preconditionFailure("planning makes no processor")
    }
}

private struct Ask: Survey {
    var name: String
    var independent: Bool

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        preconditionFailure("planning makes no observer")
    }
}
