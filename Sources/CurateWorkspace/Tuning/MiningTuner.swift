internal import CurateCore
public import CurateEngine
public import CuratePlan
internal import Files

/// Runs a pipeline up to its `mine_negatives` with several settings, a part of the positives hidden, to see how many of
/// these each setting takes for negatives.
public struct MiningTuner: Sendable {
    /// What came of one setting.
    public struct Result: Sendable, Hashable, Codable {
        public var setting: MiningSetting
        public var anchors: Int
        /// Negatives made.
        public var negatives: Int
        /// Positives that were hidden and that nothing else joins.
        public var hidden: Int
        /// Hidden positives among the negatives.
        public var returned: Int
        /// Mean teacher's cosine of negatives and anchors; nil without negatives.
        public var meanCosine: Double?
        /// Anchors with fewer negatives than wanted.
        public var short: Int

        enum CodingKeys: String, CodingKey {
            case setting, anchors, negatives, hidden, returned, short
            case meanCosine = "mean_cosine"
        }
    }

    private static let stage = "mine_negatives"

    private let loader: PipelineLoader
    private let settings: EngineSettings
    /// Keeps what settings have in common, so that it is done once.
    private let folder: String
    /// Teachers' answers.
    private let store: String

    public init(loader: PipelineLoader, settings: EngineSettings, folder: String, store: String) {
        self.loader = loader
        self.settings = settings
        self.folder = folder
        self.store = store
    }

    /// Negatives of an anchor as the pipeline has them.
    ///
    /// - Throws: `Diagnostic` for a pipeline that does not mine; what reading it throws.
    public func perAnchor(_ pipeline: String, overrides: [String]) throws -> Int {
        try mining(loader.read(pipeline, overrides: overrides).pipeline, pipeline).options.integer("per_anchor")
    }

    /// - Parameters:
    ///   - hidden: the share of positives to hide.
    ///   - listener: told of every run.
    /// - Throws: as `LocalEngine` does, and what reading a pipeline throws.
    public func run(
        _ setting: MiningSetting, _ pipeline: String, overrides: [String], hidden: Double, listener: any RunListener
    ) throws -> Result {
        let changes = setting.options.sorted { $0.key < $1.key }.map { "stages.\(Self.stage).\($0.key)=\($0.value)" }
        var read = try loader.read(
            pipeline, overrides: overrides + changes + ["stages.\(Self.stage).hide_positives=\(hidden)"]
        ).pipeline
        _ = try mining(read, pipeline)
        let place = read.stages.firstIndex { $0.name == Self.stage } ?? 0
        read.stages.removeLast(read.stages.count - place - 1)
        read.outputs = [OutputUse(view: "pairs", format: "jsonl.zst", maxRows: 1 << 20, maxBytes: 1 << 28)]
        let plan = try loader.load(read, file: pipeline, memoryBytes: settings.memoryBytes).plan
        let engine = LocalEngine(
            plan: plan, catalog: loader.catalog,
            teachers: try loader.teachers.provide(plan.teachers.map(\.spec), store), output: folder,
            settings: settings, listener: listener)
        let outcome = try engine.run(isCurrent: { _ in false }, begin: {}, publish: { _ in })
        guard case .done(let done) = outcome else { preconditionFailure("nothing is current") }
        let step = plan.steps.firstIndex { $0.name == Self.stage }
        return Self.result(setting, step.flatMap { done.counts.steps[$0]?.counts } ?? [:])
    }

    private static func result(_ setting: MiningSetting, _ counts: [String: Int]) -> Result {
        Result(
            setting: setting, anchors: counts["anchors"] ?? 0,
            negatives: (counts["kept/mined"] ?? 0) + (counts["kept/lexical"] ?? 0), hidden: counts["hidden"] ?? 0,
            returned: counts["returned"] ?? 0, meanCosine: counts["mean_cosine"].map { Double($0) / 1000 },
            short: counts["short"] ?? 0)
    }

    private func mining(_ pipeline: Pipeline, _ path: String) throws(Diagnostic) -> StageUse {
        guard let use = pipeline.stages.first(where: { $0.name == Self.stage }) else {
            throw Diagnostic(
                .error, "the pipeline does not mine, so there is nothing to tune",
                hint: "Add 'mine_negatives: {teacher: NAME}' to its stages.", file: path)
        }
        return use
    }

    /// Removes the rows of the last setting; what the settings share stays for the next time.
    public func clean() throws {
        for name in ["data", "rejected", "review", "vectors"] where FileSystem.exists(folder + "/" + name) {
            try FileSystem.remove(folder + "/" + name)
        }
    }
}
