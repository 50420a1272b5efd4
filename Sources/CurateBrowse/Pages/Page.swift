internal import CurateCore
internal import CurateReport
internal import CurateStages

/// What all pages know and share: the folder, the marks, the head with its links.
struct Page {
    let folder: BrowsedFolder
    let marks: ReviewMarks
    let token: String

    func response(_ title: String, _ current: Place?, _ content: [HTML], status: Int = 200) -> BrowseResponse {
        let body = [
            HTML.element("a", [.class("skip"), .href(.content)], "Skip to the content"),
            .element("header", [], [heading, navigation(current)]),
            .element("main", [.init("id", "content"), .init("tabindex", "-1")], content),
        ]
        return BrowseResponse(
            status: status,
            body: HTML.document(
                language: "en", head: Self.head("\(title) · \(folder.manifest.name)"), body: body))
    }

    /// The page when there is no folder to tell of.
    static func problem(_ message: String, status: Int) -> BrowseResponse {
        BrowseResponse(
            status: status,
            body: HTML.document(
                language: "en", head: head("curate"),
                body: [.element("main", [], [.element("h1", [], "This does not work"), note(message)])]))
    }

    static func note(_ message: String) -> HTML {
        .element("p", [.class("note"), .init("role", "status")], message)
    }

    private static func head(_ title: String) -> [HTML] {
        [
            .element("meta", [.init("charset", "utf-8")]),
            .element(
                "meta", [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")]),
            .element("meta", [.init("name", "color-scheme"), .init("content", "light dark")]),
            .element("title", [], title),
            .element("link", [.init("rel", "stylesheet"), .href(Link("/style.css"))]),
        ]
    }

    enum Place { case start, rows, rejected, marks }

    private var heading: HTML {
        .element("a", [.class("name"), .href(Link("/"))], [.element("bdi", [], folder.manifest.name)])
    }

    private func navigation(_ current: Place?) -> HTML {
        func item(_ place: Place, _ title: String, _ link: Link, key: StaticString) -> HTML {
            var attributes: [HTML.Attribute] = [.href(link), .init("accesskey", key.description)]
            if place == current { attributes.append(.init("aria-current", "page")) }
            return .element("a", attributes, title)
        }
        return .element(
            "nav", [.init("aria-label", "Pages")],
            [
                item(.start, "Overview", Link("/"), key: "o"),
                item(.rows, "Rows", Link("/rows"), key: "r"),
                item(.rejected, "Rejected", Link("/rejected"), key: "j"),
                item(.marks, marks.count == 0 ? "Marks" : "Marks (\(marks.count))", Link("/marks"), key: "m"),
            ])
    }

    // MARK: - Parts of pages

    static func table(_ heads: [(title: String, isNumber: Bool)], _ rows: [[HTML]]) -> HTML {
        let head = heads.map { head in
            HTML.element("th", [.init("scope", "col"), .class(head.isNumber ? "number" : "word")], head.title)
        }
        let body = rows.map { cells in
            HTML.element(
                "tr", [],
                zip(heads, cells).map { head, cell in
                    .element("td", [.class(head.isNumber ? "number" : "word")], [cell])
                })
        }
        return .element(
            "div", [.class("scroll"), .init("tabindex", "0"), .init("role", "region"), .init("aria-label", "Table")],
            [.element("table", [], [.element("thead", [], [.element("tr", [], head)]), .element("tbody", [], body)])])
    }

    static func facts(_ facts: [(name: String, value: HTML)]) -> HTML {
        .element(
            "dl", [.class("facts")],
            facts.flatMap { [HTML.element("dt", [], $0.name), .element("dd", [], [$0.value])] })
    }

    static func number(_ number: Int) -> HTML { .text(Numbers.grouped(number)) }

    static func link(_ title: String, _ link: Link) -> HTML { .element("a", [.href(link)], title) }

    static func section(_ title: String, _ content: [HTML]) -> HTML {
        .element("section", [], [.element("h2", [], title)] + content)
    }

    static func hidden(_ name: StaticString, _ value: String) -> HTML {
        .element("input", [.init("type", "hidden"), .init("name", name.description), .init("value", value)])
    }

    static func size(_ bytes: Int) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 1024, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0 ? "\(bytes) bytes" : Numbers.fixed(value) + " " + units[unit]
    }
}
