/// Something a run tells while it works.
public enum RunEvent: Sendable {
    /// A fragment's tasks begin; `reused` of them were done by an earlier run.
    case began(fragment: String, tasks: Int, reused: Int)
    case finishedTask(fragment: String, done: Int, tasks: Int)
    case finished(fragment: String, seconds: Double)
    case note(String)
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
