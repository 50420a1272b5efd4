import Files

/// A folder that is gone when the test is.
final class TestFolder: Sendable {
    let path: String

    init() throws { path = try FileSystem.createTemporaryDirectory(prefix: "teacher-tests") }

    deinit { try? FileSystem.remove(path) }

    static func / (folder: TestFolder, name: String) -> String { folder.path + "/" + name }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let writer = try FileWriter(path: self / name)
        try writer.write(Array(text.utf8))
        try writer.publish(sync: false)
        return self / name
    }

    func text(_ name: String) throws -> String {
        FileSystem.exists(self / name) ? String(decoding: try FileSystem.readAll(self / name), as: UTF8.self) : ""
    }

    /// Lines of a file that others append to.
    func lines(_ name: String) throws -> [String] { try text(name).split(separator: "\n").map(String.init) }
}
