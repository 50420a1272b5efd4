import LinearAlgebra
import Testing

@Suite struct PackedMatrixTests {
    /// Shapes with and without whole panels, whole vectors and whole tiles.
    @Test(arguments: [(1, 1), (7, 5), (16, 8), (17, 33), (48, 80), (100, 384), (33, 771)])
    func floatsAgreeWithAPlainSum(outputs: Int, inputs: Int) throws {
        let layer = RandomLayer(outputs: outputs, inputs: inputs)
        for rows in [1, 2, 3, 5, 6, 7, 12, 97, 200] {
            let input = layer.input(rows: rows)
            let product = try layer.multiply(input, precision: .float32)
            #expect(largestError(product, layer.exact(input)) < 1e-5 * Double(inputs).squareRoot())
        }
    }

    @Test(arguments: [(7, 5), (17, 33), (100, 384), (33, 3071)])
    func integersAgreeWithinTheirRounding(outputs: Int, inputs: Int) throws {
        let layer = RandomLayer(outputs: outputs, inputs: inputs)
        let input = layer.input(rows: 13)
        let product = try layer.multiply(input, precision: .int16)
        let exact = layer.exact(input)
        // Each product is off by the rounding of its two factors, in proportion to the largest of each.
        #expect(largestError(product, exact) < 1e-3 * Double(inputs).squareRoot())
        #expect(largestError(product, exact) > 0)
    }

    /// Weights and inputs at their limits, all of one sign: the largest sums that there can be.
    @Test func integerSumsDoNotOverflow() throws {
        let inputs = 3072
        let weight = [Float](repeating: 0.5, count: 16 * inputs)
        let matrix = try PackedMatrix(weight: weight, outputs: 16, inputs: inputs, bias: [], precision: .int16)
        let input = FloatRows(rows: 1, columns: inputs)
        input.write([Float](repeating: -2, count: inputs), at: 0)
        let output = FloatRows(rows: 1, columns: 16)
        try matrix.multiply(input, rows: 1, into: output, scratch: MatrixScratch())
        for value in output.copy(rows: 0..<1) { #expect(abs(value + Float(inputs)) < 2) }
    }

    @Test(arguments: [MatrixPrecision.float32, .int16])
    func aRowsResultDoesNotDependOnTheOthers(precision: MatrixPrecision) throws {
        let layer = RandomLayer(outputs: 100, inputs: 384)
        let all = layer.input(rows: 113)
        let together = try layer.multiply(all, precision: precision)
        for first in [0, 5, 110] {
            for count in [1, 2, 3] {
                let some = Array(all[first * 384..<(first + count) * 384])
                let alone = try layer.multiply(some, precision: precision)
                #expect(alone == Array(together[first * 100..<(first + count) * 100]))
            }
        }
    }
}

/// A dense layer of random weights, and its product in double precision.
struct RandomLayer {
    let outputs: Int
    let inputs: Int
    let weight: [Float]
    let bias: [Float]

    init(outputs: Int, inputs: Int) {
        self.outputs = outputs
        self.inputs = inputs
        var random = PlainRandom(seed: UInt64(outputs * 1000 + inputs))
        weight = (0..<outputs * inputs).map { _ in random.next() }
        bias = (0..<outputs).map { _ in random.next() }
    }

    func input(rows: Int) -> [Float] {
        var random = PlainRandom(seed: UInt64(rows))
        return (0..<rows * inputs).map { _ in random.next() }
    }

    func multiply(_ input: [Float], precision: MatrixPrecision) throws -> [Float] {
        let matrix = try PackedMatrix(
            weight: weight, outputs: outputs, inputs: inputs, bias: bias, precision: precision)
        let rows = FloatRows(rows: 0, columns: inputs)
        rows.write(input, at: 0)
        let result = FloatRows(rows: 0, columns: outputs)
        let count = input.count / inputs
        try matrix.multiply(rows, rows: count, into: result, scratch: MatrixScratch())
        return result.copy(rows: 0..<count)
    }

    func exact(_ input: [Float]) -> [Double] {
        (0..<input.count / inputs).flatMap { row in
            (0..<outputs).map { output in
                (0..<inputs).reduce(Double(bias[output])) {
                    $0 + Double(input[row * inputs + $1]) * Double(weight[output * inputs + $1])
                }
            }
        }
    }
}

func largestError(_ values: [Float], _ exact: [Double]) -> Double {
    guard values.count == exact.count else { return .infinity }
    return zip(values, exact).reduce(0) { most, pair in
        let error = abs(Double(pair.0) - pair.1)
        return error.isNaN ? .infinity : max(most, error)
    }
}

/// Numbers in -1..1, the same in every run.
struct PlainRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31
    }
}
