/// What normalization does to a text.
///
/// The steps run in this order: form, script, width, letter case, then zero-width, control and private-use
/// characters and punctuation, then masks, then white space. Where a later step leaves something that an earlier one
/// would change, the steps are repeated until nothing changes, so that normalizing twice is normalizing once.
public struct NormalizationRules: Hashable, Sendable {
    /// A Unicode normalization form (Unicode Standard Annex 15).
    public enum Form: String, Hashable, Sendable, CaseIterable {
        /// Leaves composition and compatibility characters alone.
        case none
        /// Canonical composition.
        case nfc
        /// Compatibility composition: full-width forms, ligatures, circled digits and the like become plain.
        case nfkc
    }

    /// Which Chinese script the ideographs are brought to.
    ///
    /// A conversion maps single code points, as ICU's `Hant-Hans` and `Hans-Hant` transliterators do to a character
    /// that stands alone. Their phrase rules are not applied, and punctuation is left alone.
    public enum Script: String, Hashable, Sendable, CaseIterable {
        /// Leaves ideographs alone.
        case keep
        /// Traditional to simplified.
        case simplified
        /// Simplified to traditional. One simplified character may stand for several traditional ones; the most
        /// usual, as ICU sees it, is taken.
        case traditional
    }

    /// What happens to full-width and half-width forms, whatever the form says.
    public enum Width: String, Hashable, Sendable, CaseIterable {
        /// Leaves widths alone.
        case keep
        /// Full-width ASCII (U+FF01 to U+FF5E) and the ideographic space become ASCII; half-width katakana and its
        /// punctuation (U+FF61 to U+FF9F) become full-width.
        case half
    }

    /// What happens to letter case.
    public enum CaseFolding: String, Hashable, Sendable, CaseIterable {
        /// Leaves case alone.
        case keep
        /// Full lower case in the root locale, for text that is read.
        case lower
        /// Full default case folding, for text that is compared: `ß` becomes `ss`.
        case fold
    }

    /// What happens to punctuation marks and symbols.
    public enum Punctuation: String, Hashable, Sendable, CaseIterable {
        /// Leaves them alone.
        case keep
        /// Chinese, full-width and typographic marks become their ASCII counterparts: `，` becomes `,`, `“` becomes
        /// `"`, `…` becomes `...`. Marks without one stay.
        case ascii
        /// Removes the general categories P*, S* and Z*, and all White_Space.
        case drop
    }

    /// What happens to white space (the Unicode property White_Space).
    public enum Whitespace: String, Hashable, Sendable, CaseIterable {
        /// Leaves it alone.
        case keep
        /// Removes it at both ends.
        case trim
        /// Trims, and makes every run one U+0020.
        case collapse
        /// Collapses, then removes a space between two Han characters or marks of the CJK blocks; `‘’“”—…·` count as
        /// such beside one of these.
        case removeBetweenHan
    }

    /// What happens to a mask, a run of two or more `*` or `＊`.
    public enum Masks: Hashable, Sendable {
        /// Leaves masks alone.
        case keep
        /// Removes them.
        case drop
        /// Puts the text in the place of each. The other rules must leave that text unchanged.
        case replace(String)
    }

    /// The normalization form.
    public var form: Form
    /// The Chinese script.
    public var script: Script
    /// Full-width and half-width forms.
    public var width: Width
    /// Letter case.
    public var caseFolding: CaseFolding
    /// Punctuation marks and symbols.
    public var punctuation: Punctuation
    /// With `Punctuation.drop`, keeps the marks that belong to a number.
    ///
    /// A mark or symbol stays directly between two decimal digits (`3.5`, `3-5`, `3:5`, `3/4`, `3*4`), `%` and `‰`
    /// stay directly after a digit, and `-` and `+` directly before one unless the last character kept before the
    /// sign is a letter other than a Han character. So `气温：-5度` becomes `气温-5度` and `B-52` becomes `B52`.
    public var protectNumbers: Bool
    /// Removes U+200B to 200F, 202A to 202E, 2060 to 2064, FEFF, 00AD, 180E, 034F and the variation selectors FE00 to
    /// FE0F.
    public var removeZeroWidth: Bool
    /// Removes control characters (Cc) but tab, line feed and carriage return, which become spaces unless white space
    /// is kept. U+FFFD stays: it is evidence of a damaged text.
    public var removeControl: Bool
    /// Removes private-use characters (Co) and noncharacters.
    public var removePrivateUse: Bool
    /// White space.
    public var whitespace: Whitespace
    /// Masks such as `***`.
    public var masks: Masks

    /// Rules that change nothing but what is named.
    public init(
        form: Form = .none, script: Script = .keep, width: Width = .keep, caseFolding: CaseFolding = .keep,
        punctuation: Punctuation = .keep, protectNumbers: Bool = false, removeZeroWidth: Bool = false,
        removeControl: Bool = false, removePrivateUse: Bool = false, whitespace: Whitespace = .keep,
        masks: Masks = .keep
    ) {
        self.form = form
        self.script = script
        self.width = width
        self.caseFolding = caseFolding
        self.punctuation = punctuation
        self.protectNumbers = protectNumbers
        self.removeZeroWidth = removeZeroWidth
        self.removeControl = removeControl
        self.removePrivateUse = removePrivateUse
        self.whitespace = whitespace
        self.masks = masks
    }
}

extension NormalizationRules {
    /// What two texts share that differ in surface only: NFKC, full case folding, no punctuation, symbols or space.
    ///
    /// Zero-width and control characters stay; set ``removeZeroWidth`` and ``removeControl`` to ignore them as well.
    public static let matchKey = NormalizationRules(form: .nfkc, caseFolding: .fold, punctuation: .drop)

    /// ``matchKey`` with traditional characters brought to simplified ones.
    public static let matchKeySimplified = NormalizationRules(
        form: .nfkc, script: .simplified, caseFolding: .fold, punctuation: .drop)

    /// ``matchKey`` that tells `3.5` from `35`.
    public static let matchKeyProtectingNumbers = NormalizationRules(
        form: .nfkc, caseFolding: .fold, punctuation: .drop, protectNumbers: true)

    /// ``matchKeySimplified`` that tells `3.5` from `35`.
    public static let matchKeySimplifiedProtectingNumbers = NormalizationRules(
        form: .nfkc, script: .simplified, caseFolding: .fold, punctuation: .drop, protectNumbers: true)
}
