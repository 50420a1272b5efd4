internal import CurateCore
internal import CurateStages
internal import Files
import Synchronization

/// The file that marks go to: read anew whenever somebody changed it, written by adding lines.
public final class ReviewFile: Sendable {
    public let path: String
    /// Who marks, as the file tells it.
    public let by: String

    private struct State {
        var identity: FileIdentity?
        var marks = ReviewMarks.none
    }

    private let state = Mutex(State())

    /// - Parameter folder: the output folder, which is only read.
    /// - Throws: `Diagnostic` when the file would lie in the output folder, or cannot be understood.
    public init(path: String, by: String, outside folder: String) throws {
        self.path = path
        self.by = by
        let (file, data) = (Self.resolved(path), Self.resolved(folder))
        guard file != data, !file.hasPrefix(data + "/") else {
            throw Diagnostic(
                .error, "the review file \(path) would lie in the output folder, which is only read",
                hint: "Name another place with --review.")
        }
        _ = try marks()
    }

    /// What holds now.
    func marks() throws -> ReviewMarks {
        try state.withLock { state in
            let identity = FileSystem.exists(path) ? try FileIdentity.of(path) : nil
            if identity == state.identity { return state.marks }
            state.marks =
                identity == nil ? .none : try ReviewMarks(content: try FileSystem.readAll(path), name: path)
            state.identity = identity
            return state.marks
        }
    }

    /// Adds a mark in one piece: a program that is killed leaves a whole line or none that counts.
    func append(_ mark: ReviewMark) throws {
        var mark = mark
        mark.by = by
        try LineAppender(path: path).append(mark.line)
    }

    /// Without links, for a path whose last part may not exist yet.
    private static func resolved(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if FileSystem.isDirectory(path) { return FileSystem.resolved(path) }
        let parent = parts.dropLast().joined(separator: "/")
        let folder = path.hasPrefix("/") ? "/" + parent : (parent.isEmpty ? "." : parent)
        return FileSystem.resolved(folder) + "/" + (parts.last ?? "")
    }
}
