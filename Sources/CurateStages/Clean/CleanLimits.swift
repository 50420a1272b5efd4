internal import CurateCore

/// The options of `clean`, read.
struct CleanLimits: Sendable {
    enum Treatment: String { case keep, reject, mask }

    var characters: ClosedRange<Int>
    var ratio: Double?
    var han: Double
    var placeholders: Set<String>
    /// In bytes; longer texts need not be looked up.
    var longestPlaceholder: Int
    var keepsReplacementCharacters: Bool
    var repeats: Int
    var bigramShare: Double?
    /// Contacts that are a reason to reject.
    var rejected: [Contact]
    var masked: [Contact]

    /// - Throws: `Diagnostic` when no text could pass.
    init(_ options: Options) throws(Diagnostic) {
        let least = options.integer("min_chars")
        let most = options.has("max_chars") ? options.integer("max_chars") : Int.max
        guard least <= most else {
            throw Diagnostic(.error, "'min_chars' of 'clean', \(least), is above 'max_chars', \(most).")
        }
        characters = least...most
        ratio = options.has("max_ratio") ? options.number("max_ratio") : nil
        han = options.number("min_han")
        placeholders = Set(options.strings("placeholders"))
        longestPlaceholder = placeholders.map(\.utf8.count).max() ?? 0
        keepsReplacementCharacters = options.string("replacement_characters") == "keep"
        repeats = options.integer("max_repeats")
        bigramShare = options.has("max_bigram_share") ? options.number("max_bigram_share") : nil
        rejected = Contact.allCases.filter { options.string($0.option) == Treatment.reject.rawValue }
        masked = Contact.allCases.filter { options.string($0.option) == Treatment.mask.rawValue }
    }

    /// The rules that can reject a text at all, in the order in which they are asked.
    var rules: [TextRule] {
        TextRule.allCases.filter { rule in
            switch rule {
            case .blank, .tooShort, .tooLong, .repetition: true
            case .replacementCharacter: !keepsReplacementCharacters
            case .placeholder: !placeholders.isEmpty
            case .foreignScript: han > 0
            case .repeatedBigram: bigramShare != nil
            case .contact: !rejected.isEmpty
            }
        }
    }
}
