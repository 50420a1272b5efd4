/// Bounds that keep a hostile or damaged file from filling the memory.
public struct XMLLimits: Hashable, Sendable {
    /// The longest field, in bytes of UTF-8. libxml2 itself refuses attributes of more than 10 million bytes.
    public var fieldBytes: Int
    /// How many bytes the parser asks its input for at once.
    public var chunkBytes: Int
    /// How many times more bytes of text than of input entities may produce, beyond the first million.
    public var entityAmplification: Int

    /// Limits that fit corpora of sentences.
    public init(fieldBytes: Int = 64 << 20, chunkBytes: Int = 64 << 10, entityAmplification: Int = 20) {
        self.fieldBytes = fieldBytes
        self.chunkBytes = chunkBytes
        self.entityAmplification = entityAmplification
    }
}
