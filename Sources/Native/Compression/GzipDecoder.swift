import CZlib

/// Any number of gzip members, zero bytes allowed after the last.
final class GzipDecoder: Decoder {
    private enum Place {
        case member, betweenMembers, padding
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var place = Place.member
    private var consumed: UInt64 = 0
    private var hasPendingOutput = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = inflateInit2_(stream, 15 + gzipWrapper, ZLIB_VERSION, streamSize)
        precondition(status == Z_OK, "zlib failed to start: \(status)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    var mayEnd: Bool { place != .member }

    func decode(_ input: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) throws -> Int {
        var taken = 0
        var produced = 0
        while produced < limit && (taken < input.count || hasPendingOutput) {
            if place != .member { taken += try leaveGap(input.from(taken)) }
            if place != .member { continue }
            let room = min(limit - produced, outputPiece)
            let step = try inflateStep(input.from(taken), room: room, into: &output)
            taken += step.consumed
            produced += step.produced
        }
        return taken
    }

    /// Steps over zeros after a member, or begins the next; returns how many bytes were stepped over.
    private func leaveGap(_ input: UnsafeRawBufferPointer) throws -> Int {
        let zeros = input.prefix { $0 == 0 }.count
        consumed += UInt64(zeros)
        if zeros > 0 { place = .padding }
        guard zeros < input.count else { return zeros }
        guard place == .betweenMembers, input[0] == 0x1f else {
            throw CompressionFailure.corrupt(reason: "bytes after the last member that are not gzip", at: consumed)
        }
        inflateReset(stream)
        place = .member
        return zeros
    }

    private func inflateStep(_ input: UnsafeRawBufferPointer, room: Int, into output: inout [UInt8]) throws -> Step {
        let piece = UnsafeRawBufferPointer(rebasing: input.prefix(largestPiece))
        let step = output.appendStep(room: room) { room in stream.run(piece, room) { inflate($0, Z_NO_FLUSH) } }
        consumed += UInt64(step.consumed)
        switch Int32(step.status) {
        case Z_STREAM_END: place = .betweenMembers
        case Z_OK, Z_BUF_ERROR: break
        default: throw CompressionFailure.corrupt(reason: message(step.status), at: consumed)
        }
        hasPendingOutput = place == .member && step.produced == room
        return step
    }

    private func message(_ status: Int) -> String {
        stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
    }
}
