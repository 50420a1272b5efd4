import Glibc

/// Keeps a second process out of a folder for as long as it lives; the system lifts it when the process dies.
public final class FolderLock: Sendable {
    /// The lock file.
    public let path: String
    private let descriptor: Descriptor

    private init(path: String, descriptor: Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { flock(descriptor.number, LOCK_UN) }

    /// Takes the lock on the file at `path`, created where needed, and writes this process's number into it.
    ///
    /// Returns nil at once when another holder has it. The file stays when the lock is released: removing it
    /// would let two processes hold locks on different files of the same name. Throws `SystemFailure`.
    public static func acquire(_ path: String) throws -> FolderLock? {
        let descriptor = try Descriptor(opening: path, flags: O_RDWR | O_CREAT, doing: "opening lock")
        guard retrying({ flock(descriptor.number, LOCK_EX | LOCK_NB) }) == 0 else {
            if errno == EWOULDBLOCK { return nil }
            throw SystemFailure.last(doing: "locking", path: path)
        }
        try record(getpid(), in: descriptor, path: path)
        return FolderLock(path: path, descriptor: descriptor)
    }

    /// The process number last written into the lock file at `path`, for messages; nil when there is none.
    public static func holder(_ path: String) -> Int32? {
        guard let bytes = try? FileSystem.readAll(path) else { return nil }
        return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    private static func record(_ process: pid_t, in descriptor: Descriptor, path: String) throws {
        let text = Array("\(process)\n".utf8)
        guard ftruncate(descriptor.number, 0) == 0,
            retrying({ pwrite(descriptor.number, text, text.count, 0) }) == text.count
        else { throw SystemFailure.last(doing: "writing", path: path) }
    }
}
