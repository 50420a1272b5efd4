/// Finds the rows of a table that have the largest inner products with a query, exactly.
///
/// The table is packed once, in tiles whose products with a block of queries stay in the processor's cache. A query's
/// answer depends on it and the table alone; of equal products the lower row comes first.
public final class NearestRows: Sendable {
    /// Rows of one packed tile.
    private static let tileRows = 2048
    /// Queries multiplied with a tile at a time.
    private static let blockRows = 128

    public let count: Int
    public let columns: Int
    private let tiles: [PackedMatrix]

    /// A row and its inner product with the query.
    public struct Neighbour: Sendable, Hashable {
        public var row: Int32
        public var product: Float

        public init(row: Int32, product: Float) {
            self.row = row
            self.product = product
        }
    }

    /// - Parameter values: [rows, columns], row by row; copied.
    /// - Throws: ``LinearAlgebraFailure``.
    public init(_ values: [Float], columns: Int) throws {
        precondition(columns > 0 && values.count % columns == 0, "whole rows")
        self.columns = columns
        count = values.count / columns
        tiles = try stride(from: 0, to: count, by: Self.tileRows).map { [count] start in
            let rows = min(Self.tileRows, count - start)
            let tile = Array(values[start * columns..<(start + rows) * columns])
            return try PackedMatrix(weight: tile, outputs: rows, inputs: columns, bias: [], precision: .float32)
        }
    }

    /// The `most` nearest rows of each query, the nearest first.
    /// - Parameter queries: [queries, columns], row by row.
    /// - Throws: ``LinearAlgebraFailure``.
    public func nearest(to queries: [Float], most: Int) throws -> [[Neighbour]] {
        precondition(queries.count % columns == 0 && most > 0, "whole queries, and something to find")
        let scratch = MatrixScratch()
        var answers: [[Neighbour]] = []
        answers.reserveCapacity(queries.count / columns)
        for start in stride(from: 0, to: queries.count / columns, by: Self.blockRows) {
            let rows = min(Self.blockRows, queries.count / columns - start)
            let input = FloatRows(rows: rows, columns: columns)
            input.write(Array(queries[start * columns..<(start + rows) * columns]), at: 0)
            var found = [NeighbourList](repeating: NeighbourList(most: most), count: rows)
            for (tile, matrix) in tiles.enumerated() {
                let output = FloatRows(rows: rows, columns: matrix.outputs)
                try matrix.multiply(input, rows: rows, into: output, scratch: scratch)
                for row in 0..<rows {
                    found[row].take(output.row(row), count: matrix.outputs, from: tile * Self.tileRows)
                }
            }
            answers += found.map { $0.finished() }
        }
        return answers
    }

    /// The `most` nearest rows of few queries in a table that is not kept, packed tile after tile.
    /// - Throws: ``LinearAlgebraFailure``.
    public static func nearest(
        to queries: [Float], in values: [Float], columns: Int, most: Int
    ) throws -> [[Neighbour]] {
        let rows = queries.count / columns
        let scratch = MatrixScratch()
        let input = FloatRows(rows: rows, columns: columns)
        input.write(queries, at: 0)
        var found = [NeighbourList](repeating: NeighbourList(most: most), count: rows)
        for start in stride(from: 0, to: values.count / columns, by: tileRows) {
            let count = min(tileRows, values.count / columns - start)
            let tile = try PackedMatrix(
                weight: Array(values[start * columns..<(start + count) * columns]), outputs: count, inputs: columns,
                bias: [], precision: .float32)
            let output = FloatRows(rows: rows, columns: count)
            try tile.multiply(input, rows: rows, into: output, scratch: scratch)
            for row in 0..<rows { found[row].take(output.row(row), count: count, from: start) }
        }
        return found.map { $0.finished() }
    }

    /// How many rows have a larger product with each query than its bound.
    /// - Throws: ``LinearAlgebraFailure``.
    public func countAbove(_ bounds: [Float], of queries: [Float]) throws -> [Int] {
        precondition(queries.count == bounds.count * columns, "a bound for each query")
        guard !bounds.isEmpty else { return [] }
        let scratch = MatrixScratch()
        let input = FloatRows(rows: bounds.count, columns: columns)
        input.write(queries, at: 0)
        var counts = [Int](repeating: 0, count: bounds.count)
        for matrix in tiles {
            let output = FloatRows(rows: bounds.count, columns: matrix.outputs)
            try matrix.multiply(input, rows: bounds.count, into: output, scratch: scratch)
            for row in bounds.indices {
                let products = UnsafeBufferPointer(start: output.row(row), count: matrix.outputs)
                for product in products where product > bounds[row] { counts[row] += 1 }
            }
        }
        return counts
    }

    /// Bytes held for so many rows.
    public static func footprint(rows: Int, columns: Int) -> Int { rows * columns * MemoryLayout<Float>.stride }
}

/// The best so far, cut back whenever there are twice as many as wanted.
private struct NeighbourList {
    private let most: Int
    private var kept: [NearestRows.Neighbour] = []
    /// What a product must exceed; rows come in ascending order, so an equal one is later and loses.
    private var bound = -Float.infinity

    init(most: Int) {
        self.most = most
        kept.reserveCapacity(2 * most)
    }

    mutating func take(_ products: UnsafeMutablePointer<Float>, count: Int, from first: Int) {
        for place in 0..<count where products[place] > bound {
            kept.append(.init(row: Int32(first + place), product: products[place]))
            if kept.count == 2 * most { cut() }
        }
    }

    private mutating func cut() {
        kept.sort { $0.product == $1.product ? $0.row < $1.row : $0.product > $1.product }
        if kept.count > most { kept.removeLast(kept.count - most) }
        if kept.count == most, let last = kept.last { bound = last.product }
    }

    func finished() -> [NearestRows.Neighbour] {
        var list = self
        list.cut()
        return list.kept
    }
}
