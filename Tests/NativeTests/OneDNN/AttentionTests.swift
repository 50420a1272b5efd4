import Foundation
import LinearAlgebra
import Testing

@Suite struct AttentionTests {
    /// Heads of whole vectors and of less; lists of one key, of several, of keys in any order.
    @Test(arguments: [(1, 4), (2, 16), (3, 64), (2, 40)]) func agreesWithAPlainSum(heads: Int, size: Int) {
        var random = PlainRandom(seed: UInt64(heads * size))
        let width = heads * size
        let queries = (0..<4 * width).map { _ in 3 * random.next() }
        let cache = (0..<20 * 2 * width).map { _ in random.next() }
        var spans = AttentionSpans()
        spans.keyRows = [7, 0, 19, 3, 3, 11, 2, 5, 9, 1, 4, 6, 8, 10, 12, 13, 14]
        spans.starts = [0, 0, 2, 0]
        spans.counts = [1, 9, 3, 17]
        let queryRows = FloatRows(rows: 0, columns: width)
        queryRows.write(queries, at: 0)
        let cacheRows = FloatRows(rows: 0, columns: 2 * width)
        cacheRows.write(cache, at: 0)
        let output = FloatRows(rows: 0, columns: width)
        Attention(heads: heads, headSize: size).attend(queries: queryRows, cache: cacheRows, spans: spans, into: output)
        var exact: [Double] = []
        for query in 0..<4 {
            let keys = spans.keyRows[Int(spans.starts[query])..<Int(spans.starts[query] + spans.counts[query])]
            for head in 0..<heads {
                let scores = keys.map { key in
                    (0..<size).reduce(0.0) {
                        $0 + Double(queries[query * width + head * size + $1])
                            * Double(cache[Int(key) * 2 * width + head * size + $1])
                    } / Double(size).squareRoot()
                }
                let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
                let total = weights.reduce(0, +)
                exact += (0..<size).map { place in
                    zip(keys, weights).reduce(0) {
                        $0 + $1.1 / total * Double(cache[Int($1.0) * 2 * width + width + head * size + place])
                    }
                }
            }
        }
        #expect(largestError(output.copy(rows: 0..<4), exact) < 1e-5)
    }
}
