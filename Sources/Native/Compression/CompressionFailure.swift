/// Why a stream could not be compressed or decompressed. Offsets count compressed bytes from the stream's start.
public enum CompressionFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The stream ended inside a member or frame, or had no byte at all.
    case truncated(at: UInt64)
    /// The bytes are not what the format demands; `at` is how far the decoder had come.
    case corrupt(reason: String, at: UInt64)
    /// The library was asked for something it cannot do, such as a level it does not have.
    case unsupported(reason: String)

    /// One sentence.
    public var description: String {
        switch self {
        case .truncated(let offset): "compressed stream ends too early, after \(offset) bytes"
        case .corrupt(let reason, let offset): "compressed stream is corrupt near byte \(offset): \(reason)"
        case .unsupported(let reason): reason
        }
    }
}
