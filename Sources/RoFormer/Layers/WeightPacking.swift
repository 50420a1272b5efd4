internal import LinearAlgebra

/// Reads tensors, checks their shapes, and packs them.
struct WeightPacking {
    var precision: MatrixPrecision

    func dense(_ dense: ModelWeights.Dense, _ name: String, outputs: Int, inputs: Int) throws -> PackedMatrix {
        try stacked([dense], name, outputs: outputs, inputs: inputs)
    }

    /// One matrix of several that read the same input, outputs one after the other.
    func stacked(_ parts: [ModelWeights.Dense], _ name: String, outputs: Int, inputs: Int) throws -> PackedMatrix {
        let weight = try parts.flatMap { try values($0.weight, "\(name) weight", shape: [outputs, inputs]) }
        let bias = try parts.flatMap { try values($0.bias, "\(name) bias", shape: [outputs]) }
        return try PackedMatrix(
            weight: weight, outputs: outputs * parts.count, inputs: inputs, bias: bias, precision: precision)
    }

    /// Two rows: gamma, beta.
    func norm(_ norm: ModelWeights.Norm, _ name: String, width: Int) throws -> FloatTable {
        let gamma = try values(norm.gamma, "\(name) gamma", shape: [width])
        return FloatTable(gamma + (try values(norm.beta, "\(name) beta", shape: [width])), columns: width)
    }

    func values(_ tensor: any TensorReading, _ name: String, shape: [Int]) throws -> [Float] {
        guard tensor.shape == shape else {
            throw RoFormerFailure(
                "the \(name) has shape \(tensor.shape), the configuration asks for \(shape)",
                hint: "take the configuration file and the weights from the same model")
        }
        let values = try tensor.floats()
        guard values.count == shape.reduce(1, *) else {
            throw RoFormerFailure(
                "the \(name) holds \(values.count) numbers instead of \(shape.reduce(1, *))",
                hint: "fetch the weights again")
        }
        return values
    }
}
