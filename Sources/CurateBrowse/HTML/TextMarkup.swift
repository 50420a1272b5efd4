internal import CurateReport

/// Texts of records as parts of a page: set apart from what is around them, with what is invisible made visible.
enum TextMarkup {
    /// Characters of a text in a list.
    static let listLength = 400
    /// Characters of a text on its own page.
    static let pageLength = 200_000

    static func text(_ text: String, upTo limit: Int) -> HTML {
        let (shown, rest) = cut(text, limit)
        return .element("bdi", [], runs(shown) + [more(rest)])
    }

    /// Two texts with what they do not have in common marked; where that is nearly everything, marks would say nothing.
    static func pair(_ left: String, _ right: String, upTo limit: Int) -> (HTML, HTML) {
        let (a, b) = (cut(left, limit), cut(right, limit))
        var pieces = TextDifference.pieces(a.shown, b.shown)
        let common = pieces.left.reduce(0) { $0 + ($1.isCommon ? $1.text.count : 0) }
        if common * 4 < min(a.shown.count, b.shown.count) {
            pieces = ([.init(text: a.shown, isCommon: true)], [.init(text: b.shown, isCommon: true)])
        }
        return (marked(pieces.left, a.rest), marked(pieces.right, b.rest))
    }

    private static func marked(_ pieces: [TextDifference.Piece], _ rest: Int) -> HTML {
        let parts = pieces.flatMap { $0.isCommon ? runs($0.text) : [.element("mark", [], runs($0.text))] }
        return .element("bdi", [], parts + [more(rest)])
    }

    /// By scalars, since a single character may be endless.
    private static func cut(_ text: String, _ limit: Int) -> (shown: String, rest: Int) {
        let scalars = text.unicodeScalars
        guard scalars.count > limit else { return (text, 0) }
        return (String(String.UnicodeScalarView(scalars.prefix(limit))), scalars.count - limit)
    }

    private static func more(_ rest: Int) -> HTML {
        rest == 0 ? .nothing : .element("span", [.class("more")], " … \(rest) more characters")
    }

    /// Invisible characters as elements of their own, with their names as titles.
    private static func runs(_ text: String) -> [HTML] {
        var parts: [HTML] = []
        var plain = String.UnicodeScalarView()
        func flush() {
            if !plain.isEmpty { parts.append(.text(String(plain))) }
            plain.removeAll()
        }
        for scalar in text.unicodeScalars {
            guard VisibleCharacter.symbol(for: scalar) != nil else {
                plain.append(scalar)
                continue
            }
            flush()
            parts.append(
                .element(
                    "span", [.class("sign"), .init("title", VisibleCharacter.name(of: scalar))], String(scalar)))
        }
        flush()
        return parts
    }
}
