import RoFormer
import Testing

/// What a header of safetensors may claim.
@Suite struct SafetensorsHeaderTests {
    private func refuses(
        _ part: String, _ entries: [String], data: Int = 8, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try refuses(
            part, header: "{" + entries.joined(separator: ",") + "}", data: data, sourceLocation: sourceLocation)
    }

    private func refuses(
        _ part: String, header: String, data: Int = 8, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try withTemporaryFolder { folder in
            let bytes = Safetensors.bytes(header: header, data: [UInt8](repeating: 0, count: data))
            try TestModel().write(to: folder, "model.safetensors", bytes)
            let failure = #expect(throws: CheckpointFailure.self, sourceLocation: sourceLocation) {
                try Checkpoint.open(folder: folder)
            }
            #expect(
                failure?.description.contains(part) == true, "\(failure?.description ?? "")",
                sourceLocation: sourceLocation)
        }
    }

    @Test func tensorsThatOverlap() throws {
        try refuses("overlap", [Safetensors.entry("a", "F32", [2], 0, 8), Safetensors.entry("b", "F32", [1], 4, 8)])
    }

    @Test func bytesOfNoTensor() throws {
        try refuses("covers", [Safetensors.entry("a", "F32", [1], 0, 4)])
        try refuses("covers", [Safetensors.entry("a", "F32", [1], 4, 8)])
    }

    @Test func placesBeyondTheFile() throws {
        try refuses("bytes [0, 12] of 8", [Safetensors.entry("a", "F32", [3], 0, 12)])
        try refuses("bytes [8, 4]", [Safetensors.entry("a", "F32", [1], 8, 4)])
        try refuses("'a'", ["\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 99999999999999999999]}"])
    }

    @Test func shapesThatDoNotFit() throws {
        try refuses("shape [3]", [Safetensors.entry("a", "F32", [3], 0, 8)])
        try refuses("'a'", [Safetensors.entry("a", "F32", [-2], 0, 8)])
        try refuses("'a'", [Safetensors.entry("a", "F32", [1 << 40, 1 << 40], 0, 8)])
        try refuses("type F4", [Safetensors.entry("a", "F4", [2], 0, 8)])
    }

    /// A dictionary's order changes from run to run, and so must not decide.
    @Test func ofManyFaultsTheFirstNameIsTold() throws {
        let names = (0..<40).map { "tensor\(10 + $0)" }
        try refuses("'tensor10'", names.reversed().map { Safetensors.entry($0, "F32", [3], 0, 12) })
    }

    @Test func headersThatAreNoObjects() throws {
        try refuses("JSON", header: "[]")
        try refuses("JSON", header: "{\"a\": ")
        try refuses("twice", header: "{\"a\": 1, \"a\": 2}")
        try refuses("'a'", header: "{\"a\": 1}")
        try refuses("deep", header: "{\"a\": " + String(repeating: "[", count: 5000))
        try refuses("JSON", header: "{\"\u{1}\": 1}")
    }
}
