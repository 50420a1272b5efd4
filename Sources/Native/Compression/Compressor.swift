/// Compresses one stream into one gzip member or one zstd frame, however many calls bring the bytes.
///
/// Some readers stop at the first member: a file made by one compressor is read in full by all of them.
public final class Compressor {
    /// The format written.
    public let format: CompressionFormat
    private let encoder: any Encoder
    private var isFinished = false

    /// A compressor with the library's own default level, or with `level` (gzip 0...9, zstd up to 22).
    ///
    /// Throws `CompressionFailure.unsupported` for a level the library does not have.
    public init(format: CompressionFormat, level: Int? = nil) throws {
        self.format = format
        encoder =
            switch format {
            case .none: PlainCodec()
            case .gzip: try GzipEncoder(level: level)
            case .zstd: try ZstdEncoder(level: level)
            }
    }

    /// Takes all of `input` and appends what compressed bytes are ready. Throws `CompressionFailure.unsupported`.
    public func compress(_ input: Span<UInt8>, into output: inout [UInt8]) throws {
        precondition(!isFinished, "the stream was already finished")
        if input.isEmpty { return }
        try input.withUnsafeBytes { try encoder.encode($0, last: false, into: &output) }
    }

    /// Takes all of `input` and appends what compressed bytes are ready. Throws `CompressionFailure.unsupported`.
    public func compress(_ input: [UInt8], into output: inout [UInt8]) throws {
        try compress(input.span, into: &output)
    }

    /// Appends the rest of the stream; nothing can follow. Throws `CompressionFailure.unsupported`.
    public func finish(into output: inout [UInt8]) throws {
        precondition(!isFinished, "the stream was already finished")
        isFinished = true
        try encoder.encode(UnsafeRawBufferPointer(start: nil, count: 0), last: true, into: &output)
    }
}
