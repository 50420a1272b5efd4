import Files
import LinearAlgebra
import RoFormer

/// The rate of multiplications alone: a layer's shapes, inputs in the cache, every thread on rows of its own.
struct MultiplicationPeak {
    let configuration: ModelConfiguration
    let precision: Precision
    let threads: Int

    private static let rows = 96

    /// GFLOP/s of all threads together, by the fastest of the layer's shapes.
    func measure(seconds: Double) throws -> Double {
        let width = configuration.hiddenSize
        let shapes = [(width, width), (configuration.intermediateSize, width), (width, configuration.intermediateSize)]
        return try shapes.map { try rate(outputs: $0.0, inputs: $0.1, seconds: seconds / 3) }.max() ?? 0
    }

    private func rate(outputs: Int, inputs: Int, seconds: Double) throws -> Double {
        let weight = [Float](repeating: 0.01, count: outputs * inputs)
        let kind = MatrixPrecision(rawValue: precision.rawValue) ?? .float32
        let matrix = try PackedMatrix(weight: weight, outputs: outputs, inputs: inputs, bias: [], precision: kind)
        let start = Clock.monotonicSeconds
        let counts = Counts(threads: threads)
        try Workers.run(threads) { thread in
            let input = FloatRows(rows: Self.rows, columns: inputs)
            input.write([Float](repeating: 0.5, count: Self.rows * inputs), at: 0)
            let output = FloatRows(rows: Self.rows, columns: outputs)
            let scratch = MatrixScratch()
            var count = 0
            while Clock.monotonicSeconds < start + seconds {
                try matrix.multiply(input, rows: Self.rows, into: output, scratch: scratch)
                count += 1
            }
            counts.set(thread, count)
        }
        let operations = 2 * Double(Self.rows) * Double(outputs) * Double(inputs) * Double(counts.sum)
        return operations / (Clock.monotonicSeconds - start) / 1e9
    }
}
