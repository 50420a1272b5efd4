public import CurateCore
public import CuratePlan
internal import Files

/// A pipeline with everything found that it names, ready to run.
public struct LoadedPipeline: Sendable {
    public var pipeline: Pipeline
    public var plan: Plan
    /// Declarations of the corpora it uses, held-out ones included.
    public var corpora: [CorpusDeclaration]
    public var warnings: [Diagnostic]
}

/// Reads a pipeline's file, finds its corpora and their files, and plans the run.
public struct PipelineLoader: Sendable {
    public var catalog: StageCatalog
    public var outputs: [OutputKind]
    public var library: CorpusLibrary
    public var environment: [String: String]
    public var teachers: TeacherSetup
    public var tokenizers: any TokenizerProviding

    public init(
        catalog: StageCatalog, outputs: [OutputKind], library: CorpusLibrary, environment: [String: String],
        teachers: TeacherSetup = .none, tokenizers: any TokenizerProviding = NoTokenizers()
    ) {
        self.tokenizers = tokenizers
        self.catalog = catalog
        self.outputs = outputs
        self.library = library
        self.environment = environment
        self.teachers = teachers
    }

    /// - Parameters:
    ///   - path: the pipeline's file.
    ///   - overrides: values of `--set`.
    ///   - memoryBytes: what a run may use; decides into how many pieces exchanges cut the data.
    /// - Throws: `Diagnostics`, `Diagnostic`, `SystemFailure`.
    public func load(_ path: String, overrides: [String], memoryBytes: Int) throws -> LoadedPipeline {
        let reading = try read(path, overrides: overrides)
        return try load(reading.pipeline, file: path, warnings: reading.warnings, memoryBytes: memoryBytes)
    }

    /// Reads and checks the pipeline's file alone.
    public func read(_ path: String, overrides: [String]) throws -> PipelineReader.Reading {
        let bytes = try Self.bytes(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(.error, "the file is not UTF-8 text.", hint: "Save it as UTF-8.", file: path)
        }
        var reading = try PipelineReader(stages: catalog.kinds, outputs: outputs, teachers: teachers.catalog)
            .read(text, file: path, environment: environment, overrides: overrides)
        reading.pipeline = teachers.completed(reading.pipeline)
        reading.pipeline = try OptionFiles(catalog: catalog).read(reading.pipeline, file: path)
        reading.warnings += try knownLeaks(reading.pipeline, file: path)
        reading.warnings += FollowUp.warnings(reading.pipeline.then, environment: environment, file: path)
        return reading
    }

    /// - Throws: `Diagnostics` when the pipeline names a corpus that does not exist.
    private func knownLeaks(_ pipeline: Pipeline, file: String) throws -> [Diagnostic] {
        var corpora = try library.names().map(library.corpus)
        for (use, line, column) in pipeline.corpora.map({ ($0.use, $0.line, $0.column) })
            + pipeline.heldOut.map({ ($0.use, $0.line, $0.column) })
        {
            do { corpora.append(try library.corpus(use)) } catch let diagnostics as Diagnostics {
                throw Diagnostics(diagnostics.all.map { $0.placed(file: file, line: line, column: column) })
            }
        }
        return KnownRelations(declaredBy: corpora).warnings(pipeline, file: file)
    }

    /// A pipeline that is not there is a mistake of the command line, not of the system.
    private static func bytes(_ path: String) throws -> [UInt8] {
        do {
            return try FileSystem.readAll(path)
        } catch let failure as SystemFailure {
            throw Diagnostic(
                .error, "the pipeline cannot be read: \(failure.message)",
                hint: "Give the path of a YAML file, such as pipelines/lcqmc.yaml.", file: path)
        }
    }

    /// Finds what a pipeline names and plans it.
    public func load(
        _ pipeline: Pipeline, file: String, warnings: [Diagnostic] = [], memoryBytes: Int
    ) throws -> LoadedPipeline {
        var found = SourceFinder(library: library, file: file)
        for (priority, use) in pipeline.corpora.enumerated() { try found.add(use, priority: priority) }
        for use in pipeline.heldOut { try found.add(use, priority: pipeline.corpora.count) }
        let plan = try plan(pipeline, sources: found.sources, file: file, memoryBytes: memoryBytes)
        return LoadedPipeline(pipeline: pipeline, plan: plan, corpora: found.corpora, warnings: warnings)
    }

    /// Plans a pipeline over sources that are found; teachers are identified, not opened.
    func plan(_ pipeline: Pipeline, sources: [ResolvedSource], file: String, memoryBytes: Int) throws -> Plan {
        let entries = pipeline.stages.map { StageEntry(kind: $0.name, options: $0.options) }
        let asked = Set(try StageList.make(entries, catalog: catalog).flatMap(\.teachers))
        return try Planner(catalog: catalog, memoryBytes: memoryBytes).plan(
            pipeline, sources: sources,
            identities: try teachers.identities(pipeline, asked: asked, file: file),
            vocabularies: try vocabularies(pipeline, file: file))
    }

    /// What identifies the vocabularies that outputs name.
    private func vocabularies(_ pipeline: Pipeline, file: String) throws -> [String: String] {
        var identities: [String: String] = [:]
        for output in pipeline.outputs {
            guard let name = output.tokens?.vocabulary, identities[name] == nil else { continue }
            do { identities[name] = try tokenizers.identity(name) } catch let diagnostic as Diagnostic {
                throw diagnostic.placed(file: file, line: output.line, column: output.column)
            }
        }
        return identities
    }
}
