internal import CurateCore
internal import TextNormalization

/// The rules of `clean` for one text, in the order in which they are asked.
enum TextRule: CaseIterable {
    case blank, replacementCharacter, placeholder, tooShort, tooLong, foreignScript, repetition, repeatedBigram, contact
}

/// A broken rule, as the ledger tells it.
struct Complaint: Equatable {
    var rule: String
    var values: [Rejection.Value]

    init(_ rule: String, found: LogValue? = nil, limit: LogValue? = nil) {
        self.rule = rule
        values = []
        if let found { values.append(.init("found", found)) }
        if let limit { values.append(.init("limit", limit)) }
    }

    func on(_ side: String) -> Complaint {
        var complaint = self
        complaint.values.insert(.init("side", .text(side)), at: 0)
        return complaint
    }
}

/// Asks the rules about one text.
struct TextJudge: Sendable {
    let limits: CleanLimits
    private let finder: ContactFinder

    init(_ limits: CleanLimits) {
        self.limits = limits
        finder = ContactFinder(limits.rejected)
    }

    /// What `rule` has against the text in `row` of a column; nil: nothing.
    func complaint(_ rule: TextRule, _ column: TextColumn, _ row: Int, _ measures: TextMeasures) -> Complaint? {
        switch rule {
        case .blank: measures.characters == measures.spaces ? Complaint("blank") : nil
        case .replacementCharacter: replacementCharacter(measures)
        case .placeholder: placeholder(column, row)
        case .tooShort: tooShort(measures)
        case .tooLong: tooLong(measures)
        case .foreignScript: foreignScript(measures)
        case .repetition: measures.longestRun > limits.repeats ? repetition(column.string(row), measures) : nil
        case .repeatedBigram: measures.characters > 10 ? repeatedBigram(column.string(row)) : nil
        case .contact: contact(column, row)
        }
    }

    private func replacementCharacter(_ measures: TextMeasures) -> Complaint? {
        let found = measures.replacementCharacters
        return found > 0 ? Complaint("replacement_character", found: .integer(found)) : nil
    }

    private func placeholder(_ column: TextColumn, _ row: Int) -> Complaint? {
        guard column.length(row) <= limits.longestPlaceholder else { return nil }
        let found = column.string(row)
        return limits.placeholders.contains(found) ? Complaint("placeholder", found: .text(found)) : nil
    }

    private func tooShort(_ measures: TextMeasures) -> Complaint? {
        let limit = limits.characters.lowerBound
        guard measures.characters < limit else { return nil }
        return Complaint("too_short", found: .integer(measures.characters), limit: .integer(limit))
    }

    private func tooLong(_ measures: TextMeasures) -> Complaint? {
        let limit = limits.characters.upperBound
        guard measures.characters > limit else { return nil }
        return Complaint("too_long", found: .integer(measures.characters), limit: .integer(limit))
    }

    private func foreignScript(_ measures: TextMeasures) -> Complaint? {
        let letters = measures.characters - measures.spaces - measures.punctuation - measures.symbols
        guard letters > 0 else { return nil }
        let share = Double(measures.han) / Double(letters)
        return share < limits.han ? Complaint("foreign_script", found: .number(share), limit: .number(limits.han)) : nil
    }

    private func repetition(_ text: String, _ measures: TextMeasures) -> Complaint? {
        // A ruled line in a longer text is harmless; a letter that often in a row is not, nor a text of little else.
        let isMost = measures.longestRun * 2 > measures.characters
        let run = isMost ? measures.longestRun : Repetition.longestRunOfLetters(text)
        guard run > limits.repeats else { return nil }
        return Complaint("repetition", found: .integer(run), limit: .integer(limits.repeats))
    }

    private func repeatedBigram(_ text: String) -> Complaint? {
        guard let limit = limits.bigramShare else { return nil }
        let share = Repetition.largestBigramShare(text)
        return share > limit ? Complaint("repeated_bigram", found: .number(share), limit: .number(limit)) : nil
    }

    private func contact(_ column: TextColumn, _ row: Int) -> Complaint? {
        guard let first = column.withText(row, finder.find).first else { return nil }
        let start = column.range(row).lowerBound
        let bytes = column.bytes[start + first.range.lowerBound..<start + first.range.upperBound]
        return Complaint(
            "contains_" + first.contact.rawValue, found: .text(String(decoding: bytes, as: UTF8.self)))
    }
}

/// Measures of repetition that are taken of few texts.
enum Repetition {
    /// The longest run of one letter, mark or digit.
    static func longestRunOfLetters(_ text: String) -> Int {
        var (longest, run) = (0, 0)
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            run = scalar == last ? run + 1 : 1
            last = scalar
            if run > longest, scalar.properties.generalCategory.isLetterLike { longest = run }
        }
        return longest
    }

    /// The most frequent pair of neighbours' share of all pairs; 0 for a text of less than two characters.
    static func largestBigramShare(_ text: String) -> Double {
        let scalars = text.unicodeScalars.map { UInt64($0.value) }
        let pairs = zip(scalars, scalars.dropFirst()).map { $0 << 32 | $1 }.sorted()
        var longest = 0
        var start = 0
        for index in pairs.indices {
            if pairs[index] != pairs[start] { start = index }
            longest = max(longest, index - start + 1)
        }
        return pairs.isEmpty ? 0 : Double(longest) / Double(pairs.count)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isLetterLike: Bool {
        switch self {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
