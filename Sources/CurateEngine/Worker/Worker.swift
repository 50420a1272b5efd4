public import CurateCore
public import CuratePlan
internal import CurateFormats
internal import Files

/// Runs single tasks of a plan, for engines that start a process for each.
///
/// Tasks are idempotent: one whose file is there does nothing; a failed one publishes nothing and may be run again.
/// Fragments must be run in the order of the plan, each when all tasks of those before it are done. When the last is
/// done, `curate run` on the same output folder finds nothing to compute and writes the reports and the manifest.
public struct Worker: Sendable {
    private let plan: Plan
    private let catalog: StageCatalog
    private let teachers: any TeacherProviding
    private let tokenizers: any TokenizerProviding
    private let output: String
    private let settings: EngineSettings

    public init(
        plan: Plan, catalog: StageCatalog, teachers: any TeacherProviding = NoTeachers(),
        tokenizers: any TokenizerProviding = NoTokenizers(), output: String, settings: EngineSettings
    ) {
        self.plan = plan
        self.catalog = catalog
        self.teachers = teachers
        self.tokenizers = tokenizers
        self.output = output
        self.settings = settings
    }

    /// A fragment and into how many tasks it is cut.
    public struct Size: Sendable, Hashable, Codable {
        public var fragment: Int
        public var name: String
        /// nil while earlier fragments are not done that decide it.
        public var partitions: Int?
    }

    /// All fragments in order. Reads input files that are not on record yet.
    public func sizes() throws -> [Size] {
        let context = try context()
        return try plan.fragments.indices.map { number in
            Size(fragment: number, name: plan.fragments[number].name, partitions: try count(number, context))
        }
    }

    /// Runs one task.
    /// - Throws: `Diagnostic` when there is no such task, and whatever the task throws.
    public func run(fragment: Int, partition: Int) throws {
        guard plan.fragments.indices.contains(fragment) else {
            throw Diagnostic(.error, "the plan has fragments 0 to \(plan.fragments.count - 1), not \(fragment)")
        }
        let context = try context()
        let partitions = try count(fragment, context) ?? 0
        guard (0..<partitions).contains(partition) else {
            throw Diagnostic(
                .error, "'\(plan.fragments[fragment].name)' has \(partitions) partitions; there is no \(partition)",
                hint: "Are all fragments before it done?")
        }
        try requireEarlier(fragment, context)
        try FragmentTask(context: context).run(fragment, partition)
    }

    /// A task that ran before its inputs were there would publish too little, and be taken for done.
    private func requireEarlier(_ fragment: Int, _ context: RunContext) throws {
        for earlier in 0..<fragment {
            switch plan.fragments[earlier].kind {
            case .ledger, .reviews, .shards, .vectors: continue
            default: break
            }
            guard RunContext.isComplete(context.folder(earlier), context.taskCount(earlier)) else {
                throw Diagnostic(
                    .error,
                    "'\(plan.fragments[fragment].name)' cannot run before all tasks of fragment \(earlier), "
                        + "'\(plan.fragments[earlier].name)', are done.",
                    hint: "Run fragments in the order of the plan.")
            }
        }
    }

    private func count(_ fragment: Int, _ context: RunContext) throws -> Int? {
        switch plan.fragments[fragment].kind {
        case .shards(let settled):
            guard RunContext.isComplete(context.folder(settled), context.taskCount(settled)) else { return nil }
            return try ShardTask(context: context, settled: settled).planned().count
        case .vectors(let settled):
            guard RunContext.isComplete(context.folder(settled), context.taskCount(settled)) else { return nil }
            return try VectorTask(context: context, settled: settled).planned().count
        default: return context.taskCount(fragment)
        }
    }

    private func context() throws -> RunContext {
        let work = WorkFolder(output: output)
        try work.claim(output: output)
        let inputs = try InputMemo.take(plan, work: work, settings: settings) { _ in }
        return try RunContext(
            plan: plan, catalog: catalog, teachers: teachers, tokenizers: tokenizers, output: output,
            names: Fingerprints(plan, tokens: inputs.map(\.sha256)), settings: settings, inputs: inputs)
    }
}
