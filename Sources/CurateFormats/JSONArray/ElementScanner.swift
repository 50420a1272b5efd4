/// Finds where the elements of a JSON array begin and end, without reading what is in them.
///
/// It looks as closely as it must to find the end of an element that is not right: brackets that do not match, a line
/// end within a string, and something other than a key where a key must stand.
struct ElementScanner {
    private var walk = BracketWalk()

    enum Outcome: Equatable {
        case element(Range<Int>)
        /// The array's closing bracket.
        case end(Int)
        /// The next element has not begun.
        case nothing
        /// The bytes end within the element that begins here.
        case unfinished(from: Int)
        /// The element that begins here goes wrong there.
        case broken(from: Int, at: Int)
    }

    /// Where the next element begins, if there is one; `start` is between two elements.
    func start(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.count && JSONByte.separates(bytes[place]) { place += 1 }
        return place
    }

    /// The first character of a line after its indentation.
    func lineStart(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.count && (bytes[place] == Byte.space || bytes[place] == Byte.tab) { place += 1 }
        return place
    }

    /// The element that begins at `start`.
    mutating func scan(_ bytes: Span<UInt8>, from start: Int) -> Outcome {
        if start == bytes.count { return .nothing }
        switch bytes[start] {
        case JSONByte.closeArray: return .end(start)
        case JSONByte.openObject, JSONByte.openArray: return container(bytes, start)
        default: return other(bytes, start)
        }
    }

    private mutating func container(_ bytes: Span<UInt8>, _ start: Int) -> Outcome {
        walk.reset()
        var place = start
        while place < bytes.count {
            if walk.isInString, let jump = walk.passString(bytes, place) {
                place = jump
                continue
            }
            switch walk.take(bytes[place]) {
            case .goesOn: place += 1
            case .closed: return .element(start..<place + 1)
            case .wrong: return .broken(from: start, at: place)
            }
        }
        return .unfinished(from: start)
    }

    /// What is neither object nor array ends where a separator, a bracket or the line does.
    private func other(_ bytes: Span<UInt8>, _ start: Int) -> Outcome {
        var place = start + 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte == JSONByte.comma || byte == JSONByte.closeArray || byte == JSONByte.openObject
                || byte == Byte.newline
            {
                return .element(start..<place)
            }
            place += 1
        }
        return .unfinished(from: start)
    }
}

enum JSONByte {
    static let openObject = UInt8(ascii: "{")
    static let closeObject = UInt8(ascii: "}")
    static let openArray = UInt8(ascii: "[")
    static let closeArray = UInt8(ascii: "]")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    /// True between two elements of an array.
    static func separates(_ byte: UInt8) -> Bool { isSpace(byte) || byte == comma }

    static func isSpace(_ byte: UInt8) -> Bool { byte == Byte.space || (9...13).contains(byte) }
}

/// Follows brackets and strings byte by byte until the first bracket is closed again.
struct BracketWalk {
    enum Step { case goesOn, closed, wrong }

    private(set) var isInString = false
    private var isEscaped = false
    /// One for each open bracket: true for an object.
    private var open: [Bool] = []
    /// In an object, where only a key or its end can follow.
    private var wantsKey = false

    /// Back to before the first bracket.
    mutating func reset() {
        isInString = false
        isEscaped = false
        wantsKey = false
        open.removeAll(keepingCapacity: true)
    }

    mutating func take(_ byte: UInt8) -> Step {
        if isInString { return takeInString(byte) }
        if JSONByte.isSpace(byte) { return .goesOn }
        if wantsKey && byte != JSONByte.quote && byte != JSONByte.closeObject { return .wrong }
        wantsKey = false
        switch byte {
        case JSONByte.quote: isInString = true
        case JSONByte.openObject, JSONByte.openArray:
            open.append(byte == JSONByte.openObject)
            wantsKey = byte == JSONByte.openObject
        case JSONByte.comma: wantsKey = open.last == true
        case JSONByte.closeObject, JSONByte.closeArray:
            guard open.popLast() == (byte == JSONByte.closeObject) else { return .wrong }
            if open.isEmpty { return .closed }
        default: break
        }
        return .goesOn
    }

    /// Where the string goes on after characters that mean nothing; nil where `start` must be taken by itself.
    func passString(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
        if isEscaped { return nil }
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if byte == JSONByte.quote || byte == JSONByte.backslash || byte == Byte.newline { break }
            place += 1
        }
        return place > start ? place : nil
    }

    private mutating func takeInString(_ byte: UInt8) -> Step {
        if byte == Byte.newline { return .wrong }
        if isEscaped {
            isEscaped = false
        } else if byte == JSONByte.backslash {
            isEscaped = true
        } else if byte == JSONByte.quote {
            isInString = false
        }
        return .goesOn
    }
}
