import Files
import RoFormer
import Testing

/// Models that PyTorch and TensorFlow wrote, read back number by number.
@Suite(.serialized, .enabled(if: Python.interpreter != nil, "CURATE_PYTHON names no Python with transformers"))
struct CheckpointParityTests {
    @Test(arguments: ["small", "base"]) func everyTensorIsEqual(size: String) throws {
        try withTemporaryFolder { folder in
            let vocabulary = folder + "/vocab.txt"
            try Python.run(Python.interpreter, "vocabulary", vocabulary)
            try Python.run(Python.interpreter, "pytorch", size, vocabulary, folder + "/pytorch")
            let tensors = try Self.tensors(folder + "/pytorch/tensors")
            for name in ["safetensors", "zip", "legacy", "strided", "parameters"] {
                try expect("\(folder)/pytorch/\(name)", tensors)
            }
            for name in ["float16", "float16-zip"] {
                try expect("\(folder)/pytorch/\(name)", tensors, rounded: Self.half)
            }
            for name in ["bfloat16", "bfloat16-zip"] {
                try expect("\(folder)/pytorch/\(name)", tensors, rounded: Self.brain)
            }
            if Python.tensorFlow == nil { return }
            try Python.run(Python.tensorFlow, "tensorflow", size, vocabulary, folder + "/tensorflow")
            let report = try expect(folder + "/tensorflow", tensors)
            #expect(report.format == .tensorFlow)
            #expect(
                report.extraTensors == [
                    "bert/encoder/layer_0/output/dense/kernel/adam_m",
                    "bert/encoder/layer_0/output/dense/kernel/adam_v",
                    "cls/seq_relationship/output_bias", "global_step",
                ])
        }
    }

    /// What PyTorch holds, by its names without the model's prefix.
    private static func tensors(_ path: String) throws -> [String: (shape: [Int], values: [Float])] {
        var file = try ReferenceFile(path: path)
        var tensors: [String: (shape: [Int], values: [Float])] = [:]
        while !file.isAtEnd {
            let name = file.text().replacing("roformer.", with: "")
            let shape = file.integers().map(Int.init)
            tensors[name] = (shape, file.floats(shape.reduce(1, *)))
        }
        return tensors
    }

    @discardableResult
    private func expect(
        _ folder: String, _ tensors: [String: (shape: [Int], values: [Float])],
        rounded: (Float) -> Float = { $0 }
    ) throws -> CheckpointReport {
        let checkpoint = try Checkpoint.open(folder: folder)
        for (name, tensor) in checkpoint.weights.named {
            let expected = try #require(tensors[name], "\(name)")
            #expect(tensor.shape == expected.shape, "\(folder): \(name)")
            let isEqual = try tensor.floats() == expected.values.map(rounded)
            #expect(isEqual, "\(folder): \(name)")
        }
        return checkpoint.report
    }

    private static func half(_ value: Float) -> Float { Float(Float16(value)) }

    /// To the nearest bfloat16, of two equally near the even one.
    private static func brain(_ value: Float) -> Float {
        let bits = value.bitPattern
        return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
    }
}
