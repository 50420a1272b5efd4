import CZstd

/// Any number of zstd frames, skippable ones among them.
final class ZstdDecoder: Decoder {
    private let context: OpaquePointer
    private var consumed: UInt64 = 0
    private var hasPendingOutput = false
    private(set) var mayEnd = false

    /// What the library wants next: a header or a block. It keeps to itself what a call gave before it failed, so that
    /// the text before a defect would depend on where the input is cut; so it never sees more than it wants, and nothing
    /// while it has output left.
    private var wanted = ZstdDecoder.frameStart
    private static let frameStart = 5

    init() {
        guard let context = ZSTD_createDCtx() else { preconditionFailure("out of memory") }
        self.context = context
    }

    deinit { ZSTD_freeDCtx(context) }

    func decode(_ input: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) throws -> Int {
        var taken = 0
        var produced = 0
        while produced < limit && (taken < input.count || hasPendingOutput) {
            let room = min(limit - produced, outputPiece)
            let rest = input.from(taken)
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(hasPendingOutput ? 0 : wanted))
            let step = try decodeStep(piece, room: room, into: &output)
            taken += step.consumed
            produced += step.produced
        }
        return taken
    }

    /// A status of 0 ends a frame with all its output; a full room may leave output inside the library.
    private func decodeStep(_ input: UnsafeRawBufferPointer, room: Int, into output: inout [UInt8]) throws -> Step {
        let step = output.appendStep(room: room) { room in
            var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
            let status = ZSTD_decompressStream(context, &target, &source)
            return Step(consumed: source.pos, produced: target.pos, status: status)
        }
        consumed += UInt64(step.consumed)
        if ZSTD_isError(step.status) != 0 {
            throw CompressionFailure.corrupt(reason: zstdMessage(step.status), at: consumed)
        }
        mayEnd = step.status == 0
        wanted = mayEnd ? Self.frameStart : step.status
        hasPendingOutput = step.status != 0 && step.produced == room
        return step
    }
}
