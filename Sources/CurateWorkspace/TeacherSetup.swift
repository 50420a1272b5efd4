public import CurateCore
internal import CuratePlan
internal import Files

/// The teachers that a program has, and what they may use.
public struct TeacherSetup: Sendable {
    public var catalog: TeacherCatalog
    public var surroundings: TeacherSurroundings
    /// Opens teachers when they are first asked for; answers are kept in the folder `store`.
    public var provide: @Sendable ([TeacherSpec], _ store: String) throws -> any TeacherProviding

    public init(
        catalog: TeacherCatalog, surroundings: TeacherSurroundings,
        provide: @escaping @Sendable ([TeacherSpec], _ store: String) throws -> any TeacherProviding
    ) {
        self.catalog = catalog
        self.surroundings = surroundings
        self.provide = provide
    }

    /// A program without teachers.
    public static let none = TeacherSetup(
        catalog: TeacherCatalog(), surroundings: TeacherSurroundings(threads: 1), provide: { _, _ in NoTeachers() })

    /// The pipeline with the names of model folders that it only implies completed: `demo` is `roformer-sim-demo` where
    /// there is such a folder and none of the shorter name.
    func completed(_ pipeline: Pipeline) -> Pipeline {
        var pipeline = pipeline
        pipeline.teachers = pipeline.teachers.map(completed)
        return pipeline
    }

    func completed(_ use: TeacherUse) -> TeacherUse {
        guard use.implied, !isModel(use.spec.name), isModel(Self.family + use.spec.name) else { return use }
        var use = use
        var values = use.spec.options.values
        values["model"] = .string(Self.family + use.spec.name)
        use.spec.options = Options(values)
        return use
    }

    private static let family = "roformer-sim-"

    private func isModel(_ name: String) -> Bool {
        surroundings.modelFolders.contains { FileSystem.isDirectory($0 + "/" + name) }
    }

    /// The identities of the teachers that a pipeline's stages ask, by name.
    /// - Throws: `Diagnostic` with the place in the pipeline's file.
    func identities(_ pipeline: Pipeline, asked: Set<String>, file: String) throws -> [String: String] {
        var identities: [String: String] = [:]
        for use in pipeline.teachers where asked.contains(use.spec.name) {
            guard let kind = catalog[use.spec.kind] else { continue }
            do {
                identities[use.spec.name] = try kind.identify(use.spec, surroundings)
            } catch let failure as TeacherFailure where failure.kind == .configuration {
                let hint =
                    use.implied
                    ? "It is not declared in 'teachers', so it was looked for among model folders." : nil
                throw Diagnostic(
                    .error, "teacher '\(use.spec.name)': \(failure.message)", hint: failure.hint ?? hint, file: file,
                    line: use.line, column: use.column)
            }
        }
        return identities
    }
}
