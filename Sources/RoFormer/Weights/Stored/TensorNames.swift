/// What the formats call the same weights.
enum TensorNames {
    /// PyTorch's name without the prefix of the model within a larger one.
    static func canonical(pyTorch name: String) -> String {
        var name = name[...]
        for prefix in ["module.", "roformer."] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        return replacingEnding(String(name), [".gamma": ".weight", ".beta": ".bias"])
    }

    /// `bert/encoder/layer_0/output/dense/kernel` and its like. Kernels are [in, out]: ``isKernel(_:)``.
    static func canonical(tensorFlow name: String) -> String {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.first == "bert" { parts.removeFirst() }
        parts = parts.flatMap { $0.hasPrefix("layer_") ? ["layer", String($0.dropFirst(6))] : [$0] }
        let joined = parts.joined(separator: ".")
        switch joined {
        case "embeddings.word_embeddings", "embeddings.token_type_embeddings": return joined + ".weight"
        case "cls.predictions.output_bias": return "cls.predictions.bias"
        default: return replacingEnding(joined, [".kernel": ".weight", ".gamma": ".weight", ".beta": ".bias"])
        }
    }

    static func isKernel(_ tensorFlowName: String) -> Bool { tensorFlowName.hasSuffix("/kernel") }

    private static func replacingEnding(_ name: String, _ endings: [String: String]) -> String {
        for (old, new) in endings where name.hasSuffix(old) { return name.dropLast(old.count) + new }
        return name
    }
}
