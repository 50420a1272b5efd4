internal import LinearAlgebra

/// Tokens of many sentences, one after the other and without padding, and what each of them sees.
struct TokenBatch {
    var tokens: [Int32] = []
    /// 0 in a source, 1 in a target.
    var segments: [Int32] = []
    /// Places in the sentence, the target's going on after the source's.
    var positions: [Int32] = []
    /// The cache row that takes each token's key and value.
    var rows: [Int32] = []
    var spans = AttentionSpans()

    var count: Int { tokens.count }

    /// Adds a source, of which every token sees all, and a target, of which every token sees the source and the target
    /// up to itself: UniLM's mask. `rows` are the cache rows of both.
    mutating func add(source: [Int32], target: ArraySlice<Int32> = [], rows: some Sequence<Int32>) {
        let start = Int32(spans.keyRows.count)
        spans.keyRows += rows
        self.rows += spans.keyRows[Int(start)...]
        for (position, token) in (source + target).enumerated() {
            let isTarget = position >= source.count
            tokens.append(token)
            segments.append(isTarget ? 1 : 0)
            positions.append(Int32(position))
            spans.starts.append(start)
            spans.counts.append(Int32(isTarget ? position + 1 : source.count))
        }
    }

    /// Adds one more token of a target whose earlier keys and values are in the cache; the last of `keyRows` is its own.
    mutating func add(next token: Int32, position: Int, sourceRows: [Int32], targetRows: [Int32]) {
        spans.starts.append(Int32(spans.keyRows.count))
        spans.keyRows += sourceRows
        spans.keyRows += targetRows
        spans.counts.append(Int32(sourceRows.count + targetRows.count))
        tokens.append(token)
        segments.append(1)
        positions.append(Int32(position))
        rows.append(targetRows[targetRows.count - 1])
    }

    /// What the tokens at `places` see.
    func spans(of places: [Int32]) -> AttentionSpans {
        var some = AttentionSpans()
        some.keyRows = spans.keyRows
        some.starts = places.map { spans.starts[Int($0)] }
        some.counts = places.map { spans.counts[Int($0)] }
        return some
    }
}
