/// The tokens that mean something to the model; a text may spell them out, as in transformers.
public struct SpecialTokens: Sendable, Hashable {
    /// Fills rows of a batch; `[PAD]`.
    public var padding: Int32
    /// A word that no tokens spell; `[UNK]`.
    public var unknown: Int32
    /// Starts every sequence; `[CLS]`.
    public var start: Int32
    /// Ends the source, and the target; `[SEP]`.
    public var end: Int32
    /// Hides a token; `[MASK]`.
    public var mask: Int32

    static let names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

    /// Ids in the order of ``names``.
    var ids: [Int32] { [padding, unknown, start, end, mask] }

    init(ids: [Int32]) {
        precondition(ids.count == Self.names.count, "an id for each special token")
        (padding, unknown, start, end, mask) = (ids[0], ids[1], ids[2], ids[3], ids[4])
    }
}
