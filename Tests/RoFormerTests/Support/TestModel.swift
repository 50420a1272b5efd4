import Files
import TensorBytes

/// A small model whose numbers can be told apart, in each of the formats; written by hand, so that nothing is read by its
/// writer's own code.
struct TestModel {
    struct Tensor {
        var name: String
        var shape: [Int]
        var values: [Float]
    }

    static let hidden = 8
    static let inner = 12
    static let layers = 2
    static let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##b", "你", "好", "吗", "？", "天"]

    /// By the names of PyTorch's RoFormer.
    var tensors: [Tensor]
    var vocabulary = words.joined(separator: "\n") + "\n"
    var configuration: [String: String] = [
        "model_type": "\"roformer\"", "vocab_size": "\(words.count)", "hidden_size": "\(hidden)",
        "embedding_size": "\(hidden)", "num_hidden_layers": "\(layers)", "num_attention_heads": "2",
        "intermediate_size": "\(inner)", "type_vocab_size": "2", "max_position_embeddings": "64",
        "hidden_act": "\"gelu\"", "rotary_value": "false", "pooler_activation": "\"linear\"", "layer_norm_eps": "1e-12",
    ]

    init() {
        var shapes: [(String, [Int])] = [
            ("roformer.embeddings.word_embeddings.weight", [Self.words.count, Self.hidden]),
            ("roformer.embeddings.token_type_embeddings.weight", [2, Self.hidden]),
        ]
        shapes += Self.norm("roformer.embeddings.LayerNorm")
        for layer in 0..<Self.layers {
            let prefix = "roformer.encoder.layer.\(layer)."
            for name in [
                "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
            ] {
                shapes += Self.dense(prefix + name, Self.hidden, Self.hidden)
            }
            shapes += Self.norm(prefix + "attention.output.LayerNorm")
            shapes += Self.dense(prefix + "intermediate.dense", Self.inner, Self.hidden)
            shapes += Self.dense(prefix + "output.dense", Self.hidden, Self.inner)
            shapes += Self.norm(prefix + "output.LayerNorm")
        }
        shapes += Self.dense("roformer.pooler.dense", Self.hidden, Self.hidden)
        shapes += Self.dense("cls.predictions.transform.dense", Self.hidden, Self.hidden)
        shapes += Self.norm("cls.predictions.transform.LayerNorm")
        shapes.append(("cls.predictions.bias", [Self.words.count]))
        tensors = shapes.enumerated().map { number, named in
            let count = named.1.reduce(1, *)
            return Tensor(
                name: named.0, shape: named.1, values: (0..<count).map { Float(number * 128 + $0) / 64 })
        }
    }

    private static func dense(_ name: String, _ outputs: Int, _ inputs: Int) -> [(String, [Int])] {
        [(name + ".weight", [outputs, inputs]), (name + ".bias", [outputs])]
    }

    private static func norm(_ name: String) -> [(String, [Int])] {
        [(name + ".weight", [hidden]), (name + ".bias", [hidden])]
    }

    subscript(_ name: String) -> Tensor? { tensors.first { $0.name == name } }

    mutating func change(_ name: String, _ body: (inout Tensor) -> Void) {
        for place in tensors.indices where tensors[place].name == name { body(&tensors[place]) }
    }

    mutating func remove(_ name: String) { tensors.removeAll { $0.name == name } }

    var configurationText: String {
        "{" + configuration.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
            + "}"
    }

    /// Writes the configuration and vocabulary of a Hugging Face folder, and `weights` as `name`.
    func write(to folder: String, _ name: String, _ weights: [UInt8]) throws {
        try RoFormerTests.write(weights, to: "\(folder)/\(name)")
        try RoFormerTests.write(Array(configurationText.utf8), to: folder + "/config.json")
        try RoFormerTests.write(Array(vocabulary.utf8), to: folder + "/vocab.txt")
    }

    func writeSafetensors(to folder: String) throws {
        try write(to: folder, "model.safetensors", Safetensors.bytes(tensors))
    }

    func writePyTorch(to folder: String) throws {
        try write(to: folder, "pytorch_model.bin", Zip.bytes(Pickle.archive(tensors)))
    }

    /// With the index and data file that TensorFlow would write.
    func writeTensorFlow(to folder: String) throws {
        let bundle = Bundle.bytes(tensors.map(\.inTensorFlow))
        try write(to: folder, "bert_model.ckpt.index", bundle.index)
        try RoFormerTests.write(bundle.data, to: folder + "/bert_model.ckpt.data-00000-of-00001")
        try FileSystem.rename(folder + "/config.json", to: folder + "/bert_config.json")
    }
}

extension TestModel.Tensor {
    /// Little-endian float32.
    var bytes: [UInt8] { values.flatMap { [UInt8]($0.bitPattern, 4) } }

    /// As bert4keras names it; kernels are turned.
    var inTensorFlow: TestModel.Tensor {
        var copy = self
        copy.name = name.replacing("roformer.", with: "bert.")
        let endings = [
            "_embeddings.weight": "_embeddings", "LayerNorm.weight": "LayerNorm.gamma",
            "LayerNorm.bias": "LayerNorm.beta",
            "cls.predictions.bias": "cls.predictions.output_bias",
        ]
        for (old, new) in endings where copy.name.hasSuffix(old) { copy.name = copy.name.dropLast(old.count) + new }
        if copy.name.hasSuffix(".weight") {
            copy.name = copy.name.dropLast(6) + "kernel"
            copy.shape = shape.reversed()
            copy.values = (0..<values.count).map { values[$0 % shape[0] * shape[1] + $0 / shape[0]] }
        }
        copy.name = copy.name.replacing(".layer.", with: ".layer_").replacing(".", with: "/")
        return copy
    }
}

extension [UInt8] {
    /// The lowest `count` bytes of a number, little-endian.
    init(_ number: some BinaryInteger, _ count: Int) {
        self = (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
