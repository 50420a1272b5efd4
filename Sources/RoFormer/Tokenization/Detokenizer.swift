/// Text of tokens, by bert4keras' rules for spaces.
///
/// Source: `Tokenizer.decode` (bert4keras): Chinese characters stand close, other words apart; spaces around apostrophes,
/// after Chinese punctuation and opening signs, and within decimal numbers go.
struct Detokenizer: Sendable {
    private enum Kind {
        /// Leaves nothing: `[…]`.
        case special
        case continuation, chinese, punctuation, word
    }

    private struct Piece {
        var kind: Kind
        var text: [Unicode.Scalar]
    }

    private let pieces: [Piece]

    init(_ vocabulary: Vocabulary) {
        pieces = vocabulary.tokens.map { Self.piece(Array($0.unicodeScalars)) }
    }

    private static func piece(_ token: [Unicode.Scalar]) -> Piece {
        if token.first == "[" && token.last == "]" { return Piece(kind: .special, text: []) }
        if token.starts(with: "##".unicodeScalars) {
            return Piece(kind: .continuation, text: Array(token.dropFirst(2)))
        }
        guard token.count == 1 else { return Piece(kind: .word, text: token) }
        if CharacterTable.isChinese(token[0].value) { return Piece(kind: .chinese, text: token) }
        return Piece(kind: token[0].isPunctuation ? .punctuation : .word, text: token)
    }

    func text(_ ids: [Int32]) -> String {
        var text = joined(ids)
        text.collapseSpaces()
        text.closeApostrophes()
        text.removeSpaces { Self.closing.contains($0) }
        text.closeDecimals()
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text.trimmed)
        return String(view)
    }

    private func joined(_ ids: [Int32]) -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = []
        for id in ids where pieces.indices.contains(Int(id)) {
            let piece = pieces[Int(id)]
            switch piece.kind {
            case .special: continue
            case .continuation, .chinese: text += piece.text
            case .punctuation: text += piece.text + [" "]
            case .word:
                if !(text.last.map { CharacterTable.isChinese($0.value) } ?? false) { text.append(" ") }
                text += piece.text
            }
        }
        return text
    }

    /// Signs after which no space stands.
    private static let closing: Set<Unicode.Scalar> = {
        var signs = Set("+-/={(<[–—‘’‛“”„‟…‧·、〃。〰〾〿﹏﹑﹔！？｡".unicodeScalars)
        let ranges: [ClosedRange<UInt32>] = [
            0xFF02...0xFF0D, 0xFF0F...0xFF0F, 0xFF1A...0xFF1E, 0xFF20...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF60,
            0xFF62...0xFF64, 0x3000...0x3000, 0x3008...0x3011, 0x3014...0x301F,
        ]
        for range in ranges { signs.formUnion(range.compactMap { Unicode.Scalar($0) }) }
        return signs
    }()
}

extension Unicode.Scalar {
    /// Category P*, and the ASCII signs that BERT takes for punctuation.
    fileprivate var isPunctuation: Bool {
        switch value {
        case 33...47, 58...64, 91...96, 123...126: return true
        default: break
        }
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }
}

extension [Unicode.Scalar] {
    fileprivate mutating func collapseSpaces() {
        var kept: [Unicode.Scalar] = []
        for scalar in self where scalar != " " || kept.last != " " { kept.append(scalar) }
        self = kept
    }

    /// Takes out each space behind a sign for which `isClosing`.
    fileprivate mutating func removeSpaces(after isClosing: (Unicode.Scalar) -> Bool) {
        var kept: [Unicode.Scalar] = []
        for (place, scalar) in enumerated() {
            if scalar == " " && place > 0 && isClosing(self[place - 1]) { continue }
            kept.append(scalar)
        }
        self = kept
    }

    /// `' s ` becomes `'s `.
    fileprivate mutating func closeApostrophes() {
        guard contains("'") else { return }
        let endings = ["re", "m", "s", "t", "ve", "d", "ll"].map { Array(" \($0) ".unicodeScalars) }
        var kept: [Unicode.Scalar] = []
        var place = 0
        while place < count {
            kept.append(self[place])
            let isApostrophe = self[place] == "'"
            place += 1
            guard isApostrophe, let ending = endings.first(where: { self[place...].starts(with: $0) }) else { continue }
            kept += ending.dropFirst()
            place += ending.count
        }
        self = kept
    }

    /// `3. 5` becomes `3.5`; a digit belongs to one such pair.
    fileprivate mutating func closeDecimals() {
        guard contains(".") else { return }
        var kept: [Unicode.Scalar] = []
        var place = 0
        while place < count {
            let isDecimal =
                place + 3 < count && self[place + 1] == "." && self[place + 2] == " " && self[place].isDigit
                && self[place + 3].isDigit
            if isDecimal {
                kept += [self[place], ".", self[place + 3]]
                place += 4
            } else {
                kept.append(self[place])
                place += 1
            }
        }
        self = kept
    }

    fileprivate var trimmed: ArraySlice<Unicode.Scalar> {
        let start = self.drop { $0.properties.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return [] }
        return start[...last]
    }
}
