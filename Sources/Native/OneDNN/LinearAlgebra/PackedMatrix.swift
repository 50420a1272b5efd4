internal import CKernels

/// A dense layer, `y = x · weightᵀ + bias`, its weights packed once for the processor at hand. Threads share it.
///
/// A row's result depends on that row alone: not on the rows beside it, their number or its place among them.
public final class PackedMatrix: Sendable {
    public let inputs: Int
    public let outputs: Int
    public let precision: MatrixPrecision
    private let kernel: any MatrixKernel

    /// - Parameters:
    ///   - weight: [outputs, inputs], row by row.
    ///   - bias: [outputs]; empty for none.
    /// - Throws: ``LinearAlgebraFailure`` when this machine cannot multiply in `precision`.
    public init(
        weight: [Float], outputs: Int, inputs: Int, bias: [Float], precision: MatrixPrecision
    ) throws {
        precondition(outputs > 0 && inputs > 0 && weight.count == outputs * inputs, "a weight for each pair")
        precondition(bias.isEmpty || bias.count == outputs, "a bias for each output")
        self.inputs = inputs
        self.outputs = outputs
        self.precision = precision
        let full = bias.isEmpty ? [Float](repeating: 0, count: outputs) : bias
        let dense = DenseWeights(weight: weight, bias: full, outputs: outputs, inputs: inputs)
        kernel = try Self.kernel(for: dense, precision: precision)
    }

    /// Multiplies the first `rows` rows of `input` and writes as many of `output`, which grows where needed.
    public func multiply(_ input: FloatRows, rows: Int, into output: FloatRows, scratch: MatrixScratch) throws {
        precondition(input.columns == inputs && output.columns == outputs, "shapes that fit")
        input.check(0..<rows)
        output.reserve(rows: rows)
        try kernel.multiply(input.start, rows: rows, into: output.start, scratch: scratch)
    }

    private static func kernel(for weights: DenseWeights, precision: MatrixPrecision) throws -> any MatrixKernel {
        switch precision {
        case .float32: FloatKernel(weights)
        case .int16: Int16Kernel(weights)
        case .bfloat16, .int8: throw LinearAlgebraFailure.unsupported(precision)
        }
    }
}

/// A layer's weights as they come.
struct DenseWeights {
    var weight: [Float]
    var bias: [Float]
    var outputs: Int
    var inputs: Int
}

/// A way to multiply by one matrix. Rows follow each other without gaps.
protocol MatrixKernel: Sendable {
    func multiply(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, scratch: MatrixScratch
    ) throws
}

/// Memory that one thread's multiplications share: rounded inputs and their scales.
public final class MatrixScratch {
    var integers: [Int16] = []
    var bytes: [UInt8] = []
    var scales: [Float] = []

    public init() {}
}

/// Why a matrix could not be packed or multiplied, for people.
public struct LinearAlgebraFailure: Error, Sendable, CustomStringConvertible {
    public var message: String
    public var hint: String

    public var description: String { "\(message); \(hint)" }

    static func unsupported(_ precision: MatrixPrecision) -> LinearAlgebraFailure {
        LinearAlgebraFailure(
            message: "this processor cannot multiply in \(precision.rawValue)",
            hint: "leave the precision to the program")
    }
}
