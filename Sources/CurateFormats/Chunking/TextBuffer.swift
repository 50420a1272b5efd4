import ByteScanning

/// Text that was read and waits to be cut; a failure to read comes out after all text that was read before it.
struct TextBuffer {
    private let source: TextSource
    private(set) var bytes: [UInt8] = []
    /// Physical line of the first byte.
    private(set) var line: Int
    private var ended = false
    private var failure: (any Error)?

    init(_ source: TextSource, atFileStart: Bool) {
        self.source = source
        line = source.firstLine
        if atFileStart { dropByteOrderMark() }
    }

    /// False when the text ended or failed.
    var mayGrow: Bool { !ended && failure == nil }
    var isAtEnd: Bool { bytes.isEmpty && ended }
    var bytesRead: UInt64 { source.bytesRead }

    /// Reads until there are `count` bytes, or no more.
    mutating func fill(to count: Int) {
        while bytes.count < count && mayGrow {
            do {
                ended = try source.read(upTo: count - bytes.count, appendingTo: &bytes) == 0
            } catch {
                failure = error
            }
        }
    }

    /// Where the line after the first begins.
    var lineEnd: Int { ByteScanning.first(Byte.newline, in: bytes.span).map { $0 + 1 } ?? bytes.count }

    /// Reads on to the end of the first line; false when the line is too long to hold.
    mutating func growToLineEnd(_ limits: ReadingLimits) throws -> Bool {
        // A CR and a newline may follow the longest row; a parser that sees the row whole keeps a KiB of it.
        let most = max(limits.maximumRowBytes + 2, 1028)
        var examined = 0
        while true {
            if ByteScanning.first(Byte.newline, in: bytes.span, from: examined) != nil { return true }
            examined = bytes.count
            guard mayGrow && examined < most else { break }
            fill(to: min(most, max(examined * 2, 4096)))
        }
        if mayGrow { return false }
        try checkFailure()
        return true
    }

    /// Takes the first `end` bytes off.
    mutating func cut(_ end: Int, exception: TextChunk.Exception? = nil) -> TextChunk {
        var piece: [UInt8] = []
        swap(&piece, &bytes)
        bytes.reserveCapacity(piece.count)
        bytes.append(contentsOf: piece[end...])
        piece.removeLast(piece.count - end)
        let chunk = TextChunk(piece, firstLine: line, exception: exception)
        line += ByteScanning.count(Byte.newline, in: piece.span)
        return chunk
    }

    /// Forgets the first `end` bytes.
    mutating func drop(_ end: Int) {
        line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(..<end))
        if end == bytes.count { bytes.removeAll(keepingCapacity: true) } else { bytes.removeSubrange(..<end) }
    }

    /// Throws what ended the text before its end.
    func checkFailure() throws {
        if let failure { throw failure.inCorpusFile(source, afterLine: line - 1) }
    }

    private mutating func dropByteOrderMark() {
        fill(to: 3)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { drop(3) }
    }
}
