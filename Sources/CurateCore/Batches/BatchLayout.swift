/// How a trainer that reads rows in order will cut them into batches.
public struct BatchLayout: Sendable, Hashable, Codable {
    /// Rows of a batch.
    public var size: Int
    /// Batches that are added up to one step; no two rows of a step stand for the same.
    public var accumulate: Int
    /// How often each row stands in a row, for losses that compare two passes over it.
    public var copies: Int
    /// Whether a batch holds rows of one task and sentence type.
    public var homogeneous: Bool
    /// Whether the second of two copies has its two texts exchanged, for losses that read the directions of a pair as
    /// neighbours.
    public var mirrored: Bool
    /// Whether rows for which there is no place go to the ledger instead of behind the last batch.
    public var rejectsRest: Bool

    public init(
        size: Int, accumulate: Int = 1, copies: Int = 1, homogeneous: Bool = false, mirrored: Bool = false,
        rejectsRest: Bool = false
    ) {
        self.mirrored = mirrored
        self.rejectsRest = rejectsRest
        self.size = size
        self.accumulate = accumulate
        self.copies = copies
        self.homogeneous = homogeneous
    }

    /// Different rows of a step.
    public var members: Int { size * accumulate / copies }
}
