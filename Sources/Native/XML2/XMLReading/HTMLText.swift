internal import CXML2

/// Plain text out of text that holds HTML.
///
/// Only what is HTML beyond doubt counts as such: a tag whose name HTML knows and whose attributes have the form
/// `name=value` (or are HTML's own bare ones such as `disabled`), closed by `>`; a comment; `<!DOCTYPE`; an entity
/// with a known name or number, closed by `;`. Everything else is text and stays as it is: `a<b`, `AT&T`, `i<3`,
/// `<姓名>`, `&nbsp` without its semicolon. A text without any of the former is returned unchanged, white space
/// included.
public enum HTMLText {
    /// Removes tags, comments, scripts and styles and decodes entities, once: `&amp;lt;` becomes `&lt;`.
    ///
    /// A line break, rule or block element leaves one space between the texts beside it, and none at the ends. A
    /// non-breaking space stays U+00A0. In a text that holds HTML, characters that HTML forbids (NUL and other
    /// controls) are lost, and so are references to them. Bytes that are not well-formed UTF-8 are returned unchanged.
    public static func plainText(_ html: [UInt8]) -> [UInt8] {
        guard let marked = HTMLScanner.escapingText(of: html) else { return html }
        guard String(validating: html, as: UTF8.self) != nil else { return html }
        return HTMLEvents.text(of: marked) ?? html
    }

    /// As ``plainText(_:)-([UInt8])``, for a string.
    public static func plainText(_ html: String) -> String {
        String(decoding: plainText(Array(html.utf8)), as: UTF8.self)
    }
}
