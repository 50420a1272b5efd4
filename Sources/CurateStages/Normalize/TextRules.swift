internal import CurateCore
internal import TextNormalization

extension NormalizationRules {
    /// What the options of `normalize` do to the text track.
    init(text options: Options) {
        self.init(
            form: Self.form(options.string("form")), script: Self.script(options.string("script")),
            width: options.string("width") == "half" ? .half : .keep,
            caseFolding: options.string("case") == "lower" ? .lower : .keep,
            punctuation: options.string("punctuation") == "ascii" ? .ascii : .keep,
            removeZeroWidth: options.string("zero_width") == "remove",
            removeControl: options.string("control") == "remove",
            removePrivateUse: options.string("private_use") == "remove",
            whitespace: Self.whitespace(options.string("whitespace")), masks: Self.masks(options.string("masks")))
    }

    private static func form(_ name: String) -> Form { Form(rawValue: name) ?? .nfkc }

    private static func script(_ name: String) -> Script { Script(rawValue: name) ?? .keep }

    private static func whitespace(_ name: String) -> Whitespace {
        name == "remove_between_han" ? .removeBetweenHan : Whitespace(rawValue: name) ?? .collapse
    }

    private static func masks(_ text: String) -> Masks {
        switch text {
        case "keep": .keep
        case "drop": .drop
        default: .replace(text)
        }
    }
}

extension TextNormalizer {
    /// A normalizer whose failure is told to the author of a pipeline.
    convenience init(_ rules: NormalizationRules, for stage: String) throws(Diagnostic) {
        do { try self.init(rules) } catch {
            throw Diagnostic(.error, "'\(stage)' cannot work with these options. \(error)")
        }
    }

    func normalize(_ column: TextColumn) -> NormalizedColumn { normalize(bytes: column.bytes, ends: column.ends) }
}

extension TextColumn {
    init(_ column: NormalizedColumn) { self.init(bytes: column.bytes, ends: column.ends) }
}
