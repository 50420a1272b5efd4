internal import CurateCore
internal import TextNormalization

/// The rules of `clean` for one text, in the order in which they are asked.
enum TextRule: CaseIterable {
    case blank, replacementCharacter, placeholder, tooShort, tooLong, foreignScript, repetition, repeatedBigram, contact
}

/// A text of a record with its measures.
struct JudgedText {
    /// `a` or `b`.
    var side: String
    var column: TextColumn
    var row: Int
    var measures: TextMeasures
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

    /// What `rule` has against the text; nil: nothing.
    func complaint(_ rule: TextRule, _ text: JudgedText) -> Complaint? {
        switch rule {
        case .blank: text.measures.characters == text.measures.spaces ? Complaint("blank") : nil
        case .replacementCharacter: replacementCharacter(text.measures)
        case .placeholder: placeholder(text)
        case .tooShort: tooShort(text.measures)
        case .tooLong: tooLong(text.measures)
        case .foreignScript: foreignScript(text.measures)
        case .repetition: repetition(text.measures)
        case .repeatedBigram: repeatedBigram(text)
        case .contact: contact(text)
        }
    }

    private func replacementCharacter(_ measures: TextMeasures) -> Complaint? {
        let found = measures.replacementCharacters
        return found > 0 ? Complaint("replacement_character", found: .integer(found)) : nil
    }

    private func placeholder(_ text: JudgedText) -> Complaint? {
        guard text.column.length(text.row) <= limits.longestPlaceholder else { return nil }
        let found = text.column.string(text.row)
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

    private func repetition(_ measures: TextMeasures) -> Complaint? {
        guard measures.longestRun > limits.repeats else { return nil }
        return Complaint("repetition", found: .integer(measures.longestRun), limit: .integer(limits.repeats))
    }

    private func repeatedBigram(_ text: JudgedText) -> Complaint? {
        guard let limit = limits.bigramShare, text.measures.characters > 10 else { return nil }
        let share = BigramShare.largest(text.column.string(text.row))
        return share > limit ? Complaint("repeated_bigram", found: .number(share), limit: .number(limit)) : nil
    }

    private func contact(_ text: JudgedText) -> Complaint? {
        guard let first = text.column.withText(text.row, finder.find).first else { return nil }
        let start = text.column.range(text.row).lowerBound
        let bytes = text.column.bytes[start + first.range.lowerBound..<start + first.range.upperBound]
        return Complaint(
            "contains_" + first.contact.rawValue, found: .text(String(decoding: bytes, as: UTF8.self)))
    }
}

/// How much of a text is one pair of neighbouring characters.
enum BigramShare {
    /// The most frequent pair's share of all pairs; 0 for a text of less than two characters.
    static func largest(_ text: String) -> Double {
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
