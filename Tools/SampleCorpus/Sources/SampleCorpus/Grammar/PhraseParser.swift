/// Reads a phrase as written in a content file: `{slot}` and `(one|another)` inside plain text.
struct PhraseParser {
    private var rest: Substring
    private let slotNames: [String]

    /// Parses `text`; slots are named by their position in `slotNames`.
    static func parse(_ text: String, slotNames: [String]) throws(PhraseError) -> Phrase {
        var parser = PhraseParser(rest: Substring(text), slotNames: slotNames)
        let pieces = try parser.sequence(nested: false)
        return Phrase(pieces: pieces)
    }

    private mutating func sequence(nested: Bool) throws(PhraseError) -> [Phrase.Piece] {
        var pieces: [Phrase.Piece] = []
        while let next = rest.first {
            switch next {
            case "{": pieces.append(try slot())
            case "(": pieces.append(try choice())
            case "|" where nested, ")" where nested: return pieces
            case "|", ")", "}": throw .unexpected(next)
            default: pieces.append(literal())
            }
        }
        if nested { throw .unclosed("(") }
        return pieces
    }

    private mutating func literal() -> Phrase.Piece {
        let text = rest.prefix { !"{}()|".contains($0) }
        rest = rest[text.endIndex...]
        return .text(String(text))
    }

    private mutating func slot() throws(PhraseError) -> Phrase.Piece {
        guard let end = rest.firstIndex(of: "}") else { throw .unclosed("{") }
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        guard let index = slotNames.firstIndex(of: name) else { throw .unknownSlot(name) }
        rest = rest[rest.index(after: end)...]
        return .slot(index)
    }

    private mutating func choice() throws(PhraseError) -> Phrase.Piece {
        var options: [[Phrase.Piece]] = []
        repeat {
            rest.removeFirst()
            options.append(try sequence(nested: true))
        } while rest.first == "|"
        rest.removeFirst()
        guard options.count > 1 else { throw .lonelyChoice }
        return .choice(options)
    }
}

/// What can be wrong with a phrase.
enum PhraseError: Error, Equatable {
    case unexpected(Character)
    case unclosed(Character)
    case unknownSlot(String)
    case lonelyChoice

    /// A sentence for the author.
    var message: String {
        switch self {
        case .unexpected(let character): "unexpected '\(character)'"
        case .unclosed(let character): "'\(character)' is never closed"
        case .unknownSlot(let name): "no slot named '\(name)'"
        case .lonelyChoice: "a choice needs at least two options, separated by '|'"
        }
    }
}
