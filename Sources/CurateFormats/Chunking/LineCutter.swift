import ByteScanning

/// Cuts where lines end.
struct LineCutter: ChunkCutter {
    private var buffer: TextBuffer
    private let limits: ReadingLimits

    init(_ buffer: TextBuffer, limits: ReadingLimits) {
        self.buffer = buffer
        self.limits = limits
    }

    var bytesRead: UInt64 { buffer.bytesRead }

    mutating func next() throws -> TextChunk? {
        buffer.fill(to: limits.chunkBytes)
        if let newline = ByteScanning.last(Byte.newline, in: buffer.bytes.span) { return buffer.cut(newline + 1) }
        return try firstLine()
    }

    /// The first line alone.
    mutating func firstLine() throws -> TextChunk? {
        guard try buffer.growToLineEnd(limits) else { return try buffer.cutOversizedLine() }
        return buffer.bytes.isEmpty ? nil : buffer.cut(buffer.lineEnd)
    }
}
