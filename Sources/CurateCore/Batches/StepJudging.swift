/// Judges the steps of a batch plan from rows that were read back, by what the stage that laid them out keeps apart.
public protocol StepJudging {
    /// Takes rows of the folder; all come before the first step is judged. A row whose label is not known has none.
    mutating func learn(_ rows: Batch)

    /// What is wrong with a step, at most one thing for each row.
    /// - Parameter step: its different rows, each a head and what follows it.
    mutating func faults(of step: Batch) -> [StepFault]
}

/// Two rows that must not share a step.
public struct StepFault: Sendable, Hashable {
    public enum Reason: Sendable, Hashable, CaseIterable {
        /// Both stand for sentences of one component.
        case component
        /// A negative of the one means what the other stands for.
        case negative
        case near
        /// They are of different types in a step of one.
        case type
    }

    /// Rows of the step, from 0. They are the same where a row is at odds with itself.
    public var row: Int
    public var other: Int
    public var reason: Reason

    public init(row: Int, other: Int, reason: Reason) {
        self.row = row
        self.other = other
        self.reason = reason
    }
}
