import CurateCore
import Testing

@testable import CuratePlan

@Suite struct TeacherTests {
    private static let reader = PipelineReader(
        stages: Catalog.stages + [Catalog.asking], outputs: Catalog.outputs, teachers: Catalog.teachers)

    private func read(_ teachers: String, stage: String = "asking: {teacher: t}") throws -> PipelineReader.Reading {
        try Self.reader.read(
            pipelineText(stages: "  - \(stage)", more: teachers), file: "p.yaml")
    }

    private func complaints(_ teachers: String, stage: String = "asking: {teacher: t}") -> [String] {
        do { return try read(teachers, stage: stage).warnings.map(\.description) } catch {
            return (error as? Diagnostics)?.all.map(\.description) ?? ["\(error)"]
        }
    }

    @Test func aTeacherHasAKindAndOptions() throws {
        let pipeline = try read("teachers:\n  t: {kind: process, command: x}").pipeline
        let teacher = try #require(pipeline.teachers.first)
        #expect(teacher.spec.name == "t" && teacher.spec.kind == "process" && !teacher.implied)
        #expect(teacher.spec.options.string("command") == "x" && teacher.spec.options.integer("workers") == 1)
        #expect(teacher.line == 11 && teacher.column == 3)
    }

    @Test func mistakesAreToldWithTheirPlace() {
        #expect(
            complaints("teachers:\n  t: {kind: process, command: x, worker: 2}") == [
                "p.yaml:11:34: error: unknown option 'worker' of 'process'. Did you mean 'workers'?"
            ])
        #expect(
            complaints("teachers:\n  t: {kind: proces, command: x}") == [
                "p.yaml:11:13: error: unknown kind 'proces' of the teacher 't'. Did you mean 'process'?"
            ])
        #expect(
            complaints("teachers:\n  t: {command: x}") == ["p.yaml:11:3: error: the teacher 't' needs its 'kind'."])
        #expect(
            complaints("teachers:\n  t: {kind: process}") == [
                "p.yaml:11:3: error: 'process' needs the option 'command'."
            ])
        #expect(complaints("teachers: [t]")[0].contains("'teachers' must be a map of names to kinds and options"))
        #expect(complaints("teachers:\n  t: process")[0].contains("must be a map with its kind and options"))
    }

    @Test func anUndeclaredNameIsAModelFolder() throws {
        let teacher = try #require(try read("").pipeline.teachers.first)
        #expect(teacher.implied && teacher.spec.kind == "embedded")
        #expect(teacher.spec.options.string("model") == "t")
    }

    @Test func aSlipIsNoModelFolder() {
        #expect(
            complaints("teachers:\n  teacher: {kind: process, command: x}", stage: "asking: {teacher: teachr}")
                .contains { $0.hasSuffix("which is not declared. Did you mean 'teacher'?") })
    }

    @Test func oneThatNobodyAsksIsMentioned() {
        #expect(
            complaints("teachers:\n  t: {kind: embedded, model: m}\n  u: {kind: embedded, model: m}") == [
                "p.yaml:12:3: warning: no stage asks the teacher 'u'. Name it in 'teacher:' of a stage."
            ])
    }

    @Test func thePlanNamesThoseAsked() throws {
        let pipeline = try read("teachers:\n  t: {kind: process, command: x}\n  u: {kind: embedded, model: m}").pipeline
        let catalog = StageCatalog(
            kinds: Catalog.stages + [Catalog.asking], keyStage: "normalize", keys: { _ in NoKeys() })
        let plan = try Planner(catalog: catalog, memoryBytes: 1 << 28).plan(
            pipeline, sources: [], identities: ["t": "t-1"])
        #expect(plan.teachers.map(\.spec.name) == ["t"] && plan.teachers.map(\.identity) == ["t-1"])
        #expect(plan.roster.teachers == [TeacherInfo(name: "t", identity: "t-1")])
        #expect(plan.steps.first { $0.name == "asking" }?.teachers == ["t"])
        #expect(throws: Diagnostic.self) {
            try Planner(catalog: catalog, memoryBytes: 1 << 28).plan(pipeline, sources: [])
        }
    }
}

private struct NoKeys: KeyMaking {
    func keys(of text: TextColumn) -> TextColumn { text }
}
