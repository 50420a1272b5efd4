internal import CKernels

/// What happens between the multiplications. All work on the first `rows` rows.
extension FloatRows {
    /// `x · Φ(x)` by the error function, in place.
    public func gelu(rows: Int) {
        check(0..<rows)
        ck_gelu(start, columns, rows, columns)
    }

    /// Layer normalization of these rows, `residual` added before; in place.
    ///
    /// - Parameter norm: two rows: gamma, beta.
    public func normalize(rows: Int, residual: FloatRows? = nil, norm: FloatTable, epsilon: Float) {
        check(0..<rows)
        residual?.check(0..<rows)
        precondition(norm.rows == 2 && norm.columns == columns, "gamma and beta")
        precondition(residual.map { $0.columns == columns } ?? true, "a residual of the same shape")
        ck_layer_norm(start, residual?.start, rows, columns, norm.start, norm.start + columns, epsilon, start)
    }

    /// Row i becomes the embedding of `tokens[i]` plus that of `segments[i]`.
    public func embed(tokens: [Int32], segments: [Int32], table: FloatTable, segmentTable: FloatTable) {
        precondition(table.columns == columns && segmentTable.columns == columns, "embeddings of this width")
        precondition(tokens.count == segments.count, "a segment for each token")
        precondition(tokens.allSatisfy { $0 >= 0 && $0 < table.rows }, "tokens of the vocabulary")
        precondition(segments.allSatisfy { $0 >= 0 && $0 < segmentTable.rows }, "segments of the table")
        reserve(rows: tokens.count)
        ck_embed(table.start, segmentTable.start, tokens, segments, tokens.count, columns, start)
    }

    /// Turns neighbouring pairs of each head in the first `heads` heads by the angle of the row's position.
    ///
    /// - Parameter table: a row for each position: the cosines of half a head, then the sines.
    public func rotate(positions: [Int32], heads: Int, table: FloatTable) {
        check(0..<positions.count)
        precondition(heads * table.columns <= columns, "heads within the row")
        precondition(positions.allSatisfy { $0 >= 0 && $0 < table.rows }, "positions of the table")
        ck_rotate(start, columns, positions.count, heads, table.columns, positions, table.start)
    }

    /// Writes row i of this table to row `rows[i]` of `target`.
    public func scatter(to target: FloatRows, rows: [Int32]) {
        check(0..<rows.count)
        precondition(target.columns == columns, "rows of the same width")
        precondition(rows.allSatisfy { $0 >= 0 && $0 < target.capacity }, "rows of the target")
        ck_scatter_rows(start, columns, rows.count, columns, rows, target.start, columns)
    }

    /// Writes row `rows[i]` of this table to row i of `target`, which grows where needed.
    public func gather(rows: [Int32], into target: FloatRows) {
        precondition(target !== self && target.columns == columns, "another table of the same width")
        precondition(rows.allSatisfy { $0 >= 0 && $0 < capacity }, "rows of the table")
        target.reserve(rows: rows.count)
        ck_gather_rows(start, columns, rows.count, columns, rows, target.start, columns)
    }
}
