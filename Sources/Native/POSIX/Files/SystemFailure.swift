import Glibc

/// A call to the operating system that failed: what was being done, to what, and why it failed.
public struct SystemFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The error number (`errno`).
    public let code: Int32
    /// The operating system's sentence for `code`.
    public let message: String
    /// What was being done, as a verb in progress: "reading", "writing", "creating folder".
    public let doing: String
    /// The file or folder it was being done to, as the caller named it.
    public let path: String

    /// A failure with the operating system's own message for `code`.
    public init(code: Int32, doing: String, path: String) {
        self.code = code
        self.message = strerror(code).map { String(cString: $0) } ?? "unknown error"
        self.doing = doing
        self.path = path
    }

    /// True when the volume is full or the quota is used up: nothing is wrong with the data.
    public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

    /// True when whoever read what was being written has gone.
    public var isBrokenPipe: Bool { code == EPIPE }

    /// Such as "writing out/x.jsonl: No space left on device (ENOSPC 28)".
    public var description: String {
        let name = errorNames[code].map { "\($0) \(code)" } ?? "\(code)"
        return "\(doing) \(path): \(message) (\(name))"
    }

    /// The failure of the call just made, from this thread's `errno`.
    static func last(doing: String, path: String) -> SystemFailure {
        SystemFailure(code: errno, doing: doing, path: path)
    }
}

/// Names of the error numbers that file work meets; others are shown as numbers.
private let errorNames: [Int32: String] = [
    EPERM: "EPERM", ENOENT: "ENOENT", EINTR: "EINTR", EIO: "EIO", ENXIO: "ENXIO", EBADF: "EBADF",
    EAGAIN: "EAGAIN", ENOMEM: "ENOMEM", EACCES: "EACCES", EBUSY: "EBUSY", EEXIST: "EEXIST", EXDEV: "EXDEV",
    ENODEV: "ENODEV", ENOTDIR: "ENOTDIR", EISDIR: "EISDIR", EINVAL: "EINVAL", ENFILE: "ENFILE", EMFILE: "EMFILE",
    ETXTBSY: "ETXTBSY", EFBIG: "EFBIG", ENOSPC: "ENOSPC", ESPIPE: "ESPIPE", EROFS: "EROFS", EMLINK: "EMLINK",
    EPIPE: "EPIPE", EDEADLK: "EDEADLK", ENAMETOOLONG: "ENAMETOOLONG", ENOLCK: "ENOLCK", ENOTEMPTY: "ENOTEMPTY",
    ELOOP: "ELOOP", EOVERFLOW: "EOVERFLOW", ESTALE: "ESTALE", EDQUOT: "EDQUOT",
]
