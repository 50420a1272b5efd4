/// All tensors of a checkpoint's files, under the names that PyTorch's RoFormer gives them.
struct StoredTensors {
    /// By canonical name: `encoder.layer.0.output.dense.weight`, without the model's prefix.
    private(set) var tensors: [String: StoredTensor] = [:]
    /// Tensors of numbers that no weight is made of, such as counters; by their names in the file.
    let others: [String]

    /// - Throws: ``CheckpointFailure`` where two tensors have the same role.
    init(_ tensors: [StoredTensor], others: [String], naming: (String) -> String) throws {
        self.others = others
        for tensor in tensors {
            guard let earlier = self.tensors.updateValue(tensor, forKey: naming(tensor.name)) else { continue }
            throw CheckpointFailure(
                tensor.bytes.path, "'\(earlier.name)' and '\(tensor.name)' are the same weight of the model",
                hint: "Save the model alone, without copies of it")
        }
    }
}
