import Glibc

/// Reads a file, pipe or device, in order or at given places.
///
/// Reading in order moves one shared position: let one thread do it. Reading at an offset can be done by any
/// number of threads.
public final class FileReader: Sendable {
    /// The path as the caller named it.
    public let path: String
    private let descriptor: Descriptor

    /// Opens the file at `path`. Throws `SystemFailure`, with `EISDIR` for a folder.
    public init(path: String) throws {
        self.path = path
        self.descriptor = try Descriptor(opening: path, flags: O_RDONLY)
        let status = try descriptor.status(path: path)
        if status.st_mode.isFolder { throw SystemFailure(code: EISDIR, doing: "opening", path: path) }
        posix_fadvise(descriptor.number, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    private init(path: String, descriptor: Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// A reader of standard input; it stays open when the reader is gone.
    public static var standardInput: FileReader {
        FileReader(path: "standard input", descriptor: Descriptor(adopting: STDIN_FILENO, owned: false))
    }

    /// Reads at most `count` bytes from the current position and appends them to `bytes`.
    ///
    /// Returns the number of bytes read: 0 at the end, fewer than `count` wherever the system has fewer at hand.
    /// Throws `SystemFailure`.
    public func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        var outcome = 0
        var code: Int32 = 0
        bytes.makeRoom(for: count)
        bytes.append(addingCapacity: count) { output in
            output.withUnsafeMutableBufferPointer { buffer, initialized in
                outcome = retrying { Glibc.read(descriptor.number, buffer.baseAddress, count) }
                code = errno
                initialized += max(0, outcome)
            }
        }
        guard outcome >= 0 else { throw SystemFailure(code: code, doing: "reading", path: path) }
        return outcome
    }

    /// Reads `count` bytes from `offset` on; fewer only where the file ends. Throws `SystemFailure`.
    public func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        var code: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let free = buffer.baseAddress?.advanced(by: filled) {
                let place = off_t(offset) + off_t(filled)
                let outcome = retrying { pread(descriptor.number, free, count - filled, place) }
                if outcome < 0 { code = errno }
                if outcome <= 0 { break }
                filled += outcome
            }
        }
        if let code { throw SystemFailure(code: code, doing: "reading", path: path) }
        return bytes
    }

    /// Size of the file in bytes; 0 for pipes and devices. Throws `SystemFailure`.
    public var size: UInt64 {
        get throws { try identity.size }
    }

    /// Identity of the file that is open, whatever its path means by now. Throws `SystemFailure`.
    public var identity: FileIdentity {
        get throws { FileIdentity(try descriptor.status(path: path)) }
    }
}

extension [UInt8] {
    /// Grows the capacity geometrically, so that many small appends stay cheap.
    mutating func makeRoom(for count: Int) {
        let needed = self.count + count
        if needed > capacity { reserveCapacity(Swift.max(needed, capacity * 2)) }
    }
}
