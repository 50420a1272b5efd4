/// Something a run tells while it works.
public enum RunEvent: Sendable {
    /// What will be done, in this order, and how many seconds each fragment took in an earlier run, where known.
    case planned([RunPhase], earlier: [Int: Double])
    case began(RunPart)
    /// Records went through the part at work; of these so many left the run for good.
    case passed(rows: Int, rejected: Int)
    case finishedTask(RunPart, done: Int)
    case finished(RunPart, seconds: Double)
    case note(String)
}

/// A fragment at work, or a pass over what a fragment stored.
public struct RunPart: Sendable, Hashable {
    public var name: String
    /// Index in the phases that were planned.
    public var phase: Int
    /// Index in ``Plan/fragments``.
    public var fragment: Int
    public var tasks: Int
    /// Tasks that an earlier run did.
    public var reused: Int
    /// Rows that will pass; nil where nobody knows.
    public var rows: Int?
    /// True for a pass over what the fragment stored, for a survey that was not watching then.
    public var isPass = false

    public init(name: String, phase: Int, fragment: Int, tasks: Int, reused: Int, rows: Int?) {
        self.name = name
        self.phase = phase
        self.fragment = fragment
        self.tasks = tasks
        self.reused = reused
        self.rows = rows
    }
}

/// Hears what a run does; called from any thread.
public protocol RunListener: Sendable {
    func heard(_ event: RunEvent)
}

/// Hears nothing.
public struct SilentListener: RunListener {
    public init() {}
    public func heard(_ event: RunEvent) {}
}
