/// Goes to the first element of the array that holds the rows, passing over what is before it in constant memory.
struct ArrayOpening {
    private(set) var buffer: TextBuffer
    private let record: String?

    init(_ buffer: TextBuffer, record: String?) {
        self.buffer = buffer
        self.record = record
    }

    /// Leaves the buffer behind the array's bracket; false in a file of white space only.
    mutating func find() throws -> Bool {
        guard let first = try peek() else { return false }
        guard let record else {
            guard first == JSONByte.openArray else { throw notAnArray() }
            buffer.drop(1)
            return true
        }
        guard first == JSONByte.openObject else {
            throw failure("the outermost value is no object", hint: "Leave 'record' out if it is the array of rows.")
        }
        buffer.drop(1)
        while try !findMember(record) {}
        return true
    }

    /// Passes over a member; true when it is the array, of which only the bracket is passed.
    private mutating func findMember(_ record: String) throws -> Bool {
        guard try peek() == JSONByte.quote, let key = try string() else {
            throw failure("no key '\(record)' holds an array", hint: "It must stand in the outermost object.")
        }
        if try peek() == JSONByte.colon { buffer.drop(1) }
        if try key == Array(record.utf8) && peek() == JSONByte.openArray {
            buffer.drop(1)
            return true
        }
        try passValue()
        if try peek() == JSONByte.comma { buffer.drop(1) }
        return false
    }

    /// The next character that is no white space.
    private mutating func peek() throws -> UInt8? {
        while true {
            if let place = buffer.bytes.firstIndex(where: { !JSONByte.isSpace($0) }) {
                buffer.drop(place)
                return buffer.bytes[0]
            }
            buffer.drop(buffer.bytes.count)
            buffer.fill(to: 4096)
            if buffer.bytes.isEmpty {
                try buffer.checkFailure()
                return nil
            }
        }
    }

    /// Takes a string off and returns what is between its quotes, escapes as they are; nil for a string without end.
    private mutating func string() throws -> [UInt8]? {
        var walk = BracketWalk()
        var text: [UInt8] = []
        while let byte = try next() {
            if walk.take(byte) == .wrong { return nil }
            text.append(byte)
            if !walk.isInString { return Array(text[1..<text.count - 1]) }
        }
        return nil
    }

    private mutating func passValue() throws {
        let first = try peek()
        if first == JSONByte.quote {
            _ = try string()
        } else if first == JSONByte.openObject || first == JSONByte.openArray {
            var walk = BracketWalk()
            while let byte = try next(), walk.take(byte) == .goesOn {}
        } else {
            while let byte = try peek(), byte != JSONByte.comma && byte != JSONByte.closeObject { buffer.drop(1) }
        }
    }

    private mutating func next() throws -> UInt8? {
        buffer.fill(to: 4096)
        guard let byte = buffer.bytes.first else {
            try buffer.checkFailure()
            return nil
        }
        buffer.drop(1)
        return byte
    }

    private func notAnArray() -> CorpusFileFailure {
        let hint = "One object in a line is the format jsonl; name the key that holds the rows as 'record'."
        return failure("the outermost value is no array", hint: hint)
    }

    private func failure(_ reason: String, hint: String) -> CorpusFileFailure {
        CorpusFileFailure(path: buffer.path, line: buffer.line, column: 1, reason: reason, hint: hint)
    }
}
