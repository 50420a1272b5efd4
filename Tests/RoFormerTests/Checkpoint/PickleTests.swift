import RoFormer
import Testing

/// A pickle is read, never run.
@Suite struct PickleTests {
    private func refuses(_ part: String, _ program: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        try withTemporaryFolder { folder in
            let entries = [("model/data.pkl", program), ("model/data/0", [UInt8](repeating: 0, count: 32))]
            try TestModel().write(to: folder, "pytorch_model.bin", Zip.bytes(entries.map { ($0.0, $0.1) }))
            let failure = #expect(throws: CheckpointFailure.self, sourceLocation: sourceLocation) {
                try Checkpoint.open(folder: folder)
            }
            #expect(
                failure?.description.contains(part) == true, "\(failure?.description ?? "")",
                sourceLocation: sourceLocation)
        }
    }

    private func code(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func functionsAreNamedAndNotCalled() throws {
        try refuses(
            "'os.system'", [0x80, 2] + Pickle.global("os", "system") + code("(") + Pickle.text("true") + code("tR."))
        try refuses(
            "'builtins.eval'",
            [0x80, 4] + [0x8C, 8] + code("builtins") + [0x8C, 4] + code("eval") + [0x93] + code("."))
        try refuses("'torch.LongStorage'", [0x80, 2] + Pickle.global("torch", "LongStorage") + code("."))
        try refuses("'i'", [0x80, 2] + code("(ios\nsystem\n."))
        try refuses("'o'", [0x80, 2] + code("(o."))
        try refuses("0x81", [0x80, 2, 0x81])
    }

    @Test func callsWithOtherArgumentsAreRefused() throws {
        let dictionary = Pickle.global("collections", "OrderedDict")
        try refuses("collections.OrderedDict", [0x80, 2] + dictionary + code("(") + Pickle.integer(1) + code("tR."))
        try refuses("call", [0x80, 2] + Pickle.text("x") + code(")R."))
        try refuses("storage", [0x80, 2] + code(")Q."))
    }

    @Test func damagedStacksAreRefused() throws {
        try refuses("stack", [0x80, 2] + code("R."))
        try refuses("stack", [0x80, 2] + code("."))
        try refuses("mark", [0x80, 2] + code("t."))
        try refuses("stack", [0x80, 2] + code("N(R."))
        try refuses("had", [0x80, 2] + code("h") + [9] + code("."))
        try refuses("ends early", [0x80, 2] + code("X") + [0xFF, 0xFF, 0xFF, 0xFF])
        try refuses("appends", [0x80, 2] + code("}(Ne."))
        try refuses("dictionary", [0x80, 2] + code("N."))
    }

    @Test func deepNestingIsNoDanger() throws {
        let deep = [0x80, 2] + code("N") + [UInt8](repeating: 0x85, count: 1_000_000) + code(".")
        try refuses("dictionary of tensors", deep)
        try refuses("ends early", [0x80, 2] + [UInt8](repeating: UInt8(ascii: "("), count: 1_000_000))
    }

    @Test func tensorsBeyondTheirStorageAreRefused() throws {
        func program(_ shape: [Int], _ strides: [Int], offset: Int = 0, count: Int = 8) -> [UInt8] {
            let tensor = Pickle.tensor(Pickle.zipStorage(0, count), shape, strides, offset: offset)
            return Pickle.program(code("(") + Pickle.text("x") + tensor + code("u"))
        }
        try refuses("beyond", program([9], [1]))
        try refuses("beyond", program([8], [1], offset: 1))
        try refuses("beyond", program([9], [1], count: 9))
        try refuses("strides", program([4, 2], [4, 1]))
        try refuses("beyond", program([Int(Int32.max), 1], [1, 1]))
        try refuses("strides", program([1 << 30, 1 << 30, 1 << 30], [1, 1, 1]))
    }

    @Test func otherThingsThanTensorsAreRefused() throws {
        try refuses("'x'", Pickle.program(code("(") + Pickle.text("x") + Pickle.integer(3) + code("u")))
    }
}
