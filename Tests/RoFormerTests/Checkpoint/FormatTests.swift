import Files
import RoFormer
import Testing

/// The same model in each format gives the same weights.
@Suite struct FormatTests {
    @Test func safetensorsIsRead() throws { try check(.safetensors) { try $0.writeSafetensors(to: $1) } }

    @Test func pyTorchArchiveIsRead() throws { try check(.pytorch) { try $0.writePyTorch(to: $1) } }

    @Test func olderPyTorchFileIsRead() throws {
        try check(.pytorch) { try $0.write(to: $1, "pytorch_model.bin", Pickle.sequence($0.tensors)) }
    }

    @Test func tensorFlowCheckpointIsRead() throws { try check(.tensorFlow) { try $0.writeTensorFlow(to: $1) } }

    @Test func namesWithoutPrefixAndOldNormNamesAreRead() throws {
        var model = TestModel()
        for place in model.tensors.indices {
            let name = model.tensors[place].name.replacing("roformer.", with: "")
            model.tensors[place].name = name.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
                .replacing("LayerNorm.bias", with: "LayerNorm.beta")
        }
        try check(.safetensors) { _, folder in try model.writeSafetensors(to: folder) }
    }

    @Test func tiedCopiesAndOtherTensorsAreAllowedAndTold() throws {
        var model = TestModel()
        var decoder = try #require(model["roformer.embeddings.word_embeddings.weight"])
        decoder.name = "cls.predictions.decoder.weight"
        var bias = try #require(model["cls.predictions.bias"])
        bias.name = "cls.predictions.decoder.bias"
        model.tensors += [decoder, bias]
        model.tensors.append(
            .init(name: "roformer.encoder.embed_positions.weight", shape: [2, 2], values: [0, .nan, 1, 1]))
        model.tensors.append(.init(name: "cls.seq_relationship.bias", shape: [2], values: [0, 0]))
        try withTemporaryFolder { folder in
            try model.writeSafetensors(to: folder)
            let report = try Checkpoint.open(folder: folder).report
            #expect(report.extraTensors == ["cls.seq_relationship.bias", "roformer.encoder.embed_positions.weight"])
            #expect(report.parameters == TestModel().tensors.map(\.values.count).reduce(0, +))
        }
    }

    @Test func optimizerSlotsOfTensorFlowAreToldAsExtra() throws {
        var model = TestModel()
        let slot = "roformer.encoder.layer.0.output.dense.kernel.adam_m"
        model.tensors.append(.init(name: slot, shape: [2], values: [1, 2]))
        try withTemporaryFolder { folder in
            try model.writeTensorFlow(to: folder)
            let report = try Checkpoint.open(folder: folder).report
            #expect(report.extraTensors == ["bert/encoder/layer_0/output/dense/kernel/adam_m"])
        }
    }

    /// A kernel that a converter has turned stands column by column.
    @Test func turnedTensorsOfPyTorchAreRead() throws {
        let model = TestModel()
        let name = "roformer.encoder.layer.0.intermediate.dense.weight"
        let place = try #require(model.tensors.firstIndex { $0.name == name })
        let tensor = model.tensors[place]
        var entries = Pickle.archive(model.tensors)
        let items = model.tensors.enumerated().flatMap { number, tensor in
            let strides = number == place ? [1, tensor.shape[0]] : tensor.shape.strides
            return Pickle.text(tensor.name)
                + Pickle.tensor(Pickle.zipStorage(number, tensor.values.count), tensor.shape, strides)
        }
        entries[0].bytes = Pickle.program(Array("(".utf8) + items + Array("u".utf8))
        var turned = tensor
        turned.values = (0..<tensor.values.count).map {
            tensor.values[$0 % tensor.shape[0] * tensor.shape[1] + $0 / tensor.shape[0]]
        }
        entries[2 + place].bytes = turned.bytes
        try withTemporaryFolder { folder in
            try model.write(to: folder, "pytorch_model.bin", Zip.bytes(entries))
            let weights = try Checkpoint.open(folder: folder).weights
            #expect(try weights.layers[0].intermediate.weight.floats() == tensor.values)
        }
    }

    private func check(_ format: CheckpointFormat, _ write: (TestModel, String) throws -> Void) throws {
        let model = TestModel()
        try withTemporaryFolder { folder in
            try write(model, folder)
            let checkpoint = try Checkpoint.open(folder: folder)
            #expect(checkpoint.format == format)
            #expect(checkpoint.configuration.layerCount == TestModel.layers)
            #expect(checkpoint.configuration.normEpsilon == 1e-12)
            #expect(checkpoint.tokenizer.vocabulary.tokens == TestModel.words)
            try expectEqual(checkpoint.weights, model)
            #expect(checkpoint.digest == (try Checkpoint.digest(folder: folder)))
            #expect(checkpoint.report.warnings == [])
            #expect(checkpoint.report.extraTensors == [])
        }
    }

    private func expectEqual(_ weights: ModelWeights, _ model: TestModel) throws {
        for (name, tensor) in weights.named {
            let expected = try #require(model[name] ?? model["roformer." + name], "\(name)")
            #expect(tensor.shape == expected.shape, "\(name)")
            #expect(try tensor.floats() == expected.values, "\(name)")
        }
    }
}
