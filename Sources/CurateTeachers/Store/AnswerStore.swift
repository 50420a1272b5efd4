internal import ContentStore
internal import CurateCore
internal import Files

/// The file of answers that a run keeps, so that it asks nothing twice; shared by threads, teachers and processes.
public final class AnswerStore: Sendable {
    public let path: String
    private let content: ContentStore

    /// Opens the store at `path`; it and its folder are made where needed.
    /// - Throws: ``TeacherFailure``.
    public init(path: String) throws {
        self.path = path
        do {
            let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            if !folder.isEmpty { try FileSystem.createDirectories(folder) }
            content = try ContentStore(path: path)
        } catch {
            throw Self.failure(error, path)
        }
    }

    /// Number of answers kept. Throws ``TeacherFailure``.
    public var count: Int {
        get throws {
            do { return try content.count } catch { throw Self.failure(error, path) }
        }
    }

    func answers(_ keys: [AnswerKey]) throws -> [[UInt8]?] {
        do { return try content.get(keys.map(\.bytes)) } catch { throw Self.failure(error, path) }
    }

    func keep(_ answers: [(key: AnswerKey, value: [UInt8])]) throws {
        do { try content.put(answers.map { (key: $0.key.bytes, value: $0.value) }) } catch {
            throw Self.failure(error, path)
        }
    }

    /// An answer that does not read back.
    var damage: TeacherFailure {
        TeacherFailure(
            .system, teacher: Self.owner, "\(path) holds an answer that cannot be read.", hint: Self.removal)
    }

    private static let owner = "answer store"
    private static let removal =
        "The file is damaged: move it away or delete it, and run the same command again; its answers are then asked anew."

    private static func failure(_ error: any Error, _ path: String) -> any Error {
        let hint: String?
        switch error {
        case let failure as SQLiteFailure: hint = advice(failure)
        case let failure as SystemFailure:
            hint = failure.isDiskFull ? freeSpace : "Check the folder's permissions, or choose another one."
        default: return error
        }
        return TeacherFailure(.system, teacher: owner, "\(error).", hint: hint)
    }

    private static let freeSpace = "Free some space and run the same command again; answers already kept stay kept."

    /// By SQLite's primary result codes.
    private static func advice(_ failure: SQLiteFailure) -> String? {
        if failure.isDiskFull { return freeSpace }
        if failure.isBusy { return "Another process holds the file; end it, or run the same command again later." }
        return switch failure.code {
        case 11: removal
        case 26: "It is damaged or not an answer store: move it away, or name another file."
        case 3, 8, 14, 23: "The file or its folder cannot be written: check their permissions, or name another file."
        case 10: "The disk failed to read or write: check it, then run the same command again."
        default: nil
        }
    }
}
