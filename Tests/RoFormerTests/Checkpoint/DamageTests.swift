import Files
import RoFormer
import Testing

/// Files that end early or lie about themselves are refused, and never crash the reader.
@Suite struct DamageTests {
    /// Every prefix of a file that lacks a byte or more is refused; the whole is not.
    private func everyPrefixIsRefused(_ name: String, _ write: (TestModel, String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try write(TestModel(), folder)
            let path = "\(folder)/\(name)"
            let whole = try FileSystem.readAll(path)
            #expect(throws: Never.self) { try Checkpoint.open(folder: folder) }
            // Each byte near the ends, where the structure is; steps between.
            let lengths = (0..<whole.count).filter { $0 < 3000 || $0 > whole.count - 3000 || $0 % 97 == 0 }
            for length in lengths {
                try RoFormerTests.write(Array(whole.prefix(length)), to: path)
                #expect(throws: CheckpointFailure.self, "\(length) of \(whole.count) bytes") {
                    try Checkpoint.open(folder: folder)
                }
            }
        }
    }

    @Test func prefixesOfSafetensors() throws {
        try everyPrefixIsRefused("model.safetensors") { try $0.writeSafetensors(to: $1) }
    }

    @Test func prefixesOfAPyTorchArchive() throws {
        try everyPrefixIsRefused("pytorch_model.bin") { try $0.writePyTorch(to: $1) }
    }

    @Test func prefixesOfAnOlderPyTorchFile() throws {
        try everyPrefixIsRefused("pytorch_model.bin") {
            try $0.write(to: $1, "pytorch_model.bin", Pickle.sequence($0.tensors))
        }
    }

    @Test func prefixesOfATensorFlowIndex() throws {
        try everyPrefixIsRefused("bert_model.ckpt.index") { try $0.writeTensorFlow(to: $1) }
    }

    @Test func prefixesOfTensorFlowData() throws {
        try everyPrefixIsRefused("bert_model.ckpt.data-00000-of-00001") { try $0.writeTensorFlow(to: $1) }
    }

    /// One changed byte is seen by a checksum, wherever it is.
    @Test(arguments: ["pytorch_model.bin", "bert_model.ckpt.index", "bert_model.ckpt.data-00000-of-00001"])
    func aChangedByteIsNoticedOrHarmless(name: String) throws {
        try withTemporaryFolder { folder in
            let model = TestModel()
            try name.hasPrefix("bert") ? model.writeTensorFlow(to: folder) : model.writePyTorch(to: folder)
            let whole = try FileSystem.readAll("\(folder)/\(name)")
            let names = Dictionary(uniqueKeysWithValues: model.tensors.map { ($0.name, $0.values) })
            for place in Swift.stride(from: 0, to: whole.count, by: 13) {
                var changed = whole
                changed[place] ^= 0x10
                try RoFormerTests.write(changed, to: "\(folder)/\(name)")
                guard let checkpoint = try? Checkpoint.open(folder: folder) else { continue }
                for (name, tensor) in checkpoint.weights.named {
                    let expected = names[name] ?? names["roformer." + name]
                    #expect(try tensor.floats() == expected, "byte \(place)")
                }
            }
        }
    }

    @Test func aMissingDataFile() throws {
        try withTemporaryFolder { folder in
            try TestModel().writeTensorFlow(to: folder)
            try FileSystem.remove(folder + "/bert_model.ckpt.data-00000-of-00001")
            let failure = #expect(throws: CheckpointFailure.self) { try Checkpoint.open(folder: folder) }
            #expect(failure?.description.contains("data-00000-of-00001") == true)
        }
    }
}
