internal import CFaiss
public import LinearAlgebra

/// What FAISS said when it failed.
public struct VectorSearchFailure: Error, Sendable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}

/// Finds most of the rows of a table that have the largest inner products with a query, without looking at all of them.
///
/// For tables that ``LinearAlgebra/NearestRows`` would take hours for. One thread lays the rows out and any number may
/// search them; a query's answer depends on it and the table alone, and on how the processor rounds sums.
///
/// Source: FAISS; inverted lists as in Jégou et al., "Product quantization for nearest neighbor search" (2011), with
/// whole vectors; the graph is Malkov and Yashunin's HNSW (2016).
public final class ApproximateRows: Sendable {
    /// How rows are laid out.
    public enum Layout: Sendable, Hashable {
        /// Rows by the nearest of so many centres; so many of them are searched.
        case lists(Int, searched: Int)
        /// A graph with so many links a row; so many candidates are kept while searching.
        case graph(links: Int, kept: Int)

        /// 4√n lists, of which a fiftieth is searched, for a table of so many rows.
        public static func usualLists(rows: Int) -> Layout {
            // FAISS wants 39 rows for each centre to learn from.
            let lists = max(1, min(rows / 39, Int(4 * Double(rows).squareRoot())))
            return .lists(lists, searched: min(lists, max(32, lists / 50)))
        }

        /// 32 links, for so many rows to find.
        public static func usualGraph(most: Int) -> Layout { .graph(links: 32, kept: max(128, 2 * most)) }
    }

    public let count: Int
    public let columns: Int
    private let effort: Int32
    /// FAISS' own; it is not changed once it is made.
    nonisolated(unsafe) private let index: OpaquePointer

    /// - Parameter values: [rows, columns], row by row; copied.
    /// - Throws: ``VectorSearchFailure``.
    public init(_ values: [Float], columns: Int, layout: Layout) throws {
        precondition(columns > 0 && values.count % columns == 0, "whole rows")
        let count = values.count / columns
        self.columns = columns
        self.count = count
        let (kind, size, effort) =
            switch layout {
            case .lists(let lists, let searched): (CFAISS_LISTS, lists, searched)
            case .graph(let links, let kept): (CFAISS_GRAPH, links, kept)
            }
        precondition(size > 0 && effort > 0 && (kind == CFAISS_GRAPH || size <= count), "a list has a row")
        self.effort = Int32(effort)
        var made: OpaquePointer?
        let status = values.withUnsafeBufferPointer {
            cfaiss_create(kind, $0.baseAddress, Int64(count), Int32(columns), Int32(size), &made)
        }
        guard status == 0, let made else { throw Self.failure }
        index = made
    }

    deinit { cfaiss_destroy(index) }

    private static var failure: VectorSearchFailure {
        VectorSearchFailure(message: String(cString: cfaiss_last_error()))
    }

    /// The `most` nearest rows of each query that were found, the nearest first; of equal products the lower row first.
    /// - Parameter queries: [queries, columns], row by row.
    /// - Throws: ``VectorSearchFailure``.
    public func nearest(to queries: [Float], most: Int) throws -> [[NearestRows.Neighbour]] {
        precondition(queries.count % columns == 0 && most > 0, "whole queries, and something to find")
        let asked = queries.count / columns
        guard asked > 0 else { return [] }
        var products = [Float](repeating: 0, count: asked * most)
        var rows = [Int64](repeating: -1, count: asked * most)
        let status = cfaiss_search(index, queries, Int64(asked), Int64(most), effort, &products, &rows)
        guard status == 0 else { throw Self.failure }
        return (0..<asked).map { query in
            Self.list(rows[query * most..<(query + 1) * most], products[query * most..<(query + 1) * most])
        }
    }

    private static func list(_ rows: ArraySlice<Int64>, _ products: ArraySlice<Float>) -> [NearestRows.Neighbour] {
        var list: [NearestRows.Neighbour] = []
        for (row, product) in zip(rows, products) where row >= 0 {
            list.append(.init(row: Int32(row), product: product))
        }
        list.sort { $0.product == $1.product ? $0.row < $1.row : $0.product > $1.product }
        return list
    }
}
