internal import CKernels

/// Multiplies in 16-bit integers: twice as fast as float32 where pairs of products are added by one instruction.
///
/// Inputs are rounded to 13 bits and a sign by a scale for each row. Weights are rounded to at most 11 bits and a sign,
/// fewer where the sum over 512 of an output's weights could leave 32 bits: such sums are exact, and added as float32.
struct Int16Kernel: MatrixKernel {
    private static let inputLimit: Int32 = 8191
    private static let weightLimit: Int32 = 2047

    private let packed: PackedMemory<Int16>
    private let scales: PackedMemory<Float>
    private let bias: PackedMemory<Float>
    private let outputs: Int
    private let inputs: Int

    init(_ weights: DenseWeights) {
        outputs = weights.outputs
        inputs = weights.inputs
        packed = PackedMemory(count: ck_packed_count(outputs, inputs))
        scales = PackedMemory(count: outputs)
        bias = PackedMemory(weights.bias)
        ck_pack_int16(
            weights.weight, outputs, inputs, Self.weightLimit, Self.inputLimit, packed.start, scales.start)
    }

    func multiply(
        _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>, scratch: MatrixScratch
    ) {
        let width = (inputs + 1) / 2 * 2
        scratch.makeRoom(rows: rows, width: width)
        ck_quantize_int16(input, inputs, rows, inputs, Self.inputLimit, &scratch.integers, &scratch.scales)
        ck_multiply_int16(
            scratch.integers, scratch.scales, rows, packed.start, scales.start, bias.start, outputs, inputs, output,
            outputs)
    }
}

extension MatrixScratch {
    fileprivate func makeRoom(rows: Int, width: Int) {
        if integers.count < rows * width { integers = [Int16](repeating: 0, count: rows * width) }
        if scales.count < rows { scales = [Float](repeating: 0, count: rows) }
    }
}
