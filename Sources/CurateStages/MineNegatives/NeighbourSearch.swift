internal import CurateCore
internal import LinearAlgebra
internal import VectorSearch

/// Finds the sentences nearest to an anchor: all of them, or most of them in much less time.
struct NeighbourSearch: Sendable {
    /// Sentences up to which `auto` searches exactly: some minutes on two processors.
    static let mostExact = 200_000
    /// Anchors that are searched for exactly as well, to see what an approximate search misses.
    static let sampled = 256

    /// What an approximate search found of what an exact one finds.
    struct Recall: Sendable, Hashable {
        var found = 0
        var of = 0
    }

    private enum Rows: Sendable {
        case exact(NearestRows)
        case approximate(ApproximateRows)
    }

    private let rows: Rows
    /// nil for an exact search.
    let recall: Recall?

    /// - Throws: `LinearAlgebraFailure`, `VectorSearchFailure`.
    ///
    /// - Parameter most: neighbours of a sentence that are asked for.
    init(_ vectors: SentenceVectors, _ index: MiningOptions.Index, most: Int) throws {
        guard let layout = Self.layout(vectors.count, index, most) else {
            rows = .exact(try NearestRows(vectors.values, columns: vectors.dimensions))
            recall = nil
            return
        }
        let approximate = try ApproximateRows(vectors.values, columns: vectors.dimensions, layout: layout)
        rows = .approximate(approximate)
        recall = try Self.recall(approximate, vectors, most: most)
    }

    /// nil: exactly.
    private static func layout(
        _ count: Int, _ index: MiningOptions.Index, _ most: Int
    ) -> ApproximateRows.Layout? {
        switch index {
        case .auto where count <= mostExact, .exact: nil
        case .auto, .ivf: .usualLists(rows: count)
        case .hnsw: .usualGraph(most: most)
        }
    }

    /// Of rows that are spread evenly over the table.
    private static func recall(_ rows: ApproximateRows, _ vectors: SentenceVectors, most: Int) throws -> Recall {
        let sampled = min(sampled, vectors.count)
        let queries = (0..<sampled).flatMap { Array(vectors[$0 * vectors.count / sampled]) }
        let right = try NearestRows.nearest(to: queries, in: vectors.values, columns: vectors.dimensions, most: most)
        var recall = Recall()
        for (found, right) in zip(try rows.nearest(to: queries, most: most), right) {
            recall.of += right.count
            recall.found += Set(found.map(\.row)).intersection(right.map(\.row)).count
        }
        return recall
    }

    /// The nearest first.
    /// - Throws: `LinearAlgebraFailure`, `VectorSearchFailure`.
    func nearest(to queries: [Float], most: Int) throws -> [[NearestRows.Neighbour]] {
        switch rows {
        case .exact(let rows): try rows.nearest(to: queries, most: most)
        case .approximate(let rows): try rows.nearest(to: queries, most: most)
        }
    }

    /// How many rows have a larger product with each query than its bound; an approximate search counts no further than
    /// `most`.
    /// - Throws: `LinearAlgebraFailure`, `VectorSearchFailure`.
    func countAbove(_ bounds: [Float], of queries: [Float], most: Int) throws -> [Int] {
        switch rows {
        case .exact(let rows): return try rows.countAbove(bounds, of: queries)
        case .approximate(let rows):
            return zip(try rows.nearest(to: queries, most: most), bounds).map { found, bound in
                found.count { $0.product > bound }
            }
        }
    }
}

extension NeighbourSearch {
    /// Vectors of many sentences, asked for some at a time.
    /// - Throws: ``TeacherFailure``.
    static func vectors(_ count: Int, _ teacher: any Teacher, text: (Int) -> String) throws -> SentenceVectors {
        var all = SentenceVectors(dimensions: 1)
        for start in stride(from: 0, to: count, by: 1024) {
            let texts = (start..<min(start + 1024, count)).map(text)
            let vectors = try UniqueVectors(texts, teacher)
            if all.values.isEmpty {
                all = SentenceVectors(dimensions: vectors.all.dimensions)
                all.values.reserveCapacity(count * all.dimensions)
            }
            for text in texts { all.values += vectors.all[vectors.place(text)] }
        }
        return all
    }
}
