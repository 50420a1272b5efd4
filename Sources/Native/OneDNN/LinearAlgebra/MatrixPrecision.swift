internal import CKernels

/// In what numbers a packed matrix multiplies.
public enum MatrixPrecision: String, Sendable, Hashable, CaseIterable {
    case float32
    /// bfloat16 inputs and weights, float32 sums.
    case bfloat16
    /// 16-bit integers with a scale for each input row and each output, exact 32-bit sums.
    case int16
    /// 8-bit integers with a scale for each input row and each output, exact 32-bit sums.
    case int8
}

/// What this processor does fast.
public enum Processor {
    /// "avx2" or "baseline": the kernels around the multiplications, and those of float32 and int16.
    public static var kernels: String { String(cString: ck_variant()) }
    public static var hasFastInt16: Bool { ck_has_fast_int16() != 0 }
    public static var hasAVX512: Bool { ck_has_avx512() != 0 }
}
