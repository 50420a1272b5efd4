import Testing

@testable import LinearAlgebra

/// oneDNN's multiplications, which this machine may not choose by itself but must compute rightly.
@Suite(.enabled(if: LinearAlgebraLibrary.version != nil, "oneDNN is not installed")) struct LibraryKernelTests {
    private let layer = RandomLayer(outputs: 100, inputs: 384)

    @Test(arguments: [1, 63, 64, 65, 150]) func floats(rows: Int) throws {
        let input = layer.input(rows: rows)
        let product = try multiply(input, try LibraryKernel(layer.dense, precision: .float32))
        #expect(largestError(product, layer.exact(input)) < 1e-4)
    }

    /// Weights of six bits: sums of larger ones saturate where a processor lacks the instruction for them.
    @Test func bytesAreSummedAsByThisPackagesKernel() throws {
        let input = layer.input(rows: 70)
        let theirs = try multiply(input, try LibraryKernel(layer.dense, precision: .int8, weightLimit: 63))
        let ours = try multiply(input, Int16Kernel(layer.dense, inputLimit: 127, weightLimit: 63))
        #expect(largestError(theirs, ours.map(Double.init)) < 1e-4)
        #expect(largestError(theirs, layer.exact(input)) < 1)
    }

    @Test(arguments: [MatrixPrecision.float32, .int8]) func rowsDoNotDependOnEachOther(precision: MatrixPrecision)
        throws
    {
        let kernel = try LibraryKernel(layer.dense, precision: precision, weightLimit: 63)
        let all = layer.input(rows: 130)
        let together = try multiply(all, kernel)
        for row in [0, 1, 40, 63, 64, 100, 129] {
            let alone = try multiply(Array(all[row * 384..<(row + 1) * 384]), kernel)
            #expect(alone == Array(together[row * 100..<(row + 1) * 100]))
        }
    }

    @Test func bfloat16IsRightOrRefused() throws {
        let input = layer.input(rows: 3)
        do {
            let product = try multiply(input, try LibraryKernel(layer.dense, precision: .bfloat16))
            #expect(largestError(product, layer.exact(input)) < 0.2)
        } catch let failure as LinearAlgebraFailure {
            #expect(failure.description.contains("oneDNN failed"))
        }
    }

    private func multiply(_ input: [Float], _ kernel: some MatrixKernel) throws -> [Float] {
        let rows = FloatRows(rows: 0, columns: 384)
        rows.write(input, at: 0)
        let count = input.count / 384
        let output = FloatRows(rows: count, columns: 100)
        try kernel.multiply(rows.start, rows: count, into: output.start, scratch: MatrixScratch())
        return output.copy(rows: 0..<count)
    }
}

extension RandomLayer {
    fileprivate var dense: DenseWeights {
        DenseWeights(weight: weight, bias: bias, outputs: outputs, inputs: inputs)
    }
}
