internal import CKernels

/// Multiplies rows rounded to bytes; all kinds give the same, exact sums.
protocol ByteKernel: Sendable {
    /// - Parameters:
    ///   - input: rows of unsigned bytes, `CK_BYTE_LIMIT` standing for zero, with three bytes to spare behind the last;
    ///     as many as `ByteKernels.rows` at least.
    ///   - output: [rows, outputs].
    func multiply(
        _ input: UnsafePointer<UInt8>, rows: Int, into output: UnsafeMutablePointer<Int32>
    ) throws
}

/// Chooses among the kinds.
enum ByteKernels {
    /// What inputs and outputs have room for a multiple of.
    static let rows = LibraryKernel.rows
    /// What a kernel's outputs are a multiple of.
    static let panel = Int(CK_PANEL)

    /// - Parameter bytes: [outputs, inputs].
    /// - Throws: ``LinearAlgebraFailure``.
    static func fastest(_ bytes: [Int8], outputs: Int, inputs: Int) throws -> any ByteKernel {
        LibraryKernel.isFast(.int8)
            ? try LibraryByteKernel(bytes, outputs: outputs, inputs: inputs)
            : OwnByteKernel(bytes, outputs: outputs, inputs: inputs)
    }
}

/// Sums of 16 bits for parts of a row, which is as fast as it gets where one instruction multiplies 32 bytes.
struct OwnByteKernel: ByteKernel {
    private let packed: PackedMemory<Int8>
    private let outputs: Int
    private let inputs: Int

    init(_ bytes: [Int8], outputs: Int, inputs: Int) {
        self.outputs = outputs
        self.inputs = inputs
        packed = PackedMemory(count: ck_packed_byte_count(outputs, inputs))
        ck_pack_bytes(bytes, outputs, inputs, packed.start)
    }

    func multiply(_ input: UnsafePointer<UInt8>, rows: Int, into output: UnsafeMutablePointer<Int32>) {
        ck_multiply_bytes(input, inputs, rows, packed.start, outputs, inputs, output, outputs)
    }
}
