internal import CKernels

/// Finds the rows of a table that have the largest inner products with a query, exactly.
///
/// A first pass multiplies the rows rounded to bytes, which bounds each product from both sides. The products of those
/// that the bounds do not rule out are then made in float32, so the answer is what float32 alone gives: sums over the
/// columns in order, in blocks of 384. A query's answer depends on it and the table alone; of equal products the lower
/// row comes first. What is not a number is never near.
public final class NearestRows: Sendable {
    /// Rows whose products with a block of queries stay in the processor's cache.
    private static let tileRows = 512

    public let count: Int
    public let columns: Int
    private let values: [Float]
    private let middle: [Double]
    private let tiles: [RoundedTile]

    /// A row and its inner product with the query.
    public struct Neighbour: Sendable, Hashable {
        public var row: Int32
        public var product: Float

        public init(row: Int32, product: Float) {
            self.row = row
            self.product = product
        }
    }

    /// - Parameter values: [rows, columns], row by row; kept.
    /// - Throws: ``LinearAlgebraFailure``.
    public init(_ values: [Float], columns: Int) throws {
        precondition(columns > 0 && values.count % columns == 0, "whole rows")
        self.values = values
        self.columns = columns
        count = values.count / columns
        let middle = RoundedRows.middle(values, columns: columns)
        self.middle = middle
        tiles = try Self.tiles(of: count).map { try RoundedTile(values, rows: $0, middle: middle) }
    }

    private static func tiles(of count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: tileRows).map { $0..<min($0 + tileRows, count) }
    }

    /// The `most` nearest rows of each query, the nearest first.
    /// - Parameter queries: [queries, columns], row by row.
    /// - Throws: ``LinearAlgebraFailure``.
    public func nearest(to queries: [Float], most: Int) throws -> [[Neighbour]] {
        let scratch = SearchScratch(queries: QueryBlock.most, rows: Self.tileRows)
        return try QueryBlock.blocks(of: queries, middle: middle).flatMap { block in
            var lists = [CandidateList](repeating: CandidateList(most: most), count: block.rounded.count)
            for tile in tiles { try block.take(tile, of: values, into: &lists, scratch) }
            return block.finished(lists, values)
        }
    }

    /// The `most` nearest rows of few queries in a table that is not kept, rounded tile after tile.
    /// - Throws: ``LinearAlgebraFailure``.
    public static func nearest(
        to queries: [Float], in values: [Float], columns: Int, most: Int
    ) throws -> [[Neighbour]] {
        let scratch = SearchScratch(queries: QueryBlock.most, rows: tileRows)
        let middle = RoundedRows.middle(values, columns: columns)
        let blocks = QueryBlock.blocks(of: queries, middle: middle)
        var lists = blocks.map { [CandidateList](repeating: CandidateList(most: most), count: $0.rounded.count) }
        for rows in tiles(of: values.count / columns) {
            let tile = try RoundedTile(values, rows: rows, middle: middle)
            for (place, block) in blocks.enumerated() {
                try block.take(tile, of: values, into: &lists[place], scratch)
            }
        }
        return zip(blocks, lists).flatMap { $0.finished($1, values) }
    }

    /// How many rows have a larger product with each query than its bound.
    /// - Throws: ``LinearAlgebraFailure``.
    public func countAbove(_ bounds: [Float], of queries: [Float]) throws -> [Int] {
        precondition(queries.count == bounds.count * columns, "a bound for each query")
        let scratch = SearchScratch(queries: QueryBlock.most, rows: Self.tileRows)
        var counts: [Int] = []
        for block in QueryBlock.blocks(of: queries, middle: middle) {
            let own = Array(bounds[counts.count..<counts.count + block.rounded.count])
            var above = [Int](repeating: 0, count: own.count)
            for tile in tiles { try block.count(tile, of: values, above: own, into: &above, scratch) }
            counts += above
        }
        return counts
    }
}
