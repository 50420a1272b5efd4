/// All tensors of a checkpoint's files, under the names that PyTorch's RoFormer gives them.
struct StoredTensors {
    /// By canonical name: `encoder.layer.0.output.dense.weight`, without the model's prefix.
    private(set) var tensors: [String: StoredTensor] = [:]
    /// Tensors of numbers that no weight is made of, such as counters; by their names in the file.
    private(set) var others: [String] = []

    /// - Throws: ``CheckpointFailure`` where two tensors have the same role.
    mutating func add(_ tensor: StoredTensor, as name: String) throws {
        if let earlier = tensors.updateValue(tensor, forKey: name) {
            throw CheckpointFailure(
                tensor.bytes.path, "'\(earlier.name)' and '\(tensor.name)' are the same weight of the model",
                hint: "Save the model alone, without copies of it")
        }
    }

    mutating func addOther(_ name: String) { others.append(name) }
}
