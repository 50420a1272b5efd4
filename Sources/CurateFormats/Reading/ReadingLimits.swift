/// How much a reader holds at once; neither number changes which rows come out, only rows above the first are refused.
public struct ReadingLimits: Sendable, Hashable {
    /// Bytes of UTF-8 that a row may have, its line end aside; longer ones are rejected without being held.
    public var maximumRowBytes: Int
    /// Bytes of UTF-8 that a piece should have.
    public var chunkBytes: Int

    public init(maximumRowBytes: Int = 16 << 20, chunkBytes: Int = 1 << 20) {
        precondition(maximumRowBytes > 0 && chunkBytes > 0, "limits are positive")
        self.maximumRowBytes = maximumRowBytes
        self.chunkBytes = chunkBytes
    }
}
