internal import CICU

/// What can be measured of texts by Unicode's properties.
public enum TextProperties {
    /// Measures every row of a column: row `i` is `bytes[ends[i - 1]..<ends[i]]`, and row 0 starts at 0.
    ///
    /// - Precondition: `ends` is ascending and stays within `bytes`.
    public static func measure(bytes: [UInt8], ends: [UInt32]) -> [TextMeasures] {
        checkEnds(ends, count: bytes.count)
        var measures = [cicu_measures](repeating: cicu_measures(), count: ends.count)
        bytes.withUnsafeBufferPointer { text in
            ends.withUnsafeBufferPointer { rows in
                cicu_measure(text.baseAddress, text.count, rows.baseAddress, rows.count, &measures)
            }
        }
        return measures.map(TextMeasures.init)
    }

    /// The words of a well-formed UTF-8 text as ranges of its bytes, by ICU's dictionary for Chinese; spaces and
    /// punctuation are left out.
    ///
    /// - Throws: ``SegmentationError`` where ICU fails or the text exceeds 2 GiB.
    public static func wordRanges(_ text: [UInt8]) throws -> [Range<Int>] {
        try ranges(text, kind: Int32(CICU_BREAK_WORDS))
    }

    /// The sentences of a well-formed UTF-8 text as ranges of its bytes (Unicode Standard Annex 29); they cover the
    /// text, spaces behind a sentence belong to it.
    ///
    /// - Throws: ``SegmentationError`` where ICU fails or the text exceeds 2 GiB.
    public static func sentenceRanges(_ text: [UInt8]) throws -> [Range<Int>] {
        try ranges(text, kind: Int32(CICU_BREAK_SENTENCES))
    }

    private static func ranges(_ text: [UInt8], kind: Int32) throws -> [Range<Int>] {
        var found = cicu_ranges()
        var message = cicu_message()
        let status = text.withUnsafeBufferPointer { cicu_break(kind, $0.baseAddress, $0.count, &found, &message) }
        defer { cicu_ranges_free(&found) }
        guard status == CICU_OK else { throw SegmentationError(reason: TextNormalization.text(of: message)) }
        let offsets = UnsafeBufferPointer(start: found.offsets, count: found.count * 2)
        return (0..<found.count).map { Int(offsets[$0 * 2])..<Int(offsets[$0 * 2 + 1]) }
    }

    private static func checkEnds(_ ends: [UInt32], count: Int) {
        var before: UInt32 = 0
        for end in ends {
            precondition(end >= before && Int(end) <= count, "Row ends are not ascending or exceed the bytes.")
            before = end
        }
    }
}

/// Why a text could not be segmented.
public struct SegmentationError: Error, Equatable, CustomStringConvertible {
    /// The reason, in ICU's words.
    public let reason: String

    /// The reason, in one sentence.
    public var description: String { "The text could not be segmented: \(reason)." }
}

extension TextMeasures {
    fileprivate init(_ measures: cicu_measures) {
        characters = Int(measures.characters)
        han = Int(measures.han)
        latinLetters = Int(measures.latin_letters)
        digits = Int(measures.digits)
        punctuation = Int(measures.punctuation)
        symbols = Int(measures.symbols)
        spaces = Int(measures.spaces)
        replacementCharacters = Int(measures.replacement_characters)
        longestRun = Int(measures.longest_run)
    }
}
