/// A question about all records at once, asked before its stage runs, as a small map and reduce:
/// observers see every batch and emit rows; rows of one key meet in `reduce`; `conclude` sees what is left.
///
/// Both steps may pass verdicts on single records, which the engine routes to where the record is. Rows reach
/// `reduce` and `conclude` sorted by key, then payload, so the result does not depend on threads or partitions.
public protocol Survey: Sendable {
    /// Unique in its stage: `labels`.
    var name: String { get }
    /// The records it must see.
    var scope: SurveyScope { get }
    /// True when rejections by earlier stages do not matter to it, so that it may run earlier, together with others.
    var independent: Bool { get }
    /// False when its observer never looks at keys.
    var readsKeys: Bool { get }

    /// Makes an observer for one partition.
    /// - Parameter earlier: findings of the stage's surveys before this one.
    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer
    /// Sees all rows of some keys; rows of one key are adjacent. By default passes rows on.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) throws
    /// Sees all rows that `reduce` emitted and returns what processors get to know. By default nothing.
    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) throws
        -> Findings
}

public enum SurveyScope: Sendable { case training, heldOut, all }

extension Survey {
    public var scope: SurveyScope { .training }
    public var independent: Bool { false }
    public var readsKeys: Bool { true }
    public func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) throws {
        output.rows = rows
    }
    public func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) throws
        -> Findings
    { Findings() }
}

/// Watches the records of one partition go by.
public protocol Observer {
    /// - Parameter earlier: verdicts of the same stage's surveys before this one, for this partition.
    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws
    /// Emits what was gathered over the partition.
    mutating func finish(into rows: inout SurveyRows) throws
}

extension Observer {
    public mutating func finish(into rows: inout SurveyRows) throws {}
}

/// What a survey found, for all processors of its stage: bytes that only the stage understands.
public struct Findings: Sendable, Equatable {
    public var bytes: [UInt8]
    public init(_ bytes: [UInt8] = []) { self.bytes = bytes }
}

/// Rows a survey works on: a key that decides which rows meet, and bytes that only the survey understands.
public struct SurveyRows: Sendable, Equatable {
    public var keys: [UInt64] = []
    public var payloads = TextColumn()

    public init() {}

    @inlinable public var count: Int { keys.count }

    /// Starts a row; append its bytes to `payloads.bytes` and call ``end()``.
    @inlinable
    public mutating func begin(_ key: UInt64) { keys.append(key) }

    @inlinable
    public mutating func end() { payloads.endRow() }

    /// Ranges of adjacent rows that share a key.
    public func groups() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for row in 0..<count where row + 1 == count || keys[row + 1] != keys[row] {
            result.append(start..<row + 1)
            start = row + 1
        }
        return result
    }
}

/// What `reduce` and `conclude` produce.
public struct SurveyOutput: Sendable {
    public var rows = SurveyRows()
    public var verdicts: [Verdict] = []
    /// Counted for the report.
    public var counts: [String: Int] = [:]

    public init() {}

    public mutating func count(_ name: String, _ amount: Int = 1) { counts[name, default: 0] += amount }
}
