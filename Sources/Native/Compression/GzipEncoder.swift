import CZlib

/// One gzip member whose header tells neither time nor name: the same bytes give the same member.
final class GzipEncoder: Encoder {
    private let stream: UnsafeMutablePointer<z_stream>

    init(level: Int?) throws {
        let level = level ?? 6
        guard (0...9).contains(level) else {
            throw CompressionFailure.unsupported(reason: "gzip has no level \(level), only 0...9")
        }
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let window = 15 + gzipWrapper
        let status = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, streamSize)
        precondition(status == Z_OK, "zlib failed to start: \(status)")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func encode(_ input: UnsafeRawBufferPointer, last: Bool, into output: inout [UInt8]) throws {
        var taken = 0
        var isDone = false
        while !isDone {
            let piece = UnsafeRawBufferPointer(rebasing: input.from(taken).prefix(largestPiece))
            let ends = last && taken + piece.count == input.count
            let step = output.appendStep(room: outputPiece) { room in
                let status = stream.run(piece, room) { deflate($0, ends ? Z_FINISH : Z_NO_FLUSH) }
                return status
            }
            taken += step.consumed
            isDone = ends ? step.status == Z_STREAM_END : taken == input.count && step.produced < outputPiece
        }
    }
}

/// Added to the window size to have zlib write and read gzip's header and trailer.
let gzipWrapper: Int32 = 16
let streamSize = Int32(MemoryLayout<z_stream>.size)

/// zlib counts in 32 bits.
let largestPiece = 1 << 30

extension UnsafeMutablePointer<z_stream> {
    /// Lends `input` and `room` to one call.
    func run(
        _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer,
        _ call: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> Step {
        let bytes = input.assumingMemoryBound(to: UInt8.self)
        pointee.next_in = UnsafeMutablePointer<UInt8>(mutating: bytes.baseAddress)
        pointee.avail_in = UInt32(input.count)
        pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
        pointee.avail_out = UInt32(room.count)
        let status = call(self)
        return Step(
            consumed: input.count - Int(pointee.avail_in), produced: room.count - Int(pointee.avail_out),
            status: Int(status))
    }
}
