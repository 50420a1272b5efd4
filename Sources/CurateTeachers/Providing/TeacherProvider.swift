public import CurateCore
internal import Synchronization

/// The teachers of a pipeline, each opened when first asked for, once, with the run's answer store before it.
public final class TeacherProvider: TeacherProviding {
    private let seats: [Seat]
    private let catalog: TeacherCatalog
    private let surroundings: TeacherSurroundings
    private let store: StoreSeat
    private let precision: VectorPrecision

    /// - Parameters:
    ///   - storePath: the file in which answers are kept; nil keeps none.
    ///   - precision: how exact kept vectors are.
    public init(
        _ specs: [TeacherSpec], catalog: TeacherCatalog = .curate, surroundings: TeacherSurroundings,
        storePath: String?, precision: VectorPrecision = .float32
    ) {
        seats = specs.map(Seat.init)
        store = StoreSeat(path: storePath)
        (self.catalog, self.surroundings, self.precision) = (catalog, surroundings, precision)
    }

    public func teacher(_ name: String) throws -> any Teacher {
        let seat = try seat(name)
        return try seat.opened.withLock { opened in
            if let opened { return try opened.get() }
            let result = Result { try open(seat.spec) }
            // The wish to stop is no property of the teacher.
            if case .failure(let error) = result, error is Interrupted { throw error }
            opened = result
            return try result.get()
        }
    }

    /// Changes when the teacher's answers may; opens no model.
    /// - Throws: ``TeacherFailure``.
    public func identity(_ name: String) throws -> String {
        let spec = try seat(name).spec
        return try kind(of: spec).identify(spec, surroundings)
    }

    /// Where answers came from, of every teacher opened so far.
    public var counts: [String: StoredTeacher.Counts] {
        var counts: [String: StoredTeacher.Counts] = [:]
        for seat in seats { counts[seat.spec.name] = seat.stored.withLock { $0?.counts } }
        return counts
    }

    private func open(_ spec: TeacherSpec) throws -> any Teacher {
        var teacher = try kind(of: spec).open(spec, surroundings)
        if !(teacher is any ImportedTeacher), let store = try store.open() {
            let stored = StoredTeacher(teacher, named: spec.name, store: store, precision: precision)
            try seat(spec.name).stored.withLock { $0 = stored }
            teacher = stored
        }
        guard spec.options.has("record") else { return teacher }
        return try RecordingTeacher(teacher, named: spec.name, path: spec.options.string("record"))
    }

    private func seat(_ name: String) throws -> Seat {
        if let seat = seats.first(where: { $0.spec.name == name }) { return seat }
        let names = seats.map(\.spec.name)
        let hint =
            names.isEmpty
            ? "The pipeline names no teachers: add it under 'teachers'." : Spelling.hint(for: name, among: names)
        throw TeacherFailure(.configuration, teacher: name, "there is no teacher of this name.", hint: hint)
    }

    private func kind(of spec: TeacherSpec) throws -> TeacherKind {
        if let kind = catalog[spec.kind] { return kind }
        throw TeacherFailure(
            .configuration, teacher: spec.name, "there is no kind of teacher '\(spec.kind)'.",
            hint: Spelling.hint(for: spec.kind, among: catalog.kinds.map(\.declaration.name)))
    }

    /// A teacher's place; threads that want the same one wait while it is opened, others do not.
    private final class Seat: Sendable {
        let spec: TeacherSpec
        let opened = Mutex<Result<any Teacher, any Error>?>(nil)
        let stored = Mutex<StoredTeacher?>(nil)
        init(_ spec: TeacherSpec) { self.spec = spec }
    }

    private final class StoreSeat: Sendable {
        let path: String?
        private let store = Mutex<AnswerStore?>(nil)
        init(path: String?) { self.path = path }

        func open() throws -> AnswerStore? {
            guard let path else { return nil }
            return try store.withLock { store in
                if let store { return store }
                let opened = try AnswerStore(path: path)
                store = opened
                return opened
            }
        }
    }
}
