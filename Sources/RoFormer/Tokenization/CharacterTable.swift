internal import TextNormalization

/// What becomes of each code point before words are cut into tokens, by BERT's rules for uncased models: lower case,
/// canonical decomposition, marks without width dropped; Chinese characters and punctuation stand alone.
///
/// Source: `BertTokenizer` (transformers), with lower case taken character by character as there. The Unicode version is
/// ICU's; Python's may differ, and with it what becomes of characters that one of them does not know.
struct CharacterTable: Sendable {
    enum Kind: UInt32 {
        /// Leaves no trace, not even between words.
        case dropped = 0
        /// Ends a word.
        case space
        /// Part of a word, as the entry's value.
        case word
        /// A word of its own, as the entry's value.
        case alone
        /// Several code points, in the pool from the entry's value on: their count, then they themselves.
        case sequence
        /// Marks that canonical order may move: the text around must be looked at.
        case movable
    }

    /// Kind in the three highest bits, value in the rest.
    let entries: [UInt32]
    let pool: [UInt32]
    private let data: CharacterData

    /// Made once, in some ten milliseconds.
    static let shared = Result { try CharacterTable(CharacterData()) }

    static func kind(_ entry: UInt32) -> Kind { Kind(rawValue: entry >> 29) ?? .dropped }
    static func value(_ entry: UInt32) -> UInt32 { entry & 0x1FFF_FFFF }

    private init(_ data: CharacterData) {
        self.data = data
        var entries = [UInt32](repeating: 0, count: CharacterData.count)
        var pool: [UInt32] = []
        var place = 0
        for codePoint in 0..<UInt32(CharacterData.count) {
            var text = [codePoint][...]
            if place < data.mapped.count && data.mapped[place] == codePoint {
                text = data.mapping(at: place)
                place += 1
            }
            entries[Int(codePoint)] = Self.entry(codePoint, text, data, &pool)
        }
        self.entries = entries
        self.pool = pool
    }

    private static func entry(
        _ codePoint: UInt32, _ text: ArraySlice<UInt32>, _ data: CharacterData, _ pool: inout [UInt32]
    ) -> UInt32 {
        let kind = cleaned(codePoint, data.category(codePoint))
        guard kind == .word else { return packed(kind, 0) }
        let kept = text.filter { data.category($0) != .nonSpacingMark }
        if kept.contains(where: { data.combiningClass($0) != 0 }) { return packed(.movable, 0) }
        guard let first = kept.first else { return packed(.dropped, 0) }
        if kept.count > 1 {
            pool.append(UInt32(kept.count))
            pool += kept
            return packed(.sequence, UInt32(pool.count - kept.count - 1))
        }
        let isAlone = isChinese(codePoint) || isPunctuation(first, data.category(first))
        return packed(isAlone ? .alone : .word, first)
    }

    private static func packed(_ kind: Kind, _ value: UInt32) -> UInt32 { kind.rawValue << 29 | value }

    /// Python splits at the separators of lines and paragraphs, too.
    private static func cleaned(_ codePoint: UInt32, _ category: CharacterData.Category?) -> Kind {
        switch codePoint {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: return .space
        case 0, 0xFFFD: return .dropped
        default: break
        }
        guard let category else { return .word }
        if category == .spaceSeparator { return .space }
        return category.isOther ? .dropped : .word
    }

    private static func isPunctuation(_ codePoint: UInt32, _ category: CharacterData.Category?) -> Bool {
        switch codePoint {
        case 33...47, 58...64, 91...96, 123...126: true
        default: category?.isPunctuation ?? false
        }
    }

    /// The blocks of Chinese characters that BERT's vocabulary was made with; later extensions are no part of it.
    static func isChinese(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B820...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}

// Canonical order, for the few texts in which it matters.
extension CharacterTable {
    /// A code point of the text in canonical order, lower-cased and without marks, and the place that it came from.
    struct Placed {
        var codePoint: UInt32
        var source: Int
    }

    /// The text in canonical order; all white space as U+0020.
    func ordered(_ text: Span<UInt32>, _ range: Range<Int>) -> [Placed] {
        var run: [(placed: Placed, order: UInt8)] = []
        var result: [Placed] = []
        for source in range {
            for codePoint in decomposed(text[source]) {
                let order = data.combiningClass(codePoint)
                if order == 0 { flush(&run, into: &result) }
                run.append((Placed(codePoint: codePoint, source: source), order))
            }
        }
        flush(&run, into: &result)
        return result
    }

    /// Sorting is stable by the places that it keeps in order.
    private func flush(_ run: inout [(placed: Placed, order: UInt8)], into result: inout [Placed]) {
        let sorted = run.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
        result += sorted.map(\.element.placed).filter { data.category($0.codePoint) != .nonSpacingMark }
        run.removeAll(keepingCapacity: true)
    }

    private func decomposed(_ codePoint: UInt32) -> ArraySlice<UInt32> {
        switch Self.cleaned(codePoint, data.category(codePoint)) {
        case .dropped: []
        case .space: [0x20]
        default: data.mapping(of: codePoint) ?? [codePoint]
        }
    }
}
