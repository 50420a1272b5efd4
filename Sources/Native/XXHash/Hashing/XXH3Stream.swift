import CXXHash

/// XXH3 of bytes that come in pieces; equal to hashing them in one piece.
public final class XXH3Stream {
    private let stream: OpaquePointer

    /// An empty stream.
    public init(seed: UInt64 = 0) {
        guard let stream = cxxhash_stream_create(seed) else { preconditionFailure("out of memory") }
        self.stream = stream
    }

    deinit { cxxhash_stream_destroy(stream) }

    /// Adds a piece.
    public func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { cxxhash_stream_update(stream, $0.baseAddress, $0.count) }
    }

    /// Adds a piece.
    public func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    /// The 64-bit hash of all pieces so far; more may follow.
    public var hash64: UInt64 { cxxhash_stream_64(stream) }

    /// The 128-bit hash of all pieces so far; more may follow.
    public var hash128: Digest128 { Digest128(cxxhash_stream_128(stream)) }
}
