import Glibc

/// A file's content as memory, read on demand by the system.
///
/// The file must not shrink while it is mapped: the system ends a process that touches pages that are gone.
public final class MappedFile: Sendable {
    /// The path as the caller named it.
    public let path: String
    /// Size in bytes when it was mapped.
    public let count: Int
    private nonisolated(unsafe) let start: UnsafeMutableRawPointer?

    /// Maps the file at `path`. Throws `SystemFailure`.
    public init(path: String) throws {
        self.path = path
        let descriptor = try Descriptor(opening: path, flags: O_RDONLY)
        let status = try descriptor.status(path: path)
        if status.st_mode.isFolder { throw SystemFailure(code: EISDIR, doing: "mapping", path: path) }
        count = Int(status.st_size)
        start = try Self.map(descriptor, count: count, path: path)
    }

    deinit {
        if let start { munmap(start, count) }
    }

    /// Lends the content to `body`; rethrows what it throws.
    public func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let bytes = UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count)
        return try body(bytes.span)
    }

    /// An empty file cannot be mapped and needs no memory.
    private static func map(_ descriptor: Descriptor, count: Int, path: String) throws -> UnsafeMutableRawPointer? {
        if count == 0 { return nil }
        let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard start != MAP_FAILED else { throw SystemFailure.last(doing: "mapping", path: path) }
        return start
    }
}
