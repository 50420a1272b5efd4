import Files
import RoFormer
import Testing

/// Each folder that cannot be used is refused with a message that says why.
@Suite struct RefusalTests {
    /// Opens what `write` made and expects a refusal that mentions all of `parts`.
    private func refuses(
        _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation, write: (String) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            try write(folder)
            let failure = #expect(throws: CheckpointFailure.self, sourceLocation: sourceLocation) {
                try Checkpoint.open(folder: folder)
            }
            let text = failure?.description ?? ""
            for part in parts { #expect(text.contains(part), sourceLocation: sourceLocation) }
        }
    }

    private func refuses(
        _ parts: String, _ more: String = "", configuration: [String: String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try refuses(parts, more, "config.json", sourceLocation: sourceLocation) { folder in
            var model = TestModel()
            model.configuration.merge(configuration) { $1 }
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aFolderThatIsNotThere() {
        let failure = #expect(throws: CheckpointFailure.self) { try Checkpoint.open(folder: "/nowhere/at/all") }
        #expect(failure?.description.contains("no such folder") == true)
    }

    @Test func anEmptyFolder() throws {
        try refuses("model.safetensors", "pytorch_model.bin", "bert_model.ckpt", "vocab.txt") { _ in }
    }

    @Test func aFolderWithoutAVocabulary() throws {
        try refuses("vocab.txt is not") { folder in
            try TestModel().writeSafetensors(to: folder)
            try FileSystem.remove(folder + "/vocab.txt")
        }
    }

    @Test func aVocabularyOfAnotherModel() throws {
        try refuses("13 tokens", "12 rows") { folder in
            var model = TestModel()
            model.vocabulary += "地\n"
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aVocabularyWithATokenTwice() throws {
        try refuses("vocab.txt", "'好'", "lines 9 and 12") { folder in
            var model = TestModel()
            model.vocabulary = model.vocabulary.replacing("天", with: "好")
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aMissingPooler() throws {
        try refuses("pooler", "RoFormerModel") { folder in
            var model = TestModel()
            model.remove("roformer.pooler.dense.weight")
            model.remove("roformer.pooler.dense.bias")
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aMissingHead() throws {
        try refuses("head", "paraphrases") { folder in
            var model = TestModel()
            for tensor in model.tensors where tensor.name.hasPrefix("cls.") { model.remove(tensor.name) }
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aMissingLayer() throws {
        try refuses("encoder.layer.1.output.dense.bias") { folder in
            var model = TestModel()
            model.remove("roformer.encoder.layer.1.output.dense.bias")
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func aShapeThatDoesNotFit() throws {
        try refuses("roformer.encoder.layer.0.intermediate.dense.weight", "[8, 12]", "[12, 8]") { folder in
            var model = TestModel()
            model.change("roformer.encoder.layer.0.intermediate.dense.weight") { $0.shape = [8, 12] }
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func notANumber() throws {
        try refuses("roformer.encoder.layer.1.output.dense.weight", "[3, 2]", "NaN") { folder in
            var model = TestModel()
            model.change("roformer.encoder.layer.1.output.dense.weight") { $0.values[3 * 12 + 2] = .nan }
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func infinityInATurnedKernel() throws {
        try refuses("bert/encoder/layer_0/intermediate/dense/kernel", "[5, 1]") { folder in
            var model = TestModel()
            model.change("roformer.encoder.layer.0.intermediate.dense.weight") { $0.values[5 * 8 + 1] = .infinity }
            try model.writeTensorFlow(to: folder)
        }
    }

    @Test func aHeadOfItsOwn() throws {
        try refuses("cls.predictions.decoder.weight", "differs", "tie") { folder in
            var model = TestModel()
            var decoder = try #require(model["roformer.embeddings.word_embeddings.weight"])
            decoder.name = "cls.predictions.decoder.weight"
            decoder.values[5] += 1
            model.tensors.append(decoder)
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func moreLayersThanTheConfigurationSays() throws {
        try refuses("2 layers", "says 1") { folder in
            var model = TestModel()
            model.configuration["num_hidden_layers"] = "1"
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func anotherModel() throws {
        try refuses("position_embeddings", "BERT") { folder in
            var model = TestModel()
            model.tensors.append(
                .init(name: "bert.embeddings.position_embeddings.weight", shape: [1], values: [0]))
            for place in model.tensors.indices {
                model.tensors[place].name = model.tensors[place].name.replacing("bert.", with: "")
            }
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func oneWeightUnderTwoNames() throws {
        try refuses("same weight") { folder in
            var model = TestModel()
            var copy = try #require(model["roformer.pooler.dense.bias"])
            copy.name = "pooler.dense.bias"
            model.tensors.append(copy)
            try model.writeSafetensors(to: folder)
        }
    }

    @Test func configurationsOfOtherModels() throws {
        try refuses("hidden_act", "relu", configuration: ["hidden_act": "\"relu\""])
        try refuses("hidden_act", "gelu_new", configuration: ["hidden_act": "\"gelu_new\""])
        try refuses("pooler_activation", "tanh", configuration: ["pooler_activation": "\"tanh\""])
        try refuses("embedding_size", configuration: ["embedding_size": "4"])
        try refuses("rotary_value", configuration: ["rotary_value": "true"])
        try refuses("bert", "roformer", configuration: ["model_type": "\"bert\""])
        try refuses("heads", configuration: ["num_attention_heads": "3"])
    }

    @Test func configurationsThatSayNothing() throws {
        try refuses("hidden_size", configuration: ["hidden_size": "\"8\""])
        try refuses("hidden_size", configuration: ["hidden_size": "-8"])
        try refuses("vocab_size", configuration: ["vocab_size": "1e4"])
        try refuses("layer_norm_eps", configuration: ["layer_norm_eps": "\"small\""])
        try refuses("num_hidden_layers", "missing", configuration: ["num_hidden_layers": "null"])
    }

    @Test func aConfigurationThatIsNoJSON() throws {
        try refuses("not valid JSON") { folder in
            try TestModel().writeSafetensors(to: folder)
            try write(Array("{\"vocab_size\": 12,".utf8), to: folder + "/config.json")
        }
    }

    @Test func anotherEpsilonIsTakenWithAWarning() throws {
        try withTemporaryFolder { folder in
            var model = TestModel()
            model.configuration["layer_norm_eps"] = "1e-07"
            try model.writeSafetensors(to: folder)
            let checkpoint = try Checkpoint.open(folder: folder)
            #expect(checkpoint.configuration.normEpsilon == 1e-7)
            #expect(checkpoint.report.warnings.contains { $0.contains("1e-12") })
        }
    }
}
