internal import CKernels

/// Multiplies in float32 by this package's own kernel: for processors without AVX-512, where the library packs the
/// weights again in every call.
struct FloatKernel: MatrixKernel {
    private let packed: PackedMemory<Float>
    private let bias: PackedMemory<Float>
    private let outputs: Int
    private let inputs: Int

    init(_ weights: DenseWeights) {
        outputs = weights.outputs
        inputs = weights.inputs
        packed = PackedMemory(count: ck_packed_count(outputs, inputs))
        bias = PackedMemory(weights.bias)
        ck_pack_float(weights.weight, outputs, inputs, packed.start)
    }

    func multiply(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, scratch: MatrixScratch
    ) {
        ck_multiply_float(input, inputs, rows, packed.start, bias.start, outputs, inputs, output, outputs)
    }
}
