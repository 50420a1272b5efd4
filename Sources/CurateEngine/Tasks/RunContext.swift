internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files
import Synchronization

/// A piece of an input file that one task reads.
struct InputSegment: Sendable, Hashable {
    /// Index in ``Plan/inputs``.
    var input: Int
    var segment: SourceSegment

    /// The segments of all inputs, in order; a task each.
    static func all(_ inputs: [InputMemo.Entry]) -> [InputSegment] {
        inputs.enumerated().flatMap { number, entry in
            entry.segments.map { InputSegment(input: number, segment: $0) }
        }
    }
}

/// How much a run may use.
public struct EngineSettings: Sendable {
    public var threads: Int
    /// Peak resident memory to keep to, in bytes.
    public var memoryBytes: Int
    /// Keep what a changed pipeline could reuse.
    public var keepWork: Bool

    public init(threads: Int, memoryBytes: Int, keepWork: Bool = true) {
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.keepWork = keepWork
    }

    /// What the program takes by itself: code, tables of characters, indexes of stored blocks.
    public static let ownBytes = 60 << 20

    /// Bytes of records that one task may hold before it writes them out.
    var taskBytes: Int { min(max(512 << 10, (memoryBytes - Self.ownBytes) / (12 * max(1, threads))), 1 << 30) }

    /// True where there is no room for memory that is kept only because it may be needed again.
    var isTight: Bool { memoryBytes < 256 << 20 }
}

/// Everything that tasks of a run share; what they load once is kept here.
final class RunContext: Sendable {
    let plan: Plan
    let stages: [any Stage]
    let environment: StageEnvironment
    private let tokenizers: any TokenizerProviding
    let router: RankRouter
    let work: WorkFolder
    let output: String
    let names: Fingerprints
    let settings: EngineSettings
    let meter: RunMeter
    let differences: (@Sendable (String, String) -> FactDifferences)?
    /// The step that makes keys; nil in a plan without one.
    let keyStep: Int?
    let segments: [InputSegment]
    private let stores = Mutex<[String: FragmentStore]>([:])
    private let shards = Mutex<[Int: [PlannedShard]]>([:])
    private let findings = Mutex<[SurveyPlace: Findings]>([:])
    private let processors = Mutex<[Int: any Processor]>([:])

    init(
        plan: Plan, catalog: StageCatalog, teachers: any TeacherProviding, tokenizers: any TokenizerProviding,
        output: String, names: Fingerprints, settings: EngineSettings, inputs: [InputMemo.Entry],
        meter: RunMeter = RunMeter()
    ) throws {
        self.plan = plan
        self.meter = meter
        stages = try StageList.make(plan.entries, catalog: catalog)
        differences = catalog.differences
        environment = StageEnvironment(
            seed: plan.seed, roster: plan.roster, keys: try StageList.keys(plan.entries, catalog: catalog),
            teachers: plan.teachers.isEmpty ? NoTeachers() : CheckedTeachers(plan.teachers, teachers))
        router = RankRouter(plan, lines: inputs.map(\.lines))
        keyStep = plan.steps.firstIndex { plan.entries[$0.entry].kind == catalog.keyStage }
        work = WorkFolder(output: output)
        self.tokenizers = tokenizers
        self.output = output
        self.names = names
        self.settings = settings
        segments = InputSegment.all(inputs)
    }

    /// The columns with tokens of an output's rows; nil where it has none.
    /// - Throws: `Diagnostic` where the vocabulary is not the one of the plan, or there is none.
    func tokens(of output: PlannedOutput) throws -> TokenColumns? {
        guard let recipe = output.tokens else { return nil }
        guard try tokenizers.identity(recipe.vocabulary) == recipe.identity else {
            throw Diagnostic(
                .error, "the vocabulary '\(recipe.vocabulary)' is not the one that the run was planned with",
                hint: "Plan again.")
        }
        return TokenColumns(
            view: output.view, tokenizer: try tokenizers.tokenizer(recipe.vocabulary), maxLength: recipe.maxLength)
    }

    func folder(_ fragment: Int) -> String {
        work.folder(names.fragments[fragment], named: plan.fragments[fragment].name)
    }

    func tailFolder(_ place: SurveyPlace, of fragment: Int) -> String {
        work.folder(names.tail(place, of: fragment), named: surveyName(place))
    }

    func passFolder(_ place: SurveyPlace, over fragment: Int) -> String {
        work.folder(names.pass(place, over: fragment), named: surveyName(place))
    }

    func surveyName(_ place: SurveyPlace) -> String {
        "\(plan.steps[place.step].name)/\(stages[place.step].surveys[place.survey].name)"
    }

    /// Number of tasks of a fragment whose records are stored.
    func taskCount(_ fragment: Int) -> Int {
        switch plan.fragments[fragment].kind {
        case .scan: segments.count
        case .observe, .reduce, .rewrite, .settle, .members, .deal, .arrange: plan.partitions
        case .conclude, .place: 1
        case .ledger: plan.steps.count + 1
        case .reviews: plan.steps.count
        case .shards, .vectors: 0
        }
    }

    static func paths(_ folder: String, _ count: Int) -> [String] {
        (0..<count).map { WorkFolder.task(folder, $0) }
    }

    static func isComplete(_ folder: String, _ count: Int) -> Bool {
        paths(folder, count).allSatisfy(FileSystem.exists)
    }

    /// What the tasks of these files counted, added up.
    func counts(_ paths: [String]) throws -> TaskCounts {
        var total = TaskCounts()
        for path in paths {
            let file = try TaskFile(path: path)
            if !file.counts.isEmpty { total.add(try JSONDecoder().decode(TaskCounts.self, from: Data(file.counts))) }
        }
        return total
    }

    /// The shards that settled records will be written to; the settling fragment must be done.
    func shards(of settled: Int) throws -> [PlannedShard] {
        try shards.withLock { known in
            if let shards = known[settled] { return shards }
            let counts = try counts(Self.paths(folder(settled), taskCount(settled)))
            var arranged: [Int: [Int: SettledCounts]] = [:]
            for number in plan.arrangements.indices {
                guard let fragment = plan.arranging(number) else { continue }
                let counts = try self.counts(Self.paths(folder(fragment), taskCount(fragment)))
                arranged[number] = counts.arranged[number]?.splits ?? [:]
            }
            let planned = PlannedShard.all(plan, settled: counts.settled, arranged: arranged)
            known[settled] = planned
            return planned
        }
    }

    /// The fragment that stores an output's records in their final order.
    func source(of output: Int, settled: Int) -> Int {
        plan.arrangement(of: output).flatMap(plan.arranging) ?? settled
    }

    func store(_ fragment: Int) throws -> FragmentStore {
        try store(folder: folder(fragment), tasks: taskCount(fragment))
    }

    func store(folder: String, tasks: Int) throws -> FragmentStore {
        try stores.withLock { known in
            if let store = known[folder] { return store }
            let store = try FragmentStore(paths: Self.paths(folder, tasks))
            known[folder] = store
            return store
        }
    }

    /// Where a survey's rows are: with the fragment that stored the records, in a pass over them, or in a fragment
    /// of the plan that only observed.
    func observation(_ place: SurveyPlace, from fragment: Int) -> (folder: String, tasks: Int) {
        if case .observe = plan.fragments[fragment].kind { return (folder(fragment), taskCount(fragment)) }
        let tail = tailFolder(place, of: fragment)
        if Self.isComplete(tail, taskCount(fragment)) { return (tail, taskCount(fragment)) }
        return (passFolder(place, over: fragment), plan.partitions)
    }

    /// What a survey concluded; its fragment must be done.
    func findings(_ place: SurveyPlace) throws -> Findings {
        if let known = findings.withLock({ $0[place] }) { return known }
        let fragment = concluding(place)
        var bytes: [UInt8] = []
        for block in try store(fragment).blocks(Section(kind: .findings)) { bytes += try block.read() }
        let found = Findings(bytes)
        findings.withLock { $0[place] = found }
        return found
    }

    private func concluding(_ place: SurveyPlace) -> Int {
        let found = plan.fragments.firstIndex { fragment in
            if case .conclude(place, _) = fragment.kind { true } else { false }
        }
        guard let found else { preconditionFailure("the plan concludes every survey") }
        return found
    }

    /// The processor of a step; all its surveys must be concluded.
    func processor(_ step: Int) throws -> any Processor {
        try processors.withLock { known in
            if let processor = known[step] { return processor }
            let found = try stages[step].surveys.indices.map { try findings(SurveyPlace(step: step, survey: $0)) }
            let processor = try stages[step].processor(found, environment)
            known[step] = processor
            return processor
        }
    }

    /// A step's verdicts on the records of one partition, a table for each of its first `count` surveys.
    func verdicts(step: Int, surveys count: Int, partition: Int) throws -> [VerdictTable] {
        try (0..<count).map { survey in
            let place = SurveyPlace(step: step, survey: survey)
            let section = Section(kind: .verdicts, index: step, survey: survey, part: partition)
            var all: [Verdict] = []
            for fragment in plan.fragments.indices where decides(fragment, place) {
                for block in try store(fragment).blocks(section) {
                    var offset = 0
                    all += try SurveyRowCodec.decodeVerdicts(try block.read(), at: &offset)
                }
            }
            return VerdictTable(all)
        }
    }

    private func decides(_ fragment: Int, _ place: SurveyPlace) -> Bool {
        switch plan.fragments[fragment].kind {
        case .reduce(place, _), .conclude(place, _): true
        default: false
        }
    }
}
