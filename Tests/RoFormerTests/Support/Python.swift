import Files
import Foundation
import TensorBytes
import Testing

/// The reference in Python, run where the environment names an interpreter that has what it needs.
enum Python {
    private static let environment = ProcessInfo.processInfo.environment

    /// With transformers, PyTorch and bert4keras.
    static let interpreter = environment["CURATE_PYTHON"]
    /// With TensorFlow.
    static let tensorFlow = environment["CURATE_PYTHON_TF"]
    /// A folder of public corpora.
    static let corpora = environment["CURATE_CORPORA"]

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Interoperability/teacher_reference.py").path

    /// Runs a command of the reference to its end.
    static func run(_ interpreter: String?, _ arguments: String...) throws { try run(interpreter, arguments) }

    static func run(_ interpreter: String?, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(interpreter))
        process.arguments = [script] + arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments.joined(separator: " "))")
    }
}

/// What the reference wrote: little-endian int32 numbers, and texts behind their length.
struct ReferenceFile {
    private let bytes: [UInt8]
    private var place = 0

    init(path: String) throws { bytes = try FileSystem.readAll(path) }

    var isAtEnd: Bool { place == bytes.count }

    mutating func integer() -> Int32 {
        defer { place += 4 }
        return (0..<4).reduce(0) { $0 | Int32(bitPattern: UInt32(bytes[place + $1])) << (8 * Int32($1)) }
    }

    mutating func text() -> String {
        let count = Int(integer())
        defer { place += count }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    mutating func integers() -> [Int32] { (0..<integer()).map { _ in integer() } }

    mutating func floats(_ count: Int) -> [Float] {
        defer { place += 4 * count }
        return TensorBytes.floats(bytes.span.extracting(place..<place + 4 * count), as: .float32)
    }
}

/// Lends an empty folder to `body` and removes it afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try FileSystem.createTemporaryDirectory(prefix: "roformer-tests")
    defer { try? FileSystem.remove(folder) }
    return try body(folder)
}

/// Makes a file of `bytes`.
func write(_ bytes: [UInt8], to path: String) throws {
    let writer = try FileWriter(path: path)
    try writer.write(bytes)
    try writer.publish(sync: false)
}
