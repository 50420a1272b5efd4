import CurateCore

/// Options in words, for help and documentation.
enum OptionWords {
    static func kind(_ kind: OptionField.Kind) -> String {
        switch kind {
        case .bool: "true or false"
        case .integer(let range): NumberRange.words(range)
        case .number(let range): NumberRange.words(range)
        case .string: "a text"
        case .file: "the path of a file"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        case .list(let choices): choices.map { "one or more of \($0.joined(separator: ", "))" } ?? "one or more texts"
        case .words: "one or more texts"
        case .interval(let range): "[low, high], each \(NumberRange.words(range))"
        case .tolerance: "a count (200) or a share (1%, 0.01)"
        case .numbers: "a map of names to numbers"
        case .mapping: "a map of names to texts or numbers"
        }
    }

    /// `60`, `none` or `must be given`.
    static func defaultValue(_ field: OptionField) -> String {
        if field.required { return "must be given" }
        return field.defaultValue?.yaml ?? "none"
    }

    /// What the declaration says about the stage's place among others.
    static func placement(_ stage: StageDeclaration) -> [String] {
        var sentences: [String] = []
        if stage.comparesKeys { sentences.append("Needs 'normalize' before it.") }
        if !stage.notAfter.isEmpty { sentences.append("Belongs before \(stage.notAfter.joined(separator: ", ")).") }
        return sentences
    }
}
