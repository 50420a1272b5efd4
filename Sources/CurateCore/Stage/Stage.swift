/// What every stage is told about the run it is part of.
public struct StageEnvironment: Sendable {
    public var seed: UInt64
    public var roster: Roster
    /// Makes the compared form of a text, as the pipeline's `normalize` defines it.
    public var keys: any KeyMaking
    /// The run's teachers; each is opened when a stage first asks for it.
    public var teachers: any TeacherProviding

    public init(
        seed: UInt64, roster: Roster, keys: any KeyMaking, teachers: any TeacherProviding = NoTeachers()
    ) {
        self.seed = seed
        self.roster = roster
        self.keys = keys
        self.teachers = teachers
    }
}

/// Makes keys from texts.
public protocol KeyMaking: Sendable {
    func keys(of text: TextColumn) -> TextColumn
}

/// One step of a pipeline. A stage is plain: it knows batches, not threads, files or partitions.
///
/// A stage that can decide record by record has no ``surveys``. One that must know more of the data first asks for it
/// by surveys; the engine runs them over everything that reaches the stage, then makes the processor.
public protocol Stage: Sendable {
    /// Unique in a pipeline's plan: `clean`, `dedup.exact`.
    var name: String { get }
    /// Roles whose records it sees; the engine passes the others by.
    var appliesTo: StageScope { get }
    /// Asked one after the other; a later one may use what an earlier one found.
    var surveys: [any Survey] { get }
    /// True when it may add records to ``StageLog/generated``.
    var generates: Bool { get }
    /// True when it changes texts, labels or keys of records it keeps in a way that costs time to repeat.
    ///
    /// The planner stores what such stages made instead of making it again for every survey behind them.
    var rewrites: Bool { get }
    /// True when records that it adds have texts that were not in its input, so that everything such texts must be
    /// checked for has to come after it.
    var invents: Bool { get }
    /// True when it gives records an origin other than their publication.
    var marksOrigins: Bool { get }
    /// Names of the teachers it asks.
    var teachers: [String] { get }
    /// Vectors to write beside the shards, over the texts as they are written.
    var vectors: VectorRequest? { get }
    /// Batches that training records are to be laid out in; its processor gives them their ``Batch/codes``.
    var batches: BatchLayout? { get }
    /// nil when it never adds to ``StageLog/reviews``.
    var reviews: ReviewLimit? { get }
    /// False when its processor never looks at keys; records that nothing else compares are then stored without them.
    var readsKeys: Bool { get }

    /// Makes what does the work.
    /// - Parameter findings: one for each survey, in their order.
    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor
}

public enum StageScope: Sendable { case training, all }

extension Stage {
    public var appliesTo: StageScope { .training }
    public var surveys: [any Survey] { [] }
    public var generates: Bool { false }
    public var rewrites: Bool { false }
    public var invents: Bool { false }
    public var marksOrigins: Bool { invents }
    public var teachers: [String] { [] }
    public var vectors: VectorRequest? { nil }
    public var batches: BatchLayout? { nil }
    public var reviews: ReviewLimit? { nil }
    public var readsKeys: Bool { true }
}

/// Does a stage's work on batches; used by many threads at once, so what it holds does not change.
public protocol Processor: Sendable {
    /// Changes records in place and says in `log` which of them leave.
    ///
    /// - Parameter verdicts: one table for each survey, holding what it decided on the records of this partition.
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws
}
