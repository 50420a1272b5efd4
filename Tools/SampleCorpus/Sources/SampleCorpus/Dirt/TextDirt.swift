/// One kind of dirt inside a row's texts.
struct TextDirt {
    static let kinds: [DirtKind] = [
        .fullWidth, .traditional, .strayBlank, .ideographicSpace, .zeroWidth, .htmlEntity, .htmlTag, .mask,
        .byteOrderMark,
    ]

    let kind: DirtKind
    let index: Int
    let content: Content

    struct Soiled {
        let first: String
        let second: String
        let note: String
    }

    /// The row's texts with the dirt; nil if the row does not lend itself to it.
    func apply(_ line: Line) -> Soiled? {
        if kind == .mask { return masked(line) }
        let isFirst = index % 3 != 2
        let text = isFirst ? line.first : line.second
        guard let (soiled, note) = soil(text), soiled.unicodeScalars.elementsEqual(text.unicodeScalars) == false else {
            return nil
        }
        return Soiled(
            first: isFirst ? soiled : line.first, second: isFirst ? line.second : soiled,
            note: "column \(isFirst ? 1 : 2)" + (note.isEmpty ? "" : ", \(note)"))
    }

    private func soil(_ text: String) -> (String, String)? {
        switch kind {
        case .fullWidth: widened(text)
        case .traditional: traditional(text)
        case .strayBlank: blanked(text)
        case .ideographicSpace: ideographic(text)
        case .zeroWidth: inserted(["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"], text)
        case .htmlEntity: entity(text)
        case .htmlTag: tagged(text)
        case .byteOrderMark: index == 0 ? ("\u{FEFF}" + text, "at the start") : inserted(["\u{FEFF}"], text)
        default: nil
        }
    }

    private func widened(_ text: String) -> (String, String)? {
        guard text.contains(where: { $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
        return SurfaceChange.widened(text).map { ($0, "") }
    }

    private func traditional(_ text: String) -> (String, String)? {
        guard !text.contains(where: content.ambiguous.contains) else { return nil }
        let converted = text.filter { content.traditional[$0] != nil }.count
        return converted > 1 ? (String(text.map { content.traditional[$0] ?? $0 }), "") : nil
    }

    private func blanked(_ text: String) -> (String, String) {
        switch index % 4 {
        case 0: (" " + text, "leading")
        case 1: (text + " ", "trailing")
        case 2: (spliced(text, "  "), "double")
        default: ("  " + text + "  ", "both ends")
        }
    }

    private func ideographic(_ text: String) -> (String, String) {
        switch index % 3 {
        case 0: ("\u{3000}" + text, "leading")
        case 1: (spliced(text, "\u{3000}"), "inside")
        default: (text + "\u{3000}\u{3000}", "trailing")
        }
    }

    private func inserted(_ marks: [String], _ text: String) -> (String, String) {
        let mark = marks[index % marks.count]
        let code = mark.unicodeScalars.first.map { String($0.value, radix: 16, uppercase: true) } ?? ""
        return (spliced(text, mark), "U+\(code)")
    }

    private func entity(_ text: String) -> (String, String)? {
        switch index % 3 {
        case 0: return (spliced(text, "&nbsp;"), "&nbsp;")
        case 1:
            guard let and = text.firstIndex(of: "和") else { return nil }
            return (text[..<and] + "&amp;" + text[text.index(after: and)...], "&amp;")
        default:
            guard let cut = TextDirt.wordBefore("什么意思", in: text) else { return nil }
            return ("&quot;" + text[..<cut] + "&quot;" + text[cut...], "&quot;")
        }
    }

    /// The end of a word that stands at the very start and is asked about.
    private static func wordBefore(_ question: String, in text: String) -> String.Index? {
        guard let found = text.split(separator: question, maxSplits: 1, omittingEmptySubsequences: false).first,
            found.endIndex < text.endIndex
        else { return nil }
        let word = found.hasSuffix("是") ? found.dropLast() : found
        return (1...5).contains(word.count) && !word.contains("的") ? word.endIndex : nil
    }

    private func tagged(_ text: String) -> (String, String) {
        switch index % 3 {
        case 0: (text + "<br>", "<br>")
        case 1: (spliced(text, "<br/>"), "<br/>")
        default: ("<b>" + text + "</b>", "<b>")
        }
    }

    /// The text with something put in the middle.
    private func spliced(_ text: String, _ insert: String) -> String {
        let middle = text.index(text.startIndex, offsetBy: max(1, text.count / 2))
        return text[..<middle] + insert + text[middle...]
    }

    /// Numbers masked in both texts of a positive row, as data owners do.
    private func masked(_ line: Line) -> Soiled? {
        guard line.isPositive, let first = TextDirt.mask(line.first), let second = TextDirt.mask(line.second) else {
            return nil
        }
        return Soiled(first: first, second: second, note: "both columns")
    }

    private static func mask(_ text: String) -> String? {
        var result = ""
        var isInNumber = false
        for character in text {
            let isDigit = character.isASCII && character.isNumber
            if !isDigit { result.append(character) } else if !isInNumber { result += "***" }
            isInNumber = isDigit
        }
        return result == text ? nil : result
    }
}
