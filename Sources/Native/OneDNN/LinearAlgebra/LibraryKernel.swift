internal import CDNN
internal import CKernels

/// Multiplies by oneDNN, always as many rows at once: a shorter rest is filled up, so that a row's sums are made in the
/// same way whatever stands beside it.
///
/// Bytes are unsigned for inputs, 128 standing for zero, which the sums of weights take out again.
final class LibraryKernel: MatrixKernel {
    /// Rows of a multiplication: enough for the library's best rate.
    static let rows = 64

    private nonisolated(unsafe) let matrix: OpaquePointer
    private let type: cdnn_type
    private let outputs: Int
    private let inputs: Int
    /// Of bytes alone: what one step of each output's weights is worth, and their sums.
    private let bytes: (scales: [Float], sums: [Int32], bias: [Float])?

    /// Whether the library is there and multiplies so by instructions made for it.
    static func isFast(_ precision: MatrixPrecision) -> Bool {
        guard Processor.hasAVX512, let type = cdnn_type(precision) else { return false }
        return cdnn_is_fast(type) != 0
    }

    /// - Parameter weightLimit: of bytes, the largest.
    /// - Throws: ``LinearAlgebraFailure`` when the library is missing or refuses.
    init(_ weights: DenseWeights, precision: MatrixPrecision, weightLimit: Int = 127) throws {
        guard let type = cdnn_type(precision) else { throw LinearAlgebraFailure.unsupported(precision) }
        self.type = type
        outputs = weights.outputs
        inputs = weights.inputs
        var made: OpaquePointer?
        let create = { (weight: UnsafeRawPointer, bias: UnsafePointer<Float>?) in
            cdnn_matrix_create(
                type, weight, bias, Int64(weights.outputs), Int64(weights.inputs), Int64(Self.rows), &made)
        }
        let status: Int32
        switch precision {
        case .int8:
            let rounded = RoundedWeights(weights, limit: weightLimit)
            bytes = (rounded.scales, rounded.sums, weights.bias)
            status = create(rounded.bytes, nil)
        case .bfloat16:
            bytes = nil
            var halves = [UInt16](repeating: 0, count: inputs * outputs)
            ck_round_bfloat16(weights.weight, inputs, outputs, inputs, &halves)
            status = create(halves, weights.bias)
        default:
            bytes = nil
            status = create(weights.weight, weights.bias)
        }
        guard status == 0, let made else { throw LinearAlgebraFailure.ofLibrary() }
        matrix = made
    }

    deinit { cdnn_matrix_destroy(matrix) }

    func multiply(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, scratch: MatrixScratch
    ) throws {
        for first in stride(from: 0, to: rows, by: Self.rows) {
            let count = min(Self.rows, rows - first)
            let from = input + first * inputs
            let to = output + first * outputs
            if let bytes {
                try multiplyBytes(from, count, to, bytes, scratch)
            } else {
                try multiplyFloats(from, count, to, scratch)
            }
        }
    }

    private func multiplyFloats(
        _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>, _ scratch: MatrixScratch
    ) throws {
        if count == Self.rows {
            try withPrepared(input, count, scratch) { try run($0, output) }
        } else {
            scratch.makeRoom(floats: Self.rows * outputs)
            try withPrepared(input, count, scratch) { prepared in
                try scratch.floats.withUnsafeMutableBytes { try run(prepared, $0.baseAddress) }
            }
            output.update(from: scratch.floats, count: count * outputs)
        }
    }

    /// Lends the input in the library's elements, filled up to whole rows.
    private func withPrepared(
        _ input: UnsafePointer<Float>, _ count: Int, _ scratch: MatrixScratch,
        _ body: (UnsafeRawPointer?) throws -> Void
    ) throws {
        if type == CDNN_BFLOAT16 {
            scratch.makeRoom(halves: Self.rows * inputs)
            ck_round_bfloat16(input, inputs, count, inputs, &scratch.halves)
            try scratch.halves.withUnsafeBytes { try body($0.baseAddress) }
        } else if count == Self.rows {
            try body(input)
        } else {
            scratch.makeRoom(padded: Self.rows * inputs)
            scratch.padded.withUnsafeMutableBufferPointer { $0.baseAddress?.update(from: input, count: count * inputs) }
            try scratch.padded.withUnsafeBytes { try body($0.baseAddress) }
        }
    }

    private func multiplyBytes(
        _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>,
        _ own: (scales: [Float], sums: [Int32], bias: [Float]), _ scratch: MatrixScratch
    ) throws {
        scratch.makeRoom(bytes: Self.rows * inputs, sums: Self.rows * outputs)
        ck_quantize_uint8(input, inputs, count, inputs, &scratch.bytes, &scratch.scales)
        try scratch.sums.withUnsafeMutableBytes { sums in
            try scratch.bytes.withUnsafeBytes { try run($0.baseAddress, sums.baseAddress) }
        }
        ck_scale_sums(
            scratch.sums, count, outputs, scratch.scales, own.scales, own.sums, own.bias, output, outputs)
    }

    private func run(_ input: UnsafeRawPointer?, _ output: UnsafeMutableRawPointer?) throws {
        guard cdnn_matrix_multiply(matrix, input, output) == 0 else { throw LinearAlgebraFailure.ofLibrary() }
    }
}

/// Weights as signed bytes times a scale for each output.
private struct RoundedWeights {
    var bytes: [Int8] = []
    var scales: [Float] = []
    var sums: [Int32] = []

    init(_ weights: DenseWeights, limit: Int) {
        bytes.reserveCapacity(weights.weight.count)
        for start in stride(from: 0, to: weights.weight.count, by: weights.inputs) {
            let row = weights.weight[start..<start + weights.inputs]
            let largest = row.reduce(0) { max($0, abs($1)) }
            let factor = largest > 0 ? Double(limit) / Double(largest) : 0
            let rounded = row.map { Int8((Double($0) * factor).rounded(.toNearestOrEven)) }
            bytes += rounded
            scales.append(factor > 0 ? Float(1 / factor) : 0)
            sums.append(rounded.reduce(0) { $0 + Int32($1) })
        }
    }
}

extension MatrixScratch {
    fileprivate func makeRoom(floats count: Int) {
        if floats.count < count { floats = [Float](repeating: 0, count: count) }
    }

    fileprivate func makeRoom(padded count: Int) {
        if padded.count < count { padded = [Float](repeating: 0, count: count) }
    }

    fileprivate func makeRoom(halves count: Int) {
        if halves.count < count { halves = [UInt16](repeating: 0, count: count) }
    }

    fileprivate func makeRoom(bytes count: Int, sums sumCount: Int) {
        if bytes.count < count { bytes = [UInt8](repeating: 0, count: count) }
        if sums.count < sumCount { sums = [Int32](repeating: 0, count: sumCount) }
        if scales.count < LibraryKernel.rows { scales = [Float](repeating: 0, count: LibraryKernel.rows) }
    }
}

extension cdnn_type {
    fileprivate init?(_ precision: MatrixPrecision) {
        switch precision {
        case .float32: self = CDNN_FLOAT32
        case .bfloat16: self = CDNN_BFLOAT16
        case .int8: self = CDNN_INT8
        case .int16: return nil
        }
    }
}

extension LinearAlgebraFailure {
    static func ofLibrary() -> LinearAlgebraFailure {
        LinearAlgebraFailure(
            message: String(cString: cdnn_last_error()), hint: "or choose another precision: float32 needs no library")
    }
}
