/// A piece of a page. Nothing outside this file can put markup into one: texts are escaped on the way in, names of
/// elements and attributes are literals of the program, and links lead nowhere but into this application.
public struct HTML: Sendable, Hashable {
    /// What a browser gets.
    public let markup: String

    private init(markup: String) { self.markup = markup }

    /// An attribute of an element.
    public struct Attribute: Sendable, Hashable {
        fileprivate let markup: String

        /// - Parameter name: a literal; never `href`, `action` or one that holds a script or style.
        public init(_ name: StaticString, _ value: String) {
            let name = name.description
            precondition(!Self.forbidden.contains(name) && !name.hasPrefix("on"), "\(name) has a way of its own")
            markup = " \(name)=\"\(HTML.escaped(value))\""
        }

        private init(_ name: String, link: Link) { markup = " \(name)=\"\(HTML.escaped(link.target))\"" }

        /// An attribute without a value, such as `checked`.
        public static func flag(_ name: StaticString) -> Attribute { Attribute(name, "") }

        public static func `class`(_ names: StaticString) -> Attribute { Attribute("class", names.description) }

        public static func href(_ link: Link) -> Attribute { Attribute("href", link: link) }
        public static func action(_ link: Link) -> Attribute { Attribute("action", link: link) }
        public static func formAction(_ link: Link) -> Attribute { Attribute("formaction", link: link) }

        private static let forbidden: Set<String> = ["href", "src", "action", "formaction", "style", "srcdoc"]
    }

    public static let nothing = HTML(markup: "")

    /// Text; every character that could be markup is escaped, every control character is made visible.
    public static func text(_ text: String) -> HTML { HTML(markup: escaped(text)) }

    public static func all(_ parts: [HTML]) -> HTML { HTML(markup: parts.map(\.markup).joined()) }

    /// An element with what is in it.
    ///
    /// - Parameter name: a literal; never `script` or `style`.
    public static func element(
        _ name: StaticString, _ attributes: [Attribute] = [], _ content: [HTML] = []
    ) -> HTML {
        let name = name.description
        precondition(name != "script" && name != "style", "pages have neither scripts nor styles in them")
        let head = "<\(name)\(attributes.map(\.markup).joined())>"
        return HTML(markup: voids.contains(name) ? head : head + content.map(\.markup).joined() + "</\(name)>")
    }

    /// An element with a text in it.
    public static func element(_ name: StaticString, _ attributes: [Attribute] = [], _ text: String) -> HTML {
        element(name, attributes, [.text(text)])
    }

    /// A whole page.
    public static func document(language: StaticString, head: [HTML], body: [HTML]) -> [UInt8] {
        let page = element(
            "html", [Attribute("lang", language.description)], [element("head", [], head), element("body", [], body)])
        return Array("<!doctype html>\n\(page.markup)\n".utf8)
    }

    private static let voids: Set<String> = ["br", "hr", "input", "link", "meta"]

    private static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default:
                if let symbol = VisibleCharacter.symbol(for: scalar) {
                    result += symbol
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
