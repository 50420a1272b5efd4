internal import LinearAlgebra

/// One transformer layer, ready to multiply.
struct PackedLayer: Sendable {
    let query: PackedMatrix
    /// Keys of all heads, then values of all heads.
    let keyValue: PackedMatrix
    let attentionOutput: PackedMatrix
    let attentionNorm: FloatTable
    let intermediate: PackedMatrix
    let output: PackedMatrix
    let outputNorm: FloatTable

    init(_ layer: ModelWeights.Layer, number: Int, configuration: ModelConfiguration, packing: WeightPacking) throws {
        let width = configuration.hiddenSize
        let inner = configuration.intermediateSize
        let name = "layer \(number)'s"
        query = try packing.dense(layer.query, "\(name) query", outputs: width, inputs: width)
        keyValue = try packing.stacked([layer.key, layer.value], "\(name) key or value", outputs: width, inputs: width)
        attentionOutput = try packing.dense(
            layer.attentionOutput, "\(name) attention output", outputs: width, inputs: width)
        attentionNorm = try packing.norm(layer.attentionNorm, "\(name) attention norm", width: width)
        intermediate = try packing.dense(
            layer.intermediate, "\(name) intermediate layer's", outputs: inner, inputs: width)
        output = try packing.dense(layer.output, "\(name) output", outputs: width, inputs: inner)
        outputNorm = try packing.norm(layer.outputNorm, "\(name) output norm", width: width)
    }
}
