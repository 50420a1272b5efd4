internal import CurateCore

/// Text as inert HTML: nothing in it is read as markup, moves the text around it, or hides.
enum Markup {
    /// Characters of a text that are shown; the report is for reading.
    private static let longest = 240

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result += isInvisible(scalar) ? code(scalar) : String(scalar)
            }
        }
        return result
    }

    /// A sentence of the data, apart from the direction of what surrounds it.
    static func sentence(_ text: String) -> String {
        "<bdi>\(cut(Array(text)) { escaped(String($0)) })</bdi>"
    }

    /// Two sentences with the characters marked that only one of them has, where most are in both.
    static func sentences(_ left: String, _ right: String) -> (String, String) {
        let (a, b) = (Array(left), Array(right))
        guard max(a.count, b.count) <= longest else { return (sentence(left), sentence(right)) }
        let common = TextDifference.commonPlaces(a, b)
        guard common.count * 2 >= max(a.count, b.count) else { return (sentence(left), sentence(right)) }
        return (marked(a, Set(common.map(\.0))), marked(b, Set(common.map(\.1))))
    }

    private static func marked(_ text: [Character], _ common: Set<Int>) -> String {
        var result = "<bdi>"
        var isMarked = false
        for (place, character) in text.enumerated() {
            if common.contains(place) == isMarked {
                result += isMarked ? "</mark>" : "<mark>"
                isMarked.toggle()
            }
            result += escaped(String(character))
        }
        return result + (isMarked ? "</mark></bdi>" : "</bdi>")
    }

    private static func cut(_ text: [Character], _ body: (ArraySlice<Character>) -> String) -> String {
        guard text.count > longest else { return body(text[...]) }
        let more = Numbers.counted(text.count - longest, "character")
        return body(text[..<longest]) + "<span class=\"more\">… and \(more) more</span>"
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<span class=\"code\">U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "</span>"
    }
}
