/// Changes of a text that leave its match key alone.
enum SurfaceChange: String, CaseIterable {
    case mark, width, letterCase = "case", blank

    /// The changed text; nil if the change does not apply.
    func apply(_ text: String) -> String? {
        switch self {
        case .mark: SurfaceChange.remarked(text)
        case .width: SurfaceChange.widened(text)
        case .letterCase: SurfaceChange.recased(text)
        case .blank: SurfaceChange.spaced(text)
        }
    }

    private static func remarked(_ text: String) -> String {
        guard let last = text.last, "？?。！".contains(last) else {
            return text + (SentenceType.of(text) == .statement ? "。" : "？")
        }
        return String(text.dropLast())
    }

    /// Full-width letters, digits and marks.
    static func widened(_ text: String) -> String? {
        let wide = String(String.UnicodeScalarView(text.unicodeScalars.map(wide)))
        return wide == text ? nil : wide
    }

    private static func wide(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x21...0x7E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
    }

    private static func recased(_ text: String) -> String? {
        let (upper, lower) = (text.uppercased(), text.lowercased())
        if upper != text { return upper }
        return lower == text ? nil : lower
    }

    private static func spaced(_ text: String) -> String? {
        guard let comma = text.firstIndex(of: "，") else { return nil }
        return text[..<comma] + " " + text[text.index(after: comma)...]
    }
}
