/// Where the values that a shape needs lie in a buffer of UTF-8.
struct RowCells {
    /// Anchor, or the first text of a pair.
    var first: Range<Int> = 0..<0
    /// The second text of a pair, or a triplet's positive.
    var second: Range<Int> = 0..<0
    /// A triplet's negative.
    var third: Range<Int> = 0..<0
    var label: Range<Int> = 0..<0
}

/// Why a row is no record; its place is added by the parser that knows it.
struct RowFault: Hashable, Sendable {
    var rule: String
    var message: String
}
