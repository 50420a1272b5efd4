internal import CKernels

/// Which rows of a key and value cache each query sees: a prefix of a list that several queries may share.
public struct AttentionSpans: Sendable {
    /// Lists of cache rows, one after the other.
    public var keyRows: [Int32] = []
    /// Where each query's list starts.
    public var starts: [Int32] = []
    /// How many of the list the query sees; at least one.
    public var counts: [Int32] = []

    public init() {}
}

/// Attention of many queries, each over a list of rows.
public final class Attention {
    private let heads: Int
    private let headSize: Int
    private var scores: [Float] = []

    public init(heads: Int, headSize: Int) {
        self.heads = heads
        self.headSize = headSize
    }

    /// `softmax(query · keysᵀ / √headSize) · values` for every query and head, into as many rows of `output`.
    ///
    /// - Parameter cache: rows of all heads' keys, then all heads' values.
    public func attend(queries: FloatRows, cache: FloatRows, spans: AttentionSpans, into output: FloatRows) {
        let count = spans.starts.count
        let width = heads * headSize
        precondition(queries.columns == width && output.columns == width && cache.columns == 2 * width, "all heads")
        queries.check(0..<count)
        output.reserve(rows: count)
        check(spans, rows: cache.capacity)
        // Whole vectors are read and written beyond the last score.
        let most = Int(spans.counts.max() ?? 0) + 8
        if scores.count < most { scores = [Float](repeating: 0, count: most) }
        ck_attend(
            queries.start, width, count, heads, headSize, cache.start, 2 * width, spans.keyRows, spans.starts,
            spans.counts, &scores, output.start, width)
    }

    private func check(_ spans: AttentionSpans, rows: Int) {
        precondition(spans.counts.count == spans.starts.count, "a count for each query")
        for (start, count) in zip(spans.starts, spans.counts) {
            precondition(start >= 0 && count > 0 && Int(start) + Int(count) <= spans.keyRows.count, "keys for all")
        }
        precondition(spans.keyRows.allSatisfy { $0 >= 0 && $0 < rows }, "rows of the cache")
    }
}
