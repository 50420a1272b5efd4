internal import LinearAlgebra

/// In what numbers the linear layers multiply; everything between them is float32.
public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// The fastest of the others on this machine.
    case automatic
    case float32
    /// bfloat16 inputs and weights; needs a processor that multiplies them.
    case bfloat16
    /// 16-bit integers with a scale for each token and each output.
    case int16
    /// 8-bit integers with a scale for each token and each output.
    case int8

    /// What `automatic` stands for here; others stand for themselves.
    public var resolved: Precision {
        guard self == .automatic else { return self }
        return Processor.hasFastInt16 ? .int16 : .float32
    }

    var matrix: MatrixPrecision {
        switch resolved {
        case .bfloat16: .bfloat16
        case .int16: .int16
        case .int8: .int8
        case .automatic, .float32: .float32
        }
    }
}
