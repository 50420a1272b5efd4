/// Decompresses a stream that comes in pieces: several gzip members or zstd frames count as one stream.
///
/// After a failure every further call throws it again.
public final class Decompressor {
    /// The format read.
    public let format: CompressionFormat
    /// Compressed bytes taken so far.
    public private(set) var compressedOffset: UInt64 = 0

    private let decoder: any Decoder
    private var failure: CompressionFailure?

    /// A decompressor at the start of a stream.
    public init(format: CompressionFormat) {
        self.format = format
        decoder =
            switch format {
            case .none: PlainCodec()
            case .gzip: GzipDecoder()
            case .zstd: ZstdDecoder()
            }
    }

    /// Takes from `input` until it is used up or `limit` bytes were appended; returns how many bytes it took.
    ///
    /// A few bytes can unfold to gigabytes: call it until it took all *and* appended less than `limit`, passing
    /// the rest of the piece each time, even when that is empty. Throws `CompressionFailure.corrupt`.
    public func decompress(_ input: Span<UInt8>, limit: Int, into output: inout [UInt8]) throws -> Int {
        precondition(limit > 0, "room for at least one byte")
        if let failure { throw failure }
        do {
            let taken = try input.withUnsafeBytes { try decoder.decode($0, limit: limit, into: &output) }
            compressedOffset += UInt64(taken)
            return taken
        } catch let failure as CompressionFailure {
            self.failure = failure
            throw failure
        }
    }

    /// Takes all of `input` and appends everything it unfolds to. Throws `CompressionFailure.corrupt`.
    ///
    /// For streams that are trusted or small; others belong to `decompress(_:limit:into:)`.
    public func decompress(_ input: Span<UInt8>, into output: inout [UInt8]) throws {
        _ = try decompress(input, limit: .max, into: &output)
    }

    /// Takes all of `input` and appends everything it unfolds to. Throws `CompressionFailure.corrupt`.
    public func decompress(_ input: [UInt8], into output: inout [UInt8]) throws {
        try decompress(input.span, into: &output)
    }

    /// Tells that the stream has ended. Throws `CompressionFailure.truncated` when it ended inside a member, or
    /// had no byte at all in a compressed format.
    public func finish() throws {
        if let failure { throw failure }
        if !decoder.mayEnd { throw CompressionFailure.truncated(at: compressedOffset) }
    }
}
