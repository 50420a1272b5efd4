/// A kind of teacher: `embedded`, `http`, `process`, `replay`, `scores`, `vectors`; its options are declared once, as a stage's are.
public struct TeacherKind: Sendable {
    public struct Declaration: Sendable {
        public var name: String
        /// One line.
        public var summary: String
        public var about: String
        public var options: [OptionField]
        public var examples: [StageDeclaration.Example]

        public init(
            _ name: String, summary: String, about: String, options: [OptionField],
            examples: [StageDeclaration.Example] = []
        ) {
            self.examples = examples
            self.name = name
            self.summary = summary
            self.about = about
            self.options = options
        }
    }

    public var declaration: Declaration
    /// A text that changes when the teacher's answers may: a digest of weights, vocabulary and options that matter.
    /// Cheap enough to be asked for at the start of every run; opens no model.
    public var identify: @Sendable (TeacherSpec, TeacherSurroundings) throws -> String
    public var open: @Sendable (TeacherSpec, TeacherSurroundings) throws -> any Teacher

    public init(
        _ declaration: Declaration,
        identify: @escaping @Sendable (TeacherSpec, TeacherSurroundings) throws -> String,
        open: @escaping @Sendable (TeacherSpec, TeacherSurroundings) throws -> any Teacher
    ) {
        self.declaration = declaration
        self.identify = identify
        self.open = open
    }
}

/// A teacher as a pipeline names it, with resolved options.
public struct TeacherSpec: Sendable, Hashable, Codable {
    /// As stages refer to it.
    public var name: String
    public var kind: String
    public var options: Options

    public init(name: String, kind: String, options: Options) {
        self.name = name
        self.kind = kind
        self.options = options
    }
}

/// What a teacher may use of the run it serves.
public struct TeacherSurroundings: Sendable {
    /// Threads that it may use for one request batch.
    public var threads: Int
    /// Where keys for hosted models are looked up; never stored or printed.
    public var environment: [String: String]
    /// Folders in which a model named without a path is looked for.
    public var modelFolders: [String]
    /// Makes the compared forms of texts; nil where texts are told apart by their bytes alone.
    public var keys: @Sendable () throws -> (any KeyMaking)?

    public init(
        threads: Int, environment: [String: String] = [:], modelFolders: [String] = [],
        keys: @escaping @Sendable () throws -> (any KeyMaking)? = { nil }
    ) {
        self.keys = keys
        self.threads = threads
        self.environment = environment
        self.modelFolders = modelFolders
    }
}

/// All kinds of teachers a program knows.
public struct TeacherCatalog: Sendable {
    public var kinds: [TeacherKind]
    public init(kinds: [TeacherKind] = []) { self.kinds = kinds }
    public subscript(_ name: String) -> TeacherKind? { kinds.first { $0.declaration.name == name } }
}

/// Gives stages their teachers by name; each is opened when first asked for, and once.
public protocol TeacherProviding: Sendable {
    /// - Throws: ``TeacherFailure`` when there is none of this name or it cannot be opened.
    func teacher(_ name: String) throws -> any Teacher
}

/// A run without teachers.
public struct NoTeachers: TeacherProviding {
    public init() {}

    public func teacher(_ name: String) throws -> any Teacher {
        throw TeacherFailure(.configuration, teacher: name, "this run has no teachers")
    }
}
