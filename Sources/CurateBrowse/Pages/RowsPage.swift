internal import CurateCore
internal import CurateReport

/// Rows of a part, with what to look for.
struct RowsPage {
    let page: Page
    let finder: RowFinder
    let part: FolderPart
    let query: RowQuery
    let start: Int
    let size: Int
    /// Where the pages before this one started.
    let back: [Int]

    static let sizes = [25, 50, 100, 200]
    private static let mostBack = 200

    init(page: Page, finder: RowFinder, _ request: BrowseRequest) throws {
        self.page = page
        self.finder = finder
        part = try page.folder.part(request.query["of"])
        query = RowQuery(part: part.key, request)
        start = request.number("from", in: 0...1 << 40) ?? 0
        size = request.number("n", in: 1...200) ?? 50
        back = (request.query["back"] ?? "").split(separator: ".").suffix(Self.mostBack).compactMap { Int($0) }
    }

    func response() -> BrowseResponse {
        var content = [title, parts, form]
        do {
            let found = try finder.page(query, from: start, size: size)
            content.append(Page.note(told(found)))
            if !found.rows.isEmpty {
                content.append(RowList(page: page, part: part, here: link(from: start, back)).html(found.rows))
            }
            content.append(turning(found))
        } catch let diagnostic as Diagnostic {
            content.append(Page.note(diagnostic.description))
            return page.response(part.title, place, content, status: 400)
        } catch {
            content.append(Page.note("\(error)"))
            return page.response(part.title, place, content, status: 500)
        }
        return page.response(part.title, place, content)
    }

    private var place: Page.Place { part.kind == .rejected ? .rejected : .rows }

    private var title: HTML {
        let rows = part.rows.map { ", " + Numbers.counted($0, "row") } ?? ""
        return .element("h1", [], [.text(part.title), .element("small", [], rows)])
    }

    /// Links to the parts beside this one.
    private var parts: HTML {
        let links = page.folder.parts.filter { $0.isReadable && ($0.kind == part.kind || $0.kind == .listed) }
        let items = links.map { other -> HTML in
            var attributes: [HTML.Attribute] = [.href(Link("/rows", [("of", other.key), ("where", keptCondition)]))]
            if other.key == part.key { attributes.append(.init("aria-current", "true")) }
            return .element("a", attributes, other.title)
        }
        return .element("nav", [.class("parts"), .init("aria-label", "Parts")], items)
    }

    private var keptCondition: String? { part.kind == .view ? query.condition : nil }

    private var form: HTML {
        let fields = ["", "label", "score", "cosine", "copies", "suspicion", "corpus", "rule", "line"]
        let sorts = fields.flatMap { field in
            field.isEmpty ? [(field, "file order")] : [(field, field + " ↑"), ("-" + field, field + " ↓")]
        }
        let hasVectors = !page.folder.vectors.isEmpty && part.kind == .view
        let similar = HTML.element(
            "button",
            [.init("type", "submit"), .formAction(Link("/similar")), .init("name", "by"), .init("value", "text")],
            "Similar")
        return .element(
            "form", [.init("method", "get"), .action(Link("/rows")), .class("filter"), .init("role", "search")],
            [
                Page.hidden("of", part.key),
                field("Text", "q", query.text, placeholder: "characters in a text", key: "f"),
                field("Where", "where", query.condition, placeholder: "label == 0 and copies > 1", key: "w"),
                choice("Sort", "sort", sorts, query.sortWord),
                choice("Rows", "n", Self.sizes.map { (String($0), String($0)) }, String(size)),
                .element("button", [.init("type", "submit"), .class("first")], "Find"),
                hasVectors ? similar : .nothing,
            ])
    }

    private func field(
        _ title: String, _ name: StaticString, _ value: String, placeholder: String, key: String
    ) -> HTML {
        .element(
            "label", [.class("wide")],
            [
                .text(title + " "),
                .element(
                    "input",
                    [
                        .init("type", "search"), .init("name", name.description), .init("value", value),
                        .init("placeholder", placeholder), .init("accesskey", key), .init("dir", "auto"),
                        .init("spellcheck", "false"), .init("autocomplete", "off"), .init("maxlength", "2000"),
                    ]),
            ])
    }

    private func choice(
        _ title: String, _ name: StaticString, _ options: [(value: String, title: String)], _ chosen: String
    ) -> HTML {
        let items = options.map { option -> HTML in
            var attributes: [HTML.Attribute] = [.init("value", option.value)]
            if option.value == chosen { attributes.append(.flag("selected")) }
            return .element("option", attributes, option.title)
        }
        return .element(
            "label", [], [.text(title + " "), .element("select", [.init("name", name.description)], items)])
    }

    private func told(_ found: RowFinder.Page) -> String {
        if let sorted = found.sorted {
            let rest =
                sorted.matching > sorted.listed
                ? "; the first \(Numbers.grouped(sorted.listed)) of \(Numbers.grouped(sorted.matching)) are listed" : ""
            return found.rows.isEmpty
                ? "No row fulfils this."
                : "\(Numbers.grouped(start + 1)) to \(Numbers.grouped(start + found.rows.count)) of "
                    + Numbers.grouped(sorted.matching) + rest
        }
        guard let seen = found.seen else { return "" }
        let range =
            seen.isEmpty
            ? "no row" : "rows \(Numbers.grouped(seen.lowerBound + 1)) to \(Numbers.grouped(seen.upperBound))"
        if query.isPlain { return found.rows.isEmpty ? "There are no rows here." : "Shown: \(range)." }
        let shown = found.rows.isEmpty ? "Nothing found" : Numbers.counted(found.rows.count, "row")
        let cut = found.isCut ? " Looking stopped there; go on with the next page." : ""
        return "\(shown) in \(range).\(cut)"
    }

    private func turning(_ found: RowFinder.Page) -> HTML {
        var links: [HTML] = []
        func add(_ title: String, _ link: Link, key: String, rel: String) {
            links.append(.element("a", [.href(link), .init("accesskey", key), .init("rel", rel)], title))
        }
        if start > 0 { add("First", link(from: 0, []), key: "1", rel: "first") }
        if let last = back.last {
            add("Previous", link(from: last, back.dropLast()), key: "p", rel: "prev")
        } else if start > 0, query.isPlain || !query.sort.isEmpty {
            add("Previous", link(from: max(0, start - size), []), key: "p", rel: "prev")
        }
        if let next = found.next { add("Next", link(from: next, back + [start]), key: "n", rel: "next") }
        if query.isPlain, let rows = part.rows, rows > size, found.next != nil {
            add("Last", link(from: (rows - 1) / size * size, back + [start]), key: "l", rel: "last")
        }
        return .element("nav", [.class("turning"), .init("aria-label", "Pages of rows")], links)
    }

    private func link(from start: Int, _ back: some Collection<Int>) -> Link {
        Link(
            "/rows",
            [
                ("of", part.key), ("q", query.text), ("where", query.condition), ("sort", query.sortWord),
                ("n", String(size)), ("from", start == 0 ? nil : String(start)),
                ("back", back.suffix(Self.mostBack).map(String.init).joined(separator: ".")),
            ])
    }
}
