/// A value that led to a decision, for the ledger of rejected records.
public enum LogValue: Sendable, Hashable {
    case integer(Int)
    case number(Double)
    case text(String)
    /// Another record: its place, told in the ledger as file and line.
    case record(RecordID, Ordinal)
}

/// Why a record leaves the run.
public struct Rejection: Sendable, Hashable {
    /// Row in the batch.
    public var row: Int
    /// One of the stage's declared rules.
    public var rule: String
    public var values: [Value]

    public struct Value: Sendable, Hashable {
        public var name: String
        public var value: LogValue
        public init(_ name: String, _ value: LogValue) {
            self.name = name
            self.value = value
        }
    }
}

/// What a stage says about one batch: which records leave and why, what it counted, what it made.
public struct StageLog: Sendable {
    public private(set) var rejections: [Rejection] = []
    public private(set) var reviews: [Review] = []
    public private(set) var counts: [String: Int] = [:]
    /// New records; they go on after the batch that they were made from.
    public var generated: Batch

    public init(role: Role) { generated = Batch(role: role) }

    /// Takes a record out; the engine writes it to the ledger and removes it from the batch after the stage returns.
    public mutating func reject(_ row: Int, _ rule: String, _ values: [Rejection.Value] = []) {
        rejections.append(Rejection(row: row, rule: rule, values: values))
    }

    /// Lists a record for people; it goes on unless it is rejected too.
    public mutating func review(_ row: Int, suspicion: Double, _ values: [Rejection.Value] = []) {
        reviews.append(Review(row: row, suspicion: suspicion, values: values))
    }

    public mutating func count(_ counter: String, _ amount: Int = 1) {
        if amount != 0 { counts[counter, default: 0] += amount }
    }
}
