import CZstd

/// One zstd frame with a checksum.
final class ZstdEncoder: Encoder {
    private let context: OpaquePointer

    init(level: Int?) throws { context = try Self.context(level: level) }

    /// What the library needs to make frames with a checksum.
    static func context(level: Int?) throws -> OpaquePointer {
        let levels = Int(ZSTD_minCLevel())...Int(ZSTD_maxCLevel())
        let level = level ?? Int(ZSTD_CLEVEL_DEFAULT)
        guard levels.contains(level) else {
            throw CompressionFailure.unsupported(reason: "zstd has no level \(level), only \(levels)")
        }
        guard let context = ZSTD_createCCtx() else { preconditionFailure("out of memory") }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        return context
    }

    deinit { ZSTD_freeCCtx(context) }

    func encode(_ input: UnsafeRawBufferPointer, last: Bool, into output: inout [UInt8]) throws {
        let mode = last ? ZSTD_e_end : ZSTD_e_continue
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var isDone = false
        while !isDone {
            let step = output.appendStep(room: outputPiece) { room in
                var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                let status = ZSTD_compressStream2(context, &target, &source, mode)
                return Step(produced: target.pos, status: status)
            }
            if ZSTD_isError(step.status) != 0 { throw CompressionFailure.unsupported(reason: zstdMessage(step.status)) }
            isDone = last ? step.status == 0 : source.pos == source.size
        }
    }
}

func zstdMessage(_ status: Int) -> String {
    ZSTD_getErrorName(status).map { String(cString: $0) } ?? "unknown zstd error"
}
