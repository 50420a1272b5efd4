import ByteScanning

/// Text that was read and waits to be cut; a failure to read comes out after all text that was read before it.
struct TextBuffer {
    private let source: TextSource
    private(set) var bytes: [UInt8] = []
    /// Physical line of the first byte.
    private(set) var line: Int
    /// True when `bytes` go to the end of the text.
    private(set) var isComplete = false
    private var failure: (any Error)?
    /// Bytes of the text before the first.
    private var offset = 0
    /// Places of replacement characters, in bytes from the start of the text.
    private var damage: [Int] = []

    init(_ source: TextSource) {
        self.source = source
        line = source.firstLine
    }

    /// False when the text ended or failed.
    var mayGrow: Bool { !isComplete && failure == nil }
    /// True when all was cut.
    var isAtEnd: Bool { bytes.isEmpty && isComplete }
    var bytesRead: UInt64 { source.bytesRead }
    var path: String { source.path }

    /// Reads until there are `count` bytes, or no more.
    mutating func fill(to count: Int) {
        while bytes.count < count && mayGrow {
            do {
                isComplete = try source.read(upTo: count - bytes.count, appendingTo: &bytes) == 0
            } catch {
                failure = error
            }
            damage += source.takeDamage()
        }
    }

    /// Reads more, at least doubling what there is, but not beyond `most`; false when nothing was added.
    mutating func grow(to most: Int) -> Bool {
        let before = bytes.count
        fill(to: min(most, max(before * 2, 4096)))
        return bytes.count > before
    }

    /// Throws what ended the text before its end.
    func checkFailure() throws {
        if let failure { throw failure.inCorpusFile(source, afterLine: line - 1) }
    }

    /// Takes the first `end` bytes off.
    mutating func cut(_ end: Int, _ exceptions: [RowException] = []) -> TextChunk {
        var piece: [UInt8] = []
        swap(&piece, &bytes)
        bytes.reserveCapacity(piece.count)
        bytes.append(contentsOf: piece[end...])
        piece.removeLast(piece.count - end)
        let chunk = TextChunk(piece, firstLine: line, exceptions: exceptions, damage: takeDamage(within: end))
        line += ByteScanning.count(Byte.newline, in: piece.span)
        return chunk
    }

    /// Forgets the first `end` bytes.
    mutating func drop(_ end: Int) {
        line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(..<end))
        if end == bytes.count { bytes.removeAll(keepingCapacity: true) } else { bytes.removeSubrange(..<end) }
        _ = takeDamage(within: end)
    }

    /// Moves on by `end` bytes and returns the places among them, from the first of them.
    private mutating func takeDamage(within end: Int) -> [Int] {
        let start = offset
        offset += end
        if damage.isEmpty { return [] }
        let count = damage.partitioningIndex { $0 >= offset }
        let taken = damage[..<count].map { $0 - start }
        damage.removeFirst(count)
        return taken
    }
}

extension TextBuffer {
    /// Bytes of the longest row with its line end, or what is kept of one that is longer.
    static func window(_ limits: ReadingLimits) -> Int { max(limits.maximumRowBytes + 2, 1028) }

    /// Where the line after the first begins.
    var lineEnd: Int { ByteScanning.first(Byte.newline, in: bytes.span).map { $0 + 1 } ?? bytes.count }

    /// Reads on to the end of the first line; false when the line is too long to hold.
    mutating func growToLineEnd(_ limits: ReadingLimits) throws -> Bool {
        let most = Self.window(limits)
        var examined = 0
        while true {
            if ByteScanning.first(Byte.newline, in: bytes.span, from: examined) != nil { return true }
            examined = bytes.count
            guard examined < most && grow(to: most) else { break }
        }
        if mayGrow { return false }
        try checkFailure()
        return true
    }

    /// Passes over the first line, holding only its beginning.
    ///
    /// - Parameter known: bytes that belong to it whatever they are.
    mutating func cutOversizedLine(known: Int = 0) throws -> TextChunk {
        let (line, kept) = (line, Array(bytes.prefix(1028)))
        var (length, last, from) = (0, UInt8(0), known)
        while true {
            let newline = ByteScanning.first(Byte.newline, in: bytes.span, from: min(from, bytes.count))
            let end = newline ?? bytes.count
            if end > 0 { last = bytes[end - 1] }
            length += end
            from = max(0, from - end)
            drop(newline.map { $0 + 1 } ?? end)
            if newline != nil { break }
            fill(to: 64 << 10)
            if bytes.isEmpty {
                try checkFailure()
                last = 0
                break
            }
        }
        if last == Byte.carriageReturn { length -= 1 }
        let exception = RowException(range: kept.indices, kind: .oversized(bytes: length))
        return TextChunk(kept, firstLine: line, exceptions: [exception])
    }
}
