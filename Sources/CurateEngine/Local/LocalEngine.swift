public import CurateCore
public import CuratePlan
internal import Files
internal import ProcessMemory

/// Runs a plan in this process: fragment by fragment, their tasks on a few threads, each task published when whole.
///
/// What a killed run published is found by name and used again; so is what a changed pipeline still has in common
/// with the last one.
public struct LocalEngine: Sendable {
    public enum Result: Sendable {
        case upToDate(fingerprint: String)
        case done(RunOutcome)

        public var fingerprint: String {
            switch self {
            case .upToDate(let fingerprint): fingerprint
            case .done(let outcome): outcome.fingerprint
            }
        }
    }

    private let plan: Plan
    private let catalog: StageCatalog
    private let teachers: any TeacherProviding
    private let tokenizers: any TokenizerProviding
    private let output: String
    private let settings: EngineSettings
    private let listener: any RunListener

    public init(
        plan: Plan, catalog: StageCatalog, teachers: any TeacherProviding = NoTeachers(),
        tokenizers: any TokenizerProviding = NoTokenizers(), output: String, settings: EngineSettings,
        listener: any RunListener
    ) {
        self.plan = plan
        self.catalog = catalog
        self.teachers = teachers
        self.tokenizers = tokenizers
        self.output = output
        self.settings = settings
        self.listener = listener
    }

    /// Bytes of inputs that take some time to read.
    private static let worthANote: UInt64 = 256 << 20

    /// Runs what is not done yet.
    ///
    /// - Parameters:
    ///   - isCurrent: told the run's fingerprint; true when the output folder already holds this very run.
    ///   - begin: called before the first file of the output folder changes.
    ///   - publish: writes reports and, last, the manifest; the folder is still locked.
    /// - Throws: `DataLimitExceeded`, `SystemFailure`, `Interrupted`, `FolderInUse`, and what reading files throws.
    public func run(
        isCurrent: (String) -> Bool, begin: () throws -> Void, publish: (RunOutcome) throws -> Void
    ) throws -> Result {
        if settings.isTight { ProcessMemory.returnFreed() }
        let work = WorkFolder(output: output)
        try work.claim(output: output)
        guard let lock = try FolderLock.acquire(work.lockPath) else {
            throw FolderInUse(folder: output, process: FolderLock.holder(work.lockPath).map(Int.init))
        }
        defer { withExtendedLifetime(lock) {} }
        let plan = try StandardInputCopy.resolve(plan, work: work)
        let inputs = try InputMemo.take(plan, work: work, settings: settings) { stale in
            let bytes = plan.inputs.reduce(0) { $0 + $1.bytes }
            if stale > 0, bytes > Self.worthANote { listener.heard(.note("reading \(stale) inputs for checksums")) }
        }
        let names = Fingerprints(plan, tokens: inputs.map(\.sha256))
        if isCurrent(names.run) { return .upToDate(fingerprint: names.run) }
        try begin()
        listener.heard(.planned(plan.phases, earlier: TimingsRecorder.seconds(work.timingsPath, of: plan)))
        let context = try RunContext(
            plan: plan, catalog: catalog, teachers: teachers, tokenizers: tokenizers, output: output, names: names,
            settings: settings, inputs: inputs, meter: RunMeter(listener))
        let lines = inputs.reduce(0) { $0 + $1.lines }
        let outcome = try LocalRun(context: context, listener: listener, lines: lines).execute(inputs)
        try publish(outcome)
        try work.sweep(keeping: settings.keepWork ? LocalRun.folders(context) : [])
        return .done(outcome)
    }
}

/// Another process is running into the same folder.
public struct FolderInUse: Error, Sendable, CustomStringConvertible {
    public var folder: String
    public var process: Int?

    public var description: String {
        let who = process.map { " (process \($0))" } ?? ""
        return "another run\(who) is writing to \(folder); wait for it, stop it, or choose another folder with --output"
    }
}
