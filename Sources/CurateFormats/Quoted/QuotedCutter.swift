import ByteScanning

/// Cuts where rows of quoted fields end, and marks lines in which a row begins that is none.
///
/// What is a row is decided within the window of the longest row, so that it does not depend on what was read already.
struct QuotedCutter: ChunkCutter {
    private var buffer: TextBuffer
    private let scanner: QuotedRowScanner
    private let limits: ReadingLimits
    private let window: Int
    private var fields: [QuotedField] = []

    init(_ buffer: TextBuffer, scanner: QuotedRowScanner, limits: ReadingLimits) {
        self.buffer = buffer
        self.scanner = scanner
        self.limits = limits
        window = TextBuffer.window(limits)
    }

    var bytesRead: UInt64 { buffer.bytesRead }

    mutating func next() throws -> TextChunk? {
        buffer.fill(to: limits.chunkBytes)
        return try rows(atMost: .max)
    }

    /// The first row alone.
    mutating func firstRow() throws -> TextChunk? { try rows(atMost: 1) }

    private mutating func rows(atMost most: Int) throws -> TextChunk? {
        var (end, count) = (0, 0)
        var exceptions: [RowException] = []
        while count < most && (end == 0 || end < buffer.bytes.count) {
            let found = scan(from: end)
            if let row = row(found, at: end) {
                if let kind = row.exception { exceptions.append(RowException(range: end..<row.next, kind: kind)) }
                end = row.next
                count += 1
            } else if end > 0 {
                break
            } else if try !moreToSee(found) {
                return buffer.isAtEnd ? nil : try buffer.cutOversizedLine(known: openLine(found))
            }
        }
        return buffer.cut(end, exceptions)
    }

    private mutating func scan(from start: Int) -> QuotedRowScanner.Outcome {
        let end = min(start + window, buffer.bytes.count)
        let isWhole = buffer.isComplete && end == buffer.bytes.count
        let bytes = buffer.bytes
        return scanner.scan(bytes.span.extracting(..<end), from: start, isWhole: isWhole, fields: &fields)
    }

    /// The row at `start`, or the line that is taken for it; nil where more must be seen or there is nothing.
    private func row(_ found: QuotedRowScanner.Outcome, at start: Int) -> (next: Int, exception: RowException.Kind?)? {
        switch found {
        case .row(let end, let next):
            if next == start { return nil }
            return (next, end - start > limits.maximumRowBytes ? .oversized(bytes: end - start) : nil)
        case .unfinished(opening: nil): return nil
        case .unfinished(let opening?):
            guard isFinal(start) else { return nil }
            return line(at: start, "the quote is not closed", [opening])
        case .broken(let place, let opening):
            return line(at: start, "neither a delimiter nor a line end follows the closing quote", [place, opening])
        }
    }

    /// True when more text would change nothing.
    private func isFinal(_ start: Int) -> Bool { buffer.isComplete || buffer.bytes.count - start >= window }

    /// The first line of what is no row because of its quotes.
    private func line(at start: Int, _ message: String, _ places: [Int]) -> (next: Int, exception: RowException.Kind?)?
    {
        let bytes = buffer.bytes
        let seen = bytes.span.extracting(..<min(start + window, bytes.count))
        let last = buffer.isComplete && seen.count == bytes.count ? bytes.count : nil
        let newline = ByteScanning.first(Byte.newline, in: seen, from: start)
        guard let end = newline.map({ $0 + 1 }) ?? last else { return nil }
        let column = bytes.column(of: places.first { $0 < end } ?? start, rowStart: start)
        return (end, .malformed(RowFault(rule: "malformed_csv", message: message), column: column))
    }

    /// True when the front is to be looked at again, with more text or the knowledge that it ends.
    private mutating func moreToSee(_ found: QuotedRowScanner.Outcome) throws -> Bool {
        if buffer.mayGrow && buffer.bytes.count < window {
            _ = buffer.grow(to: window)
            return true
        }
        if buffer.bytes.count < window { try buffer.checkFailure() }
        return false
    }

    /// How much belongs to the line at the front although there may be line ends in it: those within quotes.
    private func openLine(_ found: QuotedRowScanner.Outcome) -> Int { found == .unfinished(opening: nil) ? window : 0 }
}
