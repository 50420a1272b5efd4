/// The tokens of a model, one for each row of its word embedding; read from `vocab.txt`.
public struct Vocabulary: Sendable {
    /// Tokens by id.
    public let tokens: [String]
    public let special: SpecialTokens
    /// Lines that hold white space: their token is what stands before it.
    public let linesWithSpaces: Int

    /// Reads the lines of a `vocab.txt`; a line ends with LF, CRLF or CR, and line `n` names token `n - 1`.
    ///
    /// A line's token is its first word, as bert4keras reads it; a blank line names no token, those at the end are
    /// left out.
    ///
    /// - Throws: ``VocabularyFailure`` for bytes that are not UTF-8, a byte order mark, a token that stands twice (readers
    ///   disagree on the ids that follow), and where one of the special tokens is missing.
    public init(reading bytes: [UInt8]) throws {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw VocabularyFailure.byteOrderMark }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VocabularyFailure.notUTF8(line: Self.badLine(bytes))
        }
        var lines = Self.lines(text)
        while let last = lines.last, last.allSatisfy(\.properties.isWhitespace) { lines.removeLast() }
        let words = lines.map(Self.firstWord)
        try self.init(tokens: words, linesWithSpaces: zip(lines, words).filter { String($0) != $1 }.count)
    }

    /// A vocabulary of these tokens; an empty one is never found in a text.
    ///
    /// - Throws: ``VocabularyFailure`` for a token that stands twice, and where a special token is missing.
    public init(tokens: [String]) throws {
        try self.init(tokens: tokens, linesWithSpaces: 0)
    }

    private init(tokens: [String], linesWithSpaces: Int) throws {
        self.tokens = tokens
        self.linesWithSpaces = linesWithSpaces
        let ids = try Self.ids(tokens)
        special = SpecialTokens(
            ids: try SpecialTokens.names.map { name in
                guard let id = ids[Array(name.unicodeScalars)] else { throw VocabularyFailure.missing(token: name) }
                return id
            })
    }

    public var count: Int { tokens.count }

    /// Tokens are told apart by their code points: canonically equivalent ones are different tokens.
    private static func ids(_ tokens: [String]) throws -> [[Unicode.Scalar]: Int32] {
        var ids: [[Unicode.Scalar]: Int32] = [:]
        ids.reserveCapacity(tokens.count)
        for (id, token) in tokens.enumerated() where !token.isEmpty {
            if let earlier = ids.updateValue(Int32(id), forKey: Array(token.unicodeScalars)) {
                throw VocabularyFailure.twice(token: token, lines: [Int(earlier) + 1, id + 1])
            }
        }
        return ids
    }

    /// Swift takes CR and LF together for one character; here they are one line's end.
    private static func lines(_ text: String) -> [Substring.UnicodeScalarView] {
        var lines: [Substring.UnicodeScalarView] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let end = rest.firstIndex { $0 == "\n" || $0 == "\r" } ?? rest.endIndex
            lines.append(rest[..<end])
            rest = rest[end...]
            if rest.popFirst() == "\r" && rest.first == "\n" { rest.removeFirst() }
        }
        return lines
    }

    private static func firstWord(_ line: Substring.UnicodeScalarView) -> String {
        let start = line.drop { $0.properties.isWhitespace }
        return String(start.prefix { !$0.properties.isWhitespace })
    }

    private static func badLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }
}

/// Why a `vocab.txt` cannot be used.
public enum VocabularyFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case byteOrderMark
    case notUTF8(line: Int)
    case twice(token: String, lines: [Int])
    case missing(token: String)

    public var description: String {
        switch self {
        case .byteOrderMark:
            "it starts with a byte order mark, which would be part of the first token; save it as UTF-8 without one"
        case .notUTF8(let line):
            "line \(line) is not UTF-8; save the file as UTF-8"
        case .twice(let token, let lines):
            "the token '\(token)' stands in lines \(lines[0]) and \(lines[1]); each line names a token of its own,"
                + " so this is not the vocabulary that the model was trained with"
        case .missing(let token):
            "it lacks the token \(token), which the model needs"
        }
    }
}
