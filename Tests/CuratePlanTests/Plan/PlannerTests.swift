import CurateCore
import CuratePlan
import Testing

@Suite struct PlannerTests {
    private let catalog = StageCatalog(kinds: Catalog.stages, keyStage: "normalize") { _ in
        throw Diagnostic(.error, "planning makes no keys")
    }

    @Test func aStageUsedAgainCountsItself() throws {
        let stages = ["normalize", "guard", "guard", "shuffle"].map { StageUse(name: $0, options: Options([:])) }
        let pipeline = Pipeline(name: "p", corpora: [CorpusUse(use: "x")], stages: stages, outputs: [])
        let plan = try Planner(catalog: catalog, memoryBytes: 1 << 30).plan(pipeline, sources: [])
        #expect(plan.steps.map(\.name) == ["normalize", "guard", "guard-2", "shuffle"])
        #expect(plan.shuffled)
    }
}
