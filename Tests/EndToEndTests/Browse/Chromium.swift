import Foundation

/// A real browser without a window.
enum Chromium {
    static let path: String? = {
        let names = ["chromium", "chromium-browser", "google-chrome"]
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return names.flatMap { name in folders.map { $0 + "/" + name } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// The page as it stands once its scripts, if any, have run; scripts are allowed as far as the page allows them.
    static func page(_ address: String, _ scratch: Scratch, more: [String] = []) throws -> String {
        let arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + scratch / "chromium",
                "--virtual-time-budget=3000", "--dump-dom",
            ] + more + [address]
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments
        let out = scratch / "dom-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return String(decoding: FileManager.default.contents(atPath: out) ?? Data(), as: UTF8.self)
    }
}
