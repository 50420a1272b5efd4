public import CurateCore
internal import CuratePlan
internal import Files

/// Finds the teacher that a person names on a command line.
public struct TeacherFinder: Sendable {
    /// The model that is asked where nothing is named.
    public static let usual = "demo"

    private let loader: PipelineLoader

    public init(loader: PipelineLoader) { self.loader = loader }

    /// - Parameters:
    ///   - name: one that the pipeline declares, or a model folder's.
    ///   - model: a model folder's path.
    ///   - pipeline: a file that declares teachers.
    ///   - store: a folder in which answers are kept; nil: nowhere.
    /// - Throws: `Diagnostic`, `Diagnostics`, ``TeacherFailure``.
    public func find(name: String?, model: String?, pipeline: String?, store: String?) throws -> any Teacher {
        let spec = try pipeline.map { try declared(name, in: $0) } ?? implied(model ?? name ?? Self.usual)
        guard let store else {
            guard let kind = loader.teachers.catalog[spec.kind] else { throw Self.unknown(spec.kind) }
            return try kind.open(spec, loader.teachers.surroundings)
        }
        return try loader.teachers.provide([spec], store).teacher(spec.name)
    }

    private func declared(_ name: String?, in path: String) throws -> TeacherSpec {
        let teachers = try loader.read(path, overrides: []).pipeline.teachers
        let names = teachers.map(\.spec.name)
        guard let name else {
            if teachers.count == 1 { return teachers[0].spec }
            throw Diagnostic(
                .error, teachers.isEmpty ? "the pipeline has no teachers" : "the pipeline has several teachers",
                hint: teachers.isEmpty ? nil : "Name one with --teacher: \(names.joined(separator: ", ")).", file: path)
        }
        guard let teacher = teachers.first(where: { $0.spec.name == name }) else {
            throw Diagnostic(
                .error, "the pipeline has no teacher '\(name)'", hint: Spelling.hint(for: name, among: names),
                file: path)
        }
        return teacher.spec
    }

    private func implied(_ model: String) throws -> TeacherSpec {
        guard let kind = loader.teachers.catalog[TeacherUse.impliedKind] else {
            throw Self.unknown(TeacherUse.impliedKind)
        }
        return loader.teachers.completed(TeacherUse(naming: model, kind.declaration)).spec
    }

    private static func unknown(_ kind: String) -> Diagnostic {
        Diagnostic(
            .error, "this program has no teachers of the kind '\(kind)'",
            hint: "Name a pipeline that declares another with --pipeline.")
    }
}
