import Files

/// Lends an empty folder to `body` and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try FileSystem.createTemporaryDirectory(prefix: "native-tests")
    defer { try? FileSystem.remove(folder) }
    return try body(folder)
}

/// Makes a file of `bytes`.
func write(_ bytes: [UInt8], to path: String) throws {
    let writer = try FileWriter(path: path)
    try writer.write(bytes)
    try writer.publish(sync: false)
}

extension [UInt8] {
    /// The UTF-8 of `text`.
    init(_ text: StaticString) {
        self = text.withUTF8Buffer { Array($0) }
    }

    /// Bytes that look random and are the same every time.
    init(pseudoRandom count: Int, seed: UInt64 = 1) {
        var state = seed
        self = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}
