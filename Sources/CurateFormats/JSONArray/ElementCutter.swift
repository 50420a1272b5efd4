import ByteScanning

/// Cuts between the elements of a JSON array, and marks elements that are none.
///
/// An element that is not right costs itself only: reading goes on where the next object begins, by the bracket that
/// gave it away, or else by the next line that begins with one. What is an element is decided within the window of the
/// longest row, so that it does not depend on what was read already.
struct ElementCutter: ChunkCutter {
    private var buffer: TextBuffer
    private var scanner = ElementScanner()
    private let record: String?
    private let limits: ReadingLimits
    private let window: Int
    private var place = Place.beginning

    private enum Place { case beginning, elements, end }

    /// - Parameter record: the key of the outermost object that holds the array; nil: the array is outermost.
    init(_ buffer: TextBuffer, record: String?, limits: ReadingLimits) {
        self.buffer = buffer
        self.record = record
        self.limits = limits
        window = TextBuffer.window(limits)
    }

    var bytesRead: UInt64 { buffer.bytesRead }

    mutating func next() throws -> TextChunk? {
        if place == .beginning { try begin() }
        while place == .elements {
            buffer.fill(to: limits.chunkBytes)
            if let chunk = try elements() { return chunk }
        }
        return nil
    }

    private mutating func begin() throws {
        var opening = ArrayOpening(buffer, record: record)
        let found = try opening.find()
        buffer = opening.buffer
        place = found ? .elements : .end
    }

    /// The elements at the front; nil when there are none or more text must be looked at.
    private mutating func elements() throws -> TextChunk? {
        var end = 0
        var elements: [Range<Int>] = []
        var exceptions: [RowException] = []
        while true {
            let bytes = buffer.bytes
            let start = scanner.start(bytes.span, from: end)
            let found = scanner.scan(bytes.span.extracting(..<min(start + window, bytes.count)), from: start)
            guard let element = element(found, at: start) else {
                if end == 0 {
                    buffer.drop(start)
                    return try front(found)
                }
                var chunk = buffer.cut(end, exceptions)
                chunk.elements = elements
                return chunk
            }
            elements.append(start..<element.end)
            if let kind = element.exception { exceptions.append(RowException(range: start..<element.end, kind: kind)) }
            end = element.end
        }
    }

    /// Where the element at `start` ends, or what is taken for it; nil where more must be seen or nothing is.
    private func element(_ found: ElementScanner.Outcome, at start: Int) -> (end: Int, exception: RowException.Kind?)? {
        switch found {
        case .nothing, .end, .unfinished: return nil
        case .element(let range):
            return (range.upperBound, range.count > limits.maximumRowBytes ? .oversized(bytes: range.count) : nil)
        case .broken(_, let place):
            return resumption(start, after: place).map { ($0, fault(at: place, from: start)) }
        }
    }

    /// Handles the front where it is not an element, or not yet.
    private mutating func front(_ found: ElementScanner.Outcome) throws -> TextChunk? {
        if case .end = found {
            try finish()
            return nil
        }
        if buffer.bytes.count < window {
            if buffer.grow(to: window) || buffer.mayGrow { return nil }
            if case .broken(let start, let place) = found { return try junk(fault(at: place - start, from: 0)) }
            let isBetween = buffer.bytes.isEmpty
            try fail(isBetween ? "the file ends before its array does" : "the file ends within an element of its array")
        }
        guard case .broken(let start, let place) = found else { return try junk(.oversized(bytes: nil)) }
        return try junk(fault(at: place - start, from: 0))
    }

    private mutating func finish() throws {
        place = .end
        if record != nil { return }
        buffer.drop(1)
        repeat {
            let text = buffer.bytes.firstIndex { !JSONByte.isSpace($0) }
            buffer.drop(text ?? buffer.bytes.count)
            if text != nil { try fail("text follows the array's end") }
            buffer.fill(to: 64 << 10)
        } while !buffer.bytes.isEmpty
        try buffer.checkFailure()
    }

    private func fail(_ reason: String) throws -> Never {
        try buffer.checkFailure()
        let hint = "The rows before it were read. Fetch the file again, or mend it."
        throw CorpusFileFailure(path: buffer.path, line: buffer.line, reason: reason, hint: hint)
    }
}

extension ElementCutter {
    private func fault(at place: Int, from start: Int) -> RowException.Kind {
        let message =
            switch buffer.bytes[place] {
            case Byte.newline: "a string is not closed"
            case JSONByte.closeArray, JSONByte.closeObject: "brackets do not match"
            default: "a key or a closing bracket was expected"
            }
        let column = buffer.bytes.column(of: place, rowStart: start)
        return .malformed(RowFault(rule: "malformed_json", message: message), column: column)
    }

    /// Where reading goes on after an element that goes wrong at `place`; nil where that was not read yet, or is not
    /// within the window.
    private func resumption(_ start: Int, after place: Int) -> Int? {
        let bytes = buffer.bytes
        if bytes[place] == JSONByte.openObject { return place }
        let seen = bytes.span.extracting(..<min(start + window, bytes.count))
        var from = place
        while let newline = ByteScanning.first(Byte.newline, in: seen, from: from) {
            let begin = scanner.lineStart(seen, from: newline + 1)
            if begin == seen.count { return nil }
            if seen[begin] == JSONByte.openObject { return newline + 1 }
            from = newline + 1
        }
        return nil
    }

    /// Takes off what is no element; where the next one begins is searched line by line behind the window.
    private mutating func junk(_ kind: RowException.Kind) throws -> TextChunk {
        let isAll = buffer.bytes.count <= window && !buffer.mayGrow
        var chunk = buffer.cut(min(window, buffer.bytes.count))
        var last = chunk.bytes[...].lastText
        if !isAll {
            chunk.bytes = Array(chunk.bytes[...].keptOfOversized)
            last = skipToObjectLine() ?? last
        }
        chunk.exceptions = [RowException(range: chunk.bytes.indices, kind: kind)]
        // The array's end was within what is no element.
        if buffer.isAtEnd && (last == JSONByte.closeArray || last == JSONByte.closeObject) { place = .end }
        return chunk
    }

    /// Passes over the rest of the line and all lines that do not start with an object; returns the last character.
    private mutating func skipToObjectLine() -> UInt8? {
        var last: UInt8?
        while true {
            buffer.fill(to: 64 << 10)
            if buffer.bytes.isEmpty { return last }
            let newline = ByteScanning.first(Byte.newline, in: buffer.bytes.span)
            let end = newline.map { $0 + 1 } ?? buffer.bytes.count
            last = buffer.bytes[..<end].lastText ?? last
            buffer.drop(end)
            buffer.fill(to: 4096)
            let bytes = buffer.bytes
            let begin = scanner.lineStart(bytes.span, from: 0)
            if newline != nil && begin < bytes.count && bytes[begin] == JSONByte.openObject { return last }
        }
    }
}

extension ArraySlice<UInt8> {
    /// The last byte that is no white space.
    fileprivate var lastText: UInt8? { last { !JSONByte.isSpace($0) } }
}
