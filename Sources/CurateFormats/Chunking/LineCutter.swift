import ByteScanning

/// Cuts a file into pieces of whole rows.
protocol ChunkCutter {
    /// nil at the end.
    mutating func next() throws -> TextChunk?
    /// Bytes of the file read so far.
    var bytesRead: UInt64 { get }
}

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
        if try buffer.growToLineEnd(limits) { return buffer.bytes.isEmpty ? nil : buffer.cut(buffer.lineEnd) }
        return try oversized()
    }

    /// Passes over the first line, holding only its beginning.
    private mutating func oversized() throws -> TextChunk? {
        let (line, kept) = (buffer.line, Array(buffer.bytes.prefix(1028)))
        var length = 0
        var last: UInt8 = 0
        while true {
            let newline = ByteScanning.first(Byte.newline, in: buffer.bytes.span)
            let end = newline ?? buffer.bytes.count
            if end > 0 { last = buffer.bytes[end - 1] }
            length += end
            buffer.drop(newline.map { $0 + 1 } ?? end)
            if newline != nil { break }
            buffer.fill(to: 64 << 10)
            if !buffer.mayGrow && buffer.bytes.isEmpty {
                try buffer.checkFailure()
                last = 0
                break
            }
        }
        if last == Byte.carriageReturn { length -= 1 }
        return TextChunk(kept, firstLine: line, exception: .oversized(bytes: length))
    }
}
