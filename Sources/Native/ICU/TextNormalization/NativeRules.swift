internal import CICU

extension cicu_rules {
    /// The rules as the shim knows them, without the replacement of masks.
    init(_ rules: NormalizationRules) {
        self.init()
        form = rules.form.native
        script = rules.script.native
        width = UInt8(rules.width == .half ? CICU_WIDTH_HALF : CICU_WIDTH_KEEP)
        letter_case = rules.caseFolding.native
        punctuation = rules.punctuation.native
        whitespace = rules.whitespace.native
        masks = rules.masks.native
        protect_numbers = rules.protectNumbers
        remove_zero_width = rules.removeZeroWidth
        remove_control = rules.removeControl
        remove_private_use = rules.removePrivateUse
    }
}

extension NormalizationRules.Form {
    fileprivate var native: UInt8 {
        switch self {
        case .none: UInt8(CICU_FORM_NONE)
        case .nfc: UInt8(CICU_FORM_NFC)
        case .nfkc: UInt8(CICU_FORM_NFKC)
        }
    }
}

extension NormalizationRules.Script {
    fileprivate var native: UInt8 {
        switch self {
        case .keep: UInt8(CICU_SCRIPT_KEEP)
        case .simplified: UInt8(CICU_SCRIPT_SIMPLIFIED)
        case .traditional: UInt8(CICU_SCRIPT_TRADITIONAL)
        }
    }
}

extension NormalizationRules.CaseFolding {
    fileprivate var native: UInt8 {
        switch self {
        case .keep: UInt8(CICU_CASE_KEEP)
        case .lower: UInt8(CICU_CASE_LOWER)
        case .fold: UInt8(CICU_CASE_FOLD)
        }
    }
}

extension NormalizationRules.Punctuation {
    fileprivate var native: UInt8 {
        switch self {
        case .keep: UInt8(CICU_PUNCTUATION_KEEP)
        case .ascii: UInt8(CICU_PUNCTUATION_ASCII)
        case .drop: UInt8(CICU_PUNCTUATION_DROP)
        }
    }
}

extension NormalizationRules.Whitespace {
    fileprivate var native: UInt8 {
        switch self {
        case .keep: UInt8(CICU_SPACE_KEEP)
        case .trim: UInt8(CICU_SPACE_TRIM)
        case .collapse: UInt8(CICU_SPACE_COLLAPSE)
        case .removeBetweenHan: UInt8(CICU_SPACE_BETWEEN_HAN)
        }
    }
}

extension NormalizationRules.Masks {
    fileprivate var native: UInt8 {
        switch self {
        case .keep: UInt8(CICU_MASKS_KEEP)
        case .drop: UInt8(CICU_MASKS_DROP)
        case .replace: UInt8(CICU_MASKS_REPLACE)
        }
    }
}
