/// Counts of one text, in Unicode scalars.
public struct TextMeasures: Sendable, Equatable {
    /// All scalars; ill-formed bytes count as one U+FFFD each.
    public var characters = 0
    /// Of the script Han.
    public var han = 0
    /// Letters of the script Latin, full-width ones included.
    public var latinLetters = 0
    /// Decimal digits (Nd) of any script.
    public var digits = 0
    /// Of the general categories P*.
    public var punctuation = 0
    /// Of the general categories S*.
    public var symbols = 0
    /// White_Space and the general categories Z*.
    public var spaces = 0
    /// U+FFFD: evidence of a damaged text.
    public var replacementCharacters = 0
    /// The length of the longest run of one repeated scalar; 0 for an empty text.
    public var longestRun = 0

    /// Measures of an empty text.
    public init() {}
}
