/// Numbers that stand for what a record is about, by which rows of views are brought together and kept apart; 56
/// bytes without gaps, stored as they lie in memory.
public struct RecordCodes: Hashable, Sendable, BitwiseCopyable {
    /// Hashes of the two sentences; 0 until records are settled.
    public var sentenceA: UInt64 = 0
    public var sentenceB: UInt64 = 0
    /// The components of the two sentences; 0 where no stage told.
    public var componentA: UInt64 = 0
    public var componentB: UInt64 = 0
    /// Equal for records that are near duplicates; 0 where no stage told.
    public var near: UInt64 = 0
    /// Equal for records that may be in one batch.
    public var type: UInt64 = 0
    /// Where the record's row stands in the final order.
    public var place: UInt64 = 0

    public init() {}
}
