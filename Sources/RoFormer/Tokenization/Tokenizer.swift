internal import TextNormalization

/// A text as the model reads it.
public struct TokenizedText: Sendable, Hashable {
    /// `[CLS]`, the text's tokens, `[SEP]`.
    public var ids: [Int32]
    /// Tokens at the text's end that did not fit.
    public var dropped: Int
}

/// Text to token ids and back.
///
/// Ids equal those of transformers' `BertTokenizer` for uncased models, texts are made of them by bert4keras' rules.
/// Any number of threads may use one.
public struct Tokenizer: Sendable {
    public let vocabulary: Vocabulary
    private let table: CharacterTable
    private let pieces: WordPieces
    private let specials: [(codePoints: [UInt32], id: Int32)]
    let detokenizer: Detokenizer

    /// - Throws: what ICU reports when its data cannot be loaded.
    public init(vocabulary: Vocabulary) throws {
        self.vocabulary = vocabulary
        table = try CharacterTable.shared.get()
        pieces = WordPieces(vocabulary)
        specials = zip(SpecialTokens.names, vocabulary.special.ids).map { name, id in
            (name.unicodeScalars.map(\.value), id)
        }
        detokenizer = Detokenizer(vocabulary)
    }

    public var special: SpecialTokens { vocabulary.special }

    /// The version of Unicode that decides what characters become, such as `15.0`.
    public static var unicodeVersion: String { UnicodeVersions.unicode }

    /// `[CLS]`, the text's tokens, `[SEP]`: at most `maxLength` ids, which is at least 2; tokens at the end that do not fit
    /// are left out, `[SEP]` never is.
    public func encode(_ text: String, maxLength: Int) -> [Int32] {
        tokenize(text, maxLength: maxLength).ids
    }

    /// As ``encode(_:maxLength:)``, and tells how much was left out. Tokens that stand for any of the `masked` characters,
    /// counted from the text's start, become `[MASK]`.
    public func tokenize(_ text: String, maxLength: Int, masked: [Range<Int>] = []) -> TokenizedText {
        precondition(maxLength >= 2, "room for [CLS] and [SEP]")
        var scan = TokenScan(table: table, pieces: pieces, mask: special.mask)
        scan.ids.append(special.start)
        if !masked.isEmpty { scan.hidden = Self.hidden(text, masked) }
        let codePoints = text.unicodeScalars.map(\.value)
        for part in parts(codePoints) {
            if let id = part.special { scan.emit(id, part.range) } else { scan.read(codePoints, part.range) }
        }
        let dropped = max(0, scan.ids.count - (maxLength - 1))
        scan.ids.removeLast(dropped)
        scan.ids.append(special.end)
        return TokenizedText(ids: scan.ids, dropped: dropped)
    }

    /// Text of tokens; special ones and unknown ones leave nothing.
    public func decode(_ ids: [Int32]) -> String { detokenizer.text(ids) }

    private typealias Part = (range: Range<Int>, special: Int32?)

    /// The text cut at special tokens that it spells out. None of them can start within another.
    private func parts(_ codePoints: [UInt32]) -> [Part] {
        let bracket = UInt32(UInt8(ascii: "["))
        guard codePoints.contains(bracket) else { return [(codePoints.indices, nil)] }
        var parts: [Part] = []
        var (start, place) = (0, 0)
        while place < codePoints.count {
            guard codePoints[place] == bracket,
                let found = specials.first(where: { codePoints[place...].starts(with: $0.codePoints) })
            else {
                place += 1
                continue
            }
            let end = place + found.codePoints.count
            parts += [(start..<place, nil), (place..<end, found.id)]
            (start, place) = (end, end)
        }
        return parts + [(start..<codePoints.count, nil)]
    }

    /// For each code point, whether its character is masked.
    private static func hidden(_ text: String, _ masked: [Range<Int>]) -> [Bool] {
        var hidden: [Bool] = []
        for (place, character) in text.enumerated() {
            let isMasked = masked.contains { $0.contains(place) }
            for _ in character.unicodeScalars { hidden.append(isMasked) }
        }
        return hidden
    }
}
