import RoFormer

extension ModelWeights {
    /// All tensors by PyTorch's names without prefix.
    var named: [(name: String, tensor: any TensorReading)] {
        var all: [(name: String, tensor: any TensorReading)] = [
            ("embeddings.word_embeddings.weight", wordEmbedding),
            ("embeddings.token_type_embeddings.weight", segmentEmbedding), ("cls.predictions.bias", outputBias),
        ]
        all += embeddingNorm.named("embeddings.LayerNorm") + pooler.named("pooler.dense")
        all += transform.named("cls.predictions.transform.dense")
        all += transformNorm.named("cls.predictions.transform.LayerNorm")
        for (number, layer) in layers.enumerated() {
            let prefix = "encoder.layer.\(number)."
            all += layer.query.named(prefix + "attention.self.query")
            all += layer.key.named(prefix + "attention.self.key")
            all += layer.value.named(prefix + "attention.self.value")
            all += layer.attentionOutput.named(prefix + "attention.output.dense")
            all += layer.attentionNorm.named(prefix + "attention.output.LayerNorm")
            all += layer.intermediate.named(prefix + "intermediate.dense")
            all += layer.output.named(prefix + "output.dense")
            all += layer.outputNorm.named(prefix + "output.LayerNorm")
        }
        return all
    }
}

extension ModelWeights.Dense {
    fileprivate func named(_ name: String) -> [(name: String, tensor: any TensorReading)] {
        [(name + ".weight", weight), (name + ".bias", bias)]
    }
}

extension ModelWeights.Norm {
    fileprivate func named(_ name: String) -> [(name: String, tensor: any TensorReading)] {
        [(name + ".weight", gamma), (name + ".bias", beta)]
    }
}
