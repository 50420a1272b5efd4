internal import CDNN
internal import CKernels

/// Multiplies bytes by oneDNN: the fastest where a processor adds four products at once.
final class LibraryByteKernel: ByteKernel {
    private nonisolated(unsafe) let matrix: OpaquePointer
    private let outputs: Int
    private let inputs: Int
    /// What the inputs' offset adds to each sum.
    private let offsets: [Int32]

    /// - Parameter bytes: [outputs, inputs].
    /// - Throws: ``LinearAlgebraFailure`` when the library is missing or refuses.
    init(_ bytes: [Int8], outputs: Int, inputs: Int) throws {
        self.outputs = outputs
        self.inputs = inputs
        offsets = (0..<outputs).map { output in
            bytes[output * inputs..<(output + 1) * inputs].reduce(0) { $0 + Int32($1) } * CK_BYTE_LIMIT
        }
        var made: OpaquePointer?
        let status = cdnn_matrix_create(
            CDNN_INT8, bytes, nil, Int64(outputs), Int64(inputs), Int64(ByteKernels.rows), &made)
        guard status == 0, let made else { throw LinearAlgebraFailure.ofLibrary() }
        matrix = made
    }

    deinit { cdnn_matrix_destroy(matrix) }

    func multiply(
        _ input: UnsafePointer<UInt8>, rows: Int, into output: UnsafeMutablePointer<Int32>
    ) throws {
        for first in stride(from: 0, to: rows, by: ByteKernels.rows) {
            guard cdnn_matrix_multiply(matrix, input + first * inputs, output + first * outputs) == 0 else {
                throw LinearAlgebraFailure.ofLibrary()
            }
        }
        offsets.withUnsafeBufferPointer { offsets in
            for row in 0..<rows {
                let sums = output + row * outputs
                for place in offsets.indices { sums[place] &-= offsets[place] }
            }
        }
    }
}
