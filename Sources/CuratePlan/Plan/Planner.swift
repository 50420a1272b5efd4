public import CurateCore

/// A corpus' split with the files found for it.
public struct ResolvedSource: Sendable, Hashable {
    public struct File: Sendable, Hashable {
        public var path: String
        /// Its name in ledgers and manifests: the corpus, then the path within it, the same on every machine.
        public var name: String
        /// Size on disk.
        public var bytes: UInt64
        public init(path: String, name: String, bytes: UInt64) {
            self.path = path
            self.name = name
            self.bytes = bytes
        }
    }

    public var info: SourceInfo
    public var layout: CorpusLayout
    public var labels: LabelRules
    public var labelled: Bool
    public var maxRejected: Tolerance
    public var files: [File]

    public init(
        info: SourceInfo, layout: CorpusLayout, labels: LabelRules, labelled: Bool, maxRejected: Tolerance,
        files: [File]
    ) {
        self.info = info
        self.layout = layout
        self.labels = labels
        self.labelled = labelled
        self.maxRejected = maxRejected
        self.files = files
    }
}

/// Turns a pipeline and the files found for it into a plan. Opens nothing.
public struct Planner: Sendable {
    public var catalog: StageCatalog
    /// Peak resident memory that a run is to keep to, in bytes.
    public var memoryBytes: Int

    public init(catalog: StageCatalog, memoryBytes: Int) {
        self.catalog = catalog
        self.memoryBytes = memoryBytes
    }

    /// - Parameters:
    ///   - identities: of the pipeline's teachers, by name.
    ///   - vocabularies: identities of what outputs make tokens with, by what the pipeline calls it.
    /// - Throws: `Diagnostic` when a stage refuses its options.
    public func plan(
        _ pipeline: Pipeline, sources: [ResolvedSource], identities: [String: String] = [:],
        vocabularies: [String: String] = [:]
    ) throws -> Plan {
        let entries = pipeline.stages.map { StageEntry(kind: $0.name, options: $0.options) }
        let stages = try StageList.make(entries, catalog: catalog)
        let steps = try steps(entries)
        let inputs = inputs(sources)
        let outputs = pipeline.outputs.map { planned($0, vocabularies) }
        let layout = stages.lazy.compactMap(\.batches).first
        let arrangements = arrangements(outputs, layout)
        let vectors = unique(stages.compactMap(\.vectors))
        let teachers = try teachers(Set(stages.flatMap(\.teachers)), of: pipeline, identities)
        return Plan(
            name: pipeline.name, seed: pipeline.seed,
            roster: Roster(
                sources: sources.map(\.info), files: sources.flatMap(\.files).map(\.name),
                teachers: teachers.map { TeacherInfo(name: $0.spec.name, identity: $0.identity) },
                hasOrigins: stages.contains(where: \.marksOrigins)), inputs: inputs,
            entries: entries, teachers: teachers, steps: steps,
            fragments: FragmentPlanner.fragments(
                for: stages, named: steps.map(\.name), arrangements: arrangements),
            shuffled: entries.contains { $0.kind == "shuffle" },
            partitions: partitions(inputs.reduce(0) { $0 + $1.bytes }),
            outputs: outputs, layout: layout, arrangements: arrangements, vectors: vectors,
            writeHeldOut: pipeline.writeHeldOut)
    }

    private func planned(_ output: OutputUse, _ vocabularies: [String: String]) -> PlannedOutput {
        PlannedOutput(
            view: output.view, format: output.format, maxRows: output.maxRows, maxBytes: output.maxBytes,
            level: output.level, layout: output.layout,
            negatives: output.view == "contrastive" ? output.negatives ?? .usual : nil,
            tokens: output.tokens.map {
                TokenRecipe(
                    vocabulary: $0.vocabulary, identity: vocabularies[$0.vocabulary] ?? "", maxLength: $0.maxLength,
                    hasColumns: $0.hasColumns)
            })
    }

    private func arrangements(_ outputs: [PlannedOutput], _ layout: BatchLayout?) -> [Arrangement] {
        var found: [Arrangement] = []
        for arrangement in outputs.compactMap({ Arrangement.needed($0, layout) }) where !found.contains(arrangement) {
            found.append(arrangement)
        }
        return found
    }

    /// The teachers that stages ask, in the order of their names.
    private func teachers(
        _ names: Set<String>, of pipeline: Pipeline, _ identities: [String: String]
    ) throws -> [PlannedTeacher] {
        try names.sorted().map { name in
            guard let use = pipeline.teachers.first(where: { $0.spec.name == name }), let identity = identities[name]
            else { throw Diagnostic(.error, "nothing is known of the teacher '\(name)'.") }
            return PlannedTeacher(spec: use.spec, identity: identity)
        }
    }

    private func unique(_ vectors: [VectorRequest]) -> [VectorRequest] {
        var seen: Set<VectorRequest> = []
        return vectors.filter { seen.insert($0).inserted }
    }

    private func inputs(_ sources: [ResolvedSource]) -> [PlannedInput] {
        var inputs: [PlannedInput] = []
        for (number, source) in sources.enumerated() {
            for file in source.files {
                inputs.append(
                    PlannedInput(
                        number: inputs.count, path: file.path, source: number, layout: source.layout,
                        labels: source.labels, labelled: source.labelled, bytes: file.bytes,
                        maxRejected: source.maxRejected))
            }
        }
        return inputs
    }

    private func steps(_ entries: [StageEntry]) throws -> [PlannedStep] {
        try entries.enumerated().flatMap { number, entry in
            let earlier = entries[..<number].count { $0.kind == entry.kind }
            return try StageList.make([entry], catalog: catalog).enumerated().map { unit, stage in
                PlannedStep(
                    name: name(stage.name, repeats: earlier), entry: number, unit: unit, teachers: stage.teachers,
                    reviews: stage.reviews)
            }
        }
    }

    /// A stage used again counts itself, since ledgers and statistics go by its name: `guard-2`, `dedup-2.exact`.
    private func name(_ name: String, repeats earlier: Int) -> String {
        guard earlier > 0 else { return name }
        let kind = name.prefix { $0 != "." }
        return "\(kind)-\(earlier + 1)\(name.dropFirst(kind.count))"
    }

    /// Enough pieces that one of them, stored with its keys, takes a small part of the memory.
    private func partitions(_ bytes: UInt64) -> Int {
        let stored = bytes * 2
        let piece = UInt64(min(max(memoryBytes / 24, 1 << 20), 32 << 20))
        return Int(max(4, min(4096, stored / piece + 1)))
    }
}
