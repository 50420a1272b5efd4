/// Remains of web pages.
enum Markup {
    /// `&amp;`, `&#39;` or `&#x27;` from the `&` at `place` on.
    static func isEntity(_ text: Span<UInt8>, at place: Int) -> Bool {
        var at = place + 1
        let isNumber = at < text.count && text[at] == UInt8(ascii: "#")
        if isNumber { at += 1 }
        let start = at
        while at < text.count && at - start < 9 && (isNumber ? isHexadecimal(text[at]) : isLetter(text[at])) {
            at += 1
        }
        return at > start + (isNumber ? 0 : 1) && at < text.count && text[at] == UInt8(ascii: ";")
    }

    /// `<br>`, `</p>` or `<!--` from the `<` at `place` on.
    static func isTag(_ text: Span<UInt8>, at place: Int) -> Bool {
        var at = place + 1
        if at < text.count && (text[at] == UInt8(ascii: "/") || text[at] == UInt8(ascii: "!")) { at += 1 }
        guard at < text.count, isLetter(text[at]) || text[at] == UInt8(ascii: "-") else { return false }
        let end = min(text.count, at + 200)
        while at < end && text[at] != UInt8(ascii: "<") {
            if text[at] == UInt8(ascii: ">") { return true }
            at += 1
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32) }

    /// Also the `x` before hexadecimal digits.
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        let lower = byte | 32
        return (48...57).contains(byte) || (97...102).contains(lower) || lower == UInt8(ascii: "x")
    }
}

/// Words that stand for a text that is not there.
enum Placeholders {
    private static let words = ["ns", "n/a", "null", "nan", "none", "undefined"].map { Array($0.utf8) }

    /// In bytes, with room for white space around.
    static let longest = 16

    /// True when the text is one of the words, white space and case aside.
    static func matches(_ text: Span<UInt8>) -> Bool {
        var (start, end) = (0, text.count)
        while start < end && text[start] <= 32 { start += 1 }
        while end > start && text[end - 1] <= 32 { end -= 1 }
        return words.contains { word in
            word.count == end - start && word.indices.allSatisfy { word[$0] == text[start + $0].lowered }
        }
    }
}

extension UInt8 {
    fileprivate var lowered: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 32 : self }
}
