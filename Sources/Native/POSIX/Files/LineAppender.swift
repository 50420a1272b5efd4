import Glibc

/// Adds whole lines to the end of a file, which is made where it does not exist.
public final class LineAppender: Sendable {
    public let path: String
    private let descriptor: Descriptor

    /// Opens the file; a last line that lacks its end, as a killed program leaves it, is cut off.
    ///
    /// Throws `SystemFailure`.
    public init(path: String) throws {
        self.path = path
        descriptor = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND)
        let size = try descriptor.status(path: path).st_size
        var length = size
        var byte: UInt8 = 0
        while length > 0 {
            guard retrying({ pread(descriptor.number, &byte, 1, length - 1) }) == 1 else {
                throw SystemFailure.last(doing: "reading", path: path)
            }
            if byte == UInt8(ascii: "\n") { break }
            length -= 1
        }
        guard length == size || ftruncate(descriptor.number, length) == 0 else {
            throw SystemFailure.last(doing: "cutting", path: path)
        }
    }

    /// Adds `lines`, which end with a line's end. Throws `SystemFailure`.
    public func append(_ lines: [UInt8]) throws {
        var written = 0
        while written < lines.count {
            let count = lines[written...].withUnsafeBytes { bytes in
                retrying { write(descriptor.number, bytes.baseAddress, bytes.count) }
            }
            guard count >= 0 else { throw SystemFailure.last(doing: "writing", path: path) }
            written += count
        }
    }
}
