internal import CKernels

/// Some queries that pass by a table's tiles together.
struct QueryBlock {
    static let most = 2 * ByteKernels.rows

    let rounded: RoundedQueries
    private let queries: [Float]
    private let columns: Int

    static func blocks(of queries: [Float], middle: [Double]) -> [QueryBlock] {
        precondition(queries.count % middle.count == 0, "whole queries")
        let count = queries.count / middle.count
        return stride(from: 0, to: count, by: most).map { first in
            let rows = first..<min(first + most, count)
            return QueryBlock(
                rounded: RoundedQueries(queries, rows: rows, middle: middle),
                queries: Array(queries[rows.lowerBound * middle.count..<rows.upperBound * middle.count]),
                columns: middle.count)
        }
    }

    /// Shows each query's list what is near in a tile.
    func take(_ tile: RoundedTile, of values: [Float], into lists: inout [CandidateList], _ scratch: SearchScratch)
        throws
    {
        try tile.multiply(rounded, into: scratch.sums)
        for place in 0..<rounded.count {
            let found = scratch.candidates(tile, rounded.queries[place], place, above: lists[place].bound)
            lists[place].take(found) { products(place, $0, values) }
        }
    }

    func finished(_ lists: [CandidateList], _ values: [Float]) -> [[NearestRows.Neighbour]] {
        lists.enumerated().map { place, list in list.finished { products(place, $0, values) } }
    }

    /// Counts the rows of a tile with products above each query's bound.
    func count(
        _ tile: RoundedTile, of values: [Float], above bounds: [Float], into counts: inout [Int],
        _ scratch: SearchScratch
    ) throws {
        try tile.multiply(rounded, into: scratch.sums)
        for place in 0..<rounded.count {
            let found = scratch.candidates(tile, rounded.queries[place], place, above: bounds[place])
            let unsure = found.filter { !($0.floor > bounds[place]) }.map { Int32($0.row) }
            counts[place] += found.count - unsure.count
            counts[place] += products(place, unsure, values).count { $0 > bounds[place] }
        }
    }

    /// Products of a query with rows of the table, in float32.
    private func products(_ place: Int, _ rows: [Int32], _ values: [Float]) -> [Float] {
        [Float](unsafeUninitializedCapacity: rows.count) { products, count in
            queries.withUnsafeBufferPointer { queries in
                values.withUnsafeBufferPointer { values in
                    guard let query = queries.baseAddress, let table = values.baseAddress,
                        let output = products.baseAddress
                    else { return }
                    ck_products(query + place * columns, columns, table, rows, rows.count, output)
                    count = rows.count
                }
            }
        }
    }
}

/// Memory for one thread's search.
final class SearchScratch {
    let sums: UnsafeMutablePointer<Int32>
    private let found: UnsafeMutablePointer<ck_candidate>

    init(queries: Int, rows: Int) {
        sums = .allocate(capacity: queries * rows)
        found = .allocate(capacity: rows)
    }

    deinit {
        sums.deallocate()
        found.deallocate()
    }

    /// Of one query, whose sums stand at `place`; lent until the next call.
    func candidates(
        _ tile: RoundedTile, _ query: RoundedQueries.Query, _ place: Int, above bound: Float
    ) -> UnsafeBufferPointer<ck_candidate> {
        let count = tile.candidates(of: query, sums: sums + place * tile.outputs, above: bound, into: found)
        return UnsafeBufferPointer(start: found, count: count)
    }
}
