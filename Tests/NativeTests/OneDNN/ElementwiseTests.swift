import Foundation
import LinearAlgebra
import Testing

@Suite struct ElementwiseTests {
    @Test func geluIsWithinAMillionth() {
        let values = stride(from: Float(-9), through: 9, by: 0.001).map { $0 }
        let rows = FloatRows(rows: 0, columns: values.count)
        rows.write(values, at: 0)
        rows.gelu(rows: 1)
        let exact = values.map { Double($0) * 0.5 * erfc(-Double($0) / 2.0.squareRoot()) }
        #expect(largestError(rows.copy(rows: 0..<1), exact) < 1e-6)
    }

    @Test(arguments: [5, 48, 384]) func normalization(columns: Int) {
        var random = PlainRandom(seed: 3)
        let input = (0..<3 * columns).map { _ in 4 * random.next() + 1 }
        let residual = (0..<3 * columns).map { _ in random.next() }
        let norm = (0..<2 * columns).map { _ in random.next() }
        let rows = table(input, columns)
        rows.normalize(
            rows: 3, residual: table(residual, columns), norm: FloatTable(norm, columns: columns), epsilon: 1e-12)
        var exact: [Double] = []
        for start in stride(from: 0, to: 3 * columns, by: columns) {
            let row = (0..<columns).map { Double(input[start + $0]) + Double(residual[start + $0]) }
            let mean = row.reduce(0, +) / Double(columns)
            let deviation = (row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)).squareRoot()
            exact += (0..<columns).map {
                (row[$0] - mean) / deviation * Double(norm[$0]) + Double(norm[columns + $0])
            }
        }
        #expect(largestError(rows.copy(rows: 0..<3), exact) < 1e-5)
    }

    @Test func rotationTurnsNeighboursByThePositionsAngle() {
        let rows = table([1, 2, 3, 4, 5, 6, 7, 8], 8)
        // Two heads of two pairs; the second position turns the first pair by a right angle, the second by none.
        let angles = FloatTable([1, 1, 0, 0, 0, 1, 1, 0], columns: 4)
        rows.rotate(positions: [1], heads: 2, table: angles)
        #expect(rows.copy(rows: 0..<1) == [-2, 1, 3, 4, -6, 5, 7, 8])
    }

    @Test func rowsMove() {
        let source = table([1, 2, 3, 4, 5, 6], 2)
        let target = FloatRows(rows: 4, columns: 2)
        source.scatter(to: target, rows: [3, 0, 1])
        #expect(target.copy(rows: 0..<4) == [3, 4, 5, 6, 0, 0, 1, 2])
        let back = FloatRows(rows: 0, columns: 2)
        target.gather(rows: [3, 0, 1], into: back)
        #expect(back.copy(rows: 0..<3) == [1, 2, 3, 4, 5, 6])
    }

    private func table(_ values: [Float], _ columns: Int) -> FloatRows {
        let rows = FloatRows(rows: 0, columns: columns)
        rows.write(values, at: 0)
        return rows
    }
}
