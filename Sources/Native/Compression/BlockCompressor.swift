import CZstd

/// Compresses blocks that are whole in memory into a zstd frame each; what the library needs for it is made once.
///
/// Not for several threads at a time.
public final class BlockCompressor {
    private let context: OpaquePointer

    /// - Parameter level: of zstd; default the library's own.
    /// - Throws: `CompressionFailure.unsupported` for a level the library does not have.
    public init(level: Int? = nil) throws { context = try ZstdEncoder.context(level: level) }

    deinit { ZSTD_freeCCtx(context) }

    /// The frame of a block: its size and a checksum are in it.
    ///
    /// - Throws: `CompressionFailure.unsupported` when the library refuses.
    public func compress(_ block: [UInt8]) throws -> [UInt8] {
        var packed: [UInt8] = []
        let step = packed.appendStep(room: ZSTD_compressBound(block.count)) { room in
            let status = block.withUnsafeBytes {
                ZSTD_compress2(context, room.baseAddress, room.count, $0.baseAddress, $0.count)
            }
            return Step(produced: ZSTD_isError(status) == 0 ? status : 0, status: status)
        }
        if ZSTD_isError(step.status) != 0 { throw CompressionFailure.unsupported(reason: zstdMessage(step.status)) }
        return packed
    }
}
