/// One format's compressor.
protocol Encoder: AnyObject {
    /// Takes all of `input`; `last` ends the stream.
    func encode(_ input: UnsafeRawBufferPointer, last: Bool, into output: inout [UInt8]) throws
}

/// One format's decompressor.
protocol Decoder: AnyObject {
    /// Takes from `input` until it is used up or `limit` bytes are appended; returns how many bytes it took.
    ///
    /// When less than `limit` was appended, all of `input` was taken and only more input leads on.
    func decode(_ input: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) throws -> Int

    /// True where the stream may end: after a complete member or frame.
    var mayEnd: Bool { get }
}

/// What one call into a library did.
struct Step {
    var consumed = 0
    var produced = 0
    var status = 0
}

/// Most that a library is given to fill at once, in bytes.
let outputPiece = 128 << 10

extension [UInt8] {
    /// Appends what `body` writes into up to `room` bytes; `body` returns a step that tells how many.
    mutating func appendStep(room: Int, _ body: (UnsafeMutableRawBufferPointer) -> Step) -> Step {
        let needed = count + room
        if needed > capacity { reserveCapacity(Swift.max(needed, capacity * 2)) }
        var step = Step()
        append(addingCapacity: room) { output in
            output.withUnsafeMutableBufferPointer { buffer, initialized in
                step = body(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<room]))
                initialized += step.produced
            }
        }
        return step
    }
}

extension UnsafeRawBufferPointer {
    func from(_ offset: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[offset...]) }
}
