import Glibc

/// Standard output and standard error, written at once and without a buffer.
public enum StandardStreams {
    public enum Stream: Int32, Sendable {
        case output = 1
        case error = 2
    }

    /// Occupies those of the three standard streams that the caller closed.
    ///
    /// The next file opened would get such a number: a lock file would be read as standard input, or messages would
    /// be written into a shard. What is put there cannot be read or written, so that using it fails as before.
    public static func occupyClosed() {
        for (number, flags) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] as [(Int32, Int32)]
        where fcntl(number, F_GETFD) == -1 {
            _ = open("/dev/null", flags)
        }
    }

    /// Writes all of `text`. Throws `SystemFailure`.
    public static func write(_ text: String, to stream: Stream) throws {
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = retrying { Glibc.write(stream.rawValue, rest.baseAddress, rest.count) }
                guard written >= 0 else { throw SystemFailure.last(doing: "writing", path: stream.name) }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
            }
        }
    }
}

extension StandardStreams.Stream {
    fileprivate var name: String { self == .output ? "standard output" : "standard error" }
}
