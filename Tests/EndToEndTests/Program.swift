import Foundation

/// The built program, run as a person runs it.
enum Program {
    struct Outcome {
        var code: Int32
        var output: String
        var errors: String
    }

    static let repository: String = {
        var path = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { path.deleteLastPathComponent() }
        return path.path
    }()

    /// Beside the test bundle, where the build puts it.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appendingPathComponent("curate").path
    }()

    static func process(_ arguments: [String], environment: [String: String] = [:], in folder: String? = nil) -> Process
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? repository)
        process.environment = ProcessInfo.processInfo.environment
            .merging(["CURATE_HOME": repository]) { $1 }.merging(environment) { $1 }
        return process
    }

    static func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil, input: Data? = nil
    ) throws -> Outcome {
        try finish(process(arguments, environment: environment, in: folder), input: input)
    }

    /// Runs a line of bash, in which `curate` is the program.
    static func shell(_ line: String, environment: [String: String] = [:], in folder: String? = nil) throws -> Outcome {
        let process = process([], environment: environment, in: folder)
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        let programs = (path as NSString).deletingLastPathComponent
        process.environment?["PATH"] = programs + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        return try finish(process, input: nil)
    }

    /// Runs to the end. Output goes through files, so that a full pipe cannot block it.
    private static func finish(_ process: Process, input: Data?) throws -> Outcome {
        let scratch = try Scratch()
        let (out, err) = (scratch / "stdout", scratch / "stderr")
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        _ = FileManager.default.createFile(atPath: err, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        if let input {
            try input.write(to: URL(fileURLWithPath: scratch / "stdin"))
            process.standardInput = FileHandle(forReadingAtPath: scratch / "stdin")
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: try String(contentsOfFile: out, encoding: .utf8),
            errors: try String(contentsOfFile: err, encoding: .utf8))
    }
}

/// A folder that is gone when the test is.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/curate-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func / (scratch: Scratch, name: String) -> String { scratch.path + "/" + name }

    @discardableResult
    func write(_ name: String, _ bytes: Data) throws -> String {
        let file = URL(fileURLWithPath: self / name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Data(text.utf8)) }
}

/// An output folder, looked at without the program's own code.
struct OutputFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// Every file but the work folder's, by path below the folder.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        for name in names where !name.hasPrefix(".curate") {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }
        }
        return files
    }

    /// The rows of a split of the view `pairs`, written as plain JSON lines.
    func rows(_ split: String) throws -> [[String: Any]] {
        let names = try files().keys.filter { $0.hasPrefix("data/pairs/\(split)-") }.sorted()
        return try names.flatMap { try Self.objects(path + "/" + $0) }
    }

    /// What a stage rejected.
    func rejected(_ stage: String) throws -> [[String: Any]] {
        let file = path + "/rejected/\(stage).jsonl"
        return FileManager.default.fileExists(atPath: file) ? try Self.objects(file) : []
    }

    /// Lines of the whole ledger.
    func ledgerLines() throws -> Int {
        try files().filter { $0.key.hasPrefix("rejected/") }.reduce(0) { $0 + $1.value.split(separator: 10).count }
    }

    func json(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    static func objects(_ file: String) throws -> [[String: Any]] {
        try objects(try Data(contentsOf: URL(fileURLWithPath: file)))
    }

    /// The objects of lines of JSON.
    static func objects(_ lines: Data) throws -> [[String: Any]] {
        try lines.split(separator: 10).map {
            try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
        }
    }
}
