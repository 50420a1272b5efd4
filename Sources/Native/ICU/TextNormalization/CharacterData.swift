internal import CICU

/// What ICU says of every code point, for tables made once: categories, combining classes, lower-cased decompositions.
///
/// Lower case is that of a single character by Unicode's full mappings without language and context: `İ` becomes `i`
/// and a dot above, `Σ` always `σ`.
public struct CharacterData: Sendable {
    /// Unicode's general categories, of which a table of words needs these.
    public enum Category: UInt8, Sendable {
        case unassigned = 0
        case nonSpacingMark = 6
        case spaceSeparator = 12
        case control = 15
        case format = 16
        case privateUse = 17
        case surrogate = 18
        case dash = 19
        case openingPunctuation = 20
        case closingPunctuation = 21
        case connector = 22
        case otherPunctuation = 23
        case initialQuote = 28
        case finalQuote = 29
    }

    /// Number of code points, surrogates and unassigned ones included.
    public static let count = 0x110000

    private let categories: [UInt8]
    private let classes: [UInt8]
    /// Code points that are not their own lower-cased canonical decomposition, ascending.
    public let mapped: [UInt32]
    private let ends: [UInt32]
    private let scalars: [UInt32]

    /// Asks ICU for all of it, which takes some ten milliseconds.
    ///
    /// - Throws: ``NormalizationError`` where ICU's data cannot be loaded.
    public init() throws {
        var found = cicu_characters()
        var message = cicu_message()
        let status = cicu_characters_load(&found, &message)
        guard status == CICU_OK else { throw NormalizationError.library(text(of: message)) }
        defer { cicu_characters_free(&found) }
        categories = Array(UnsafeBufferPointer(start: found.categories, count: Self.count))
        classes = Array(UnsafeBufferPointer(start: found.combining_classes, count: Self.count))
        mapped = Array(UnsafeBufferPointer(start: found.mapped, count: found.mapped_count))
        ends = Array(UnsafeBufferPointer(start: found.mapping_ends, count: found.mapped_count))
        scalars = Array(UnsafeBufferPointer(start: found.scalars, count: found.scalar_count))
    }

    /// The code point's category; nil for one that has no name here.
    public func category(_ codePoint: UInt32) -> Category? { Category(rawValue: categories[Int(codePoint)]) }

    /// 0 for what starts a run of marks; canonical order sorts those behind it by their classes.
    public func combiningClass(_ codePoint: UInt32) -> UInt8 { classes[Int(codePoint)] }

    /// The lower-cased canonical decomposition of `mapped[place]`.
    public func mapping(at place: Int) -> ArraySlice<UInt32> {
        scalars[Int(place == 0 ? 0 : ends[place - 1])..<Int(ends[place])]
    }

    /// The code point's lower-cased canonical decomposition; nil where it is itself.
    public func mapping(of codePoint: UInt32) -> ArraySlice<UInt32>? {
        var (low, high) = (0, mapped.count)
        while low < high {
            let middle = (low + high) / 2
            if mapped[middle] < codePoint { low = middle + 1 } else { high = middle }
        }
        return low < mapped.count && mapped[low] == codePoint ? mapping(at: low) : nil
    }
}

extension CharacterData.Category {
    /// Categories P*.
    public var isPunctuation: Bool {
        switch self {
        case .dash, .openingPunctuation, .closingPunctuation, .connector, .otherPunctuation, .initialQuote, .finalQuote:
            true
        default: false
        }
    }

    /// Categories C*: control, format, private use, surrogates, unassigned.
    public var isOther: Bool {
        switch self {
        case .unassigned, .control, .format, .privateUse, .surrogate: true
        default: false
        }
    }
}
