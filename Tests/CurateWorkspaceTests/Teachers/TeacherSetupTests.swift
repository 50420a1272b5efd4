import CurateCore
import CurateFormats
import CuratePlan
import CurateStages
import CurateWorkspace
import Files
import Testing

@Suite struct TeacherSetupTests {
    private let own: WrittenFolder

    init() throws {
        own = try OwnCorpus.folder()
        for name in ["models/roformer-sim-demo", "models/small"] {
            try FileSystem.createDirectories(own.path + "/" + name)
        }
    }

    private var loader: PipelineLoader {
        PipelineLoader(
            catalog: .curate, outputs: ViewCatalog.available.map { OutputKind(view: $0.view, format: $0.format) },
            library: Repository.library, environment: [:],
            teachers: FolderTeachers.setup([own.path + "/models"]))
    }

    private func plan(_ teacher: String, declared: String = "") throws -> Plan {
        let path = try own.write(
            "taught.yaml",
            """
            name: taught
            corpora: [{use: \(own.path)/shop-questions, path: \(own.path)/data}]
            \(declared)
            stages:
              - normalize
              - score: {teacher: \(teacher)}
              - shuffle
            outputs: [{view: pairs, format: jsonl}]
            """)
        return try loader.load(path, overrides: [], memoryBytes: 64 << 20).plan
    }

    @Test func aNameAloneIsAModelFolder() throws {
        #expect(try plan("small").teachers.map(\.identity) == ["folder small"])
        let short = try plan("demo")
        #expect(short.teachers.map(\.spec.name) == ["demo"])
        #expect(short.teachers.map(\.identity) == ["folder roformer-sim-demo"])
    }

    @Test func aDeclaredNameIsNotCompleted() throws {
        let plan = try plan("demo", declared: "teachers: {demo: {kind: embedded, model: small}}")
        #expect(plan.teachers.map(\.identity) == ["folder small"])
        #expect(throws: Diagnostic.self) {
            try self.plan("demo", declared: "teachers: {demo: {kind: embedded, model: demo}}")
        }
    }

    @Test func aModelThatIsNotThereIsToldWithItsPlace() throws {
        do {
            _ = try plan("nobody")
            Issue.record("it was planned")
        } catch let diagnostic as Diagnostic {
            #expect(diagnostic.line == 6 && diagnostic.column == 22)
            #expect(diagnostic.description.contains("there is no model folder 'nobody'"))
            #expect(diagnostic.description.contains("not declared in 'teachers'"))
        }
    }

    @Test func commandsFindThemLikewise() throws {
        let finder = TeacherFinder(loader: loader)
        for name in ["demo", "small"] {
            do { _ = try finder.find(name: name, model: nil, pipeline: nil, store: nil) } catch {
                #expect("\(error)" == "teacher '\(name)': it is for tests of planning")
            }
        }
        let two = try own.write(
            "two.yaml",
            """
            name: two
            corpora: [{use: \(own.path)/shop-questions, path: \(own.path)/data}]
            teachers: {one: {kind: embedded, model: small}, other: {kind: embedded, model: small}}
            stages: [normalize, shuffle]
            outputs: [{view: pairs, format: jsonl}]
            """)
        #expect(throws: Diagnostic.self) { try finder.find(name: nil, model: nil, pipeline: two, store: nil) }
        #expect(throws: Diagnostic.self) { try finder.find(name: "on", model: nil, pipeline: two, store: nil) }
    }
}
