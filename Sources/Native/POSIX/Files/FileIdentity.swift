import Glibc

/// What tells whether a path still means the same unchanged file.
public struct FileIdentity: Hashable, Codable, Sendable {
    /// Number of the device that holds the file.
    public let device: UInt64
    /// Number of the file on its device.
    public let inode: UInt64
    /// Size in bytes.
    public let size: UInt64
    /// Time of the last change of content, in nanoseconds since 1970.
    public let modifiedNanoseconds: Int64

    /// An identity from its parts.
    public init(device: UInt64, inode: UInt64, size: UInt64, modifiedNanoseconds: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
    }

    /// The identity of the file at `path`, symbolic links followed. Throws `SystemFailure`.
    public static func of(_ path: String) throws -> FileIdentity {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemFailure.last(doing: "examining", path: path) }
        return FileIdentity(status)
    }

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = UInt64(max(0, status.st_size))
        modifiedNanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}
