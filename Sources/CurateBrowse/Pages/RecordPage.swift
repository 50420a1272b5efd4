internal import CurateCore
internal import CurateReport
import Foundation

/// One record: its texts, everything its row says, where else it stands, what was made of it, how it is marked.
struct RecordPage {
    let page: Page
    let id: String
    let story: RecordStory
    let here: Link

    func response() -> BrowseResponse {
        guard let first = story.places.first else {
            let more = story.isCut ? " Only a part of the folder was looked through." : ""
            return page.response(
                "Record", nil,
                [
                    .element("h1", [], "Record"), Page.note("No row of this folder is the record \(id).\(more)"),
                    searchAll,
                ],
                status: 404)
        }
        let content = [
            HTML.element("h1", [], [.text("Record "), .element("code", [], String(id.prefix(12)))]),
            .element("div", [.class("texts large")], RowList.texts(first.row.row, upTo: TextMarkup.pageLength)),
            Page.section("Mark", [MarkForm(page: page, part: first.part, here: here).long(first.row)]),
            similar(first),
            Page.section("Where it stands", [.element("div", [.class("columns")], story.places.map(told))]), relations,
            searchAll,
        ]
        return page.response("Record \(id.prefix(12))", nil, content)
    }

    private func similar(_ place: RecordStory.Place) -> HTML {
        guard !page.folder.vectors.isEmpty, place.part.kind == .view else { return .nothing }
        let links = [1, 2].map { side in
            Page.link(
                "sentences near the \(side == 1 ? "first" : "second")",
                Link("/similar", [("id", id), ("side", String(side))]))
        }
        return .element("p", [.class("links")], [.text("Similar: "), links[0], .text(" · "), links[1]])
    }

    private func told(_ place: RecordStory.Place) -> HTML {
        let start = place.row.number / 50 * 50
        let rows = Link(
            "/rows", [("of", place.part.key), ("from", start == 0 ? nil : String(start))],
            fragment: "row-\(place.row.number)")
        let title = HTML.element(
            "h3", [], [Page.link(place.part.title, rows), .text(", row \(Numbers.grouped(place.row.number + 1))")])
        return .element("section", [], [title, Page.facts(members(of: place.row.row))])
    }

    /// Everything in the row's line, in its order; ids lead to their records.
    private func members(of row: FolderRow) -> [(name: String, value: HTML)] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(row.json)) as? [String: Any] else { return [] }
        let shown: Set<String> = ["sentence1", "sentence2", "source", "target"]
        let known = FolderRow.fields.filter { object[$0] != nil }
        let others = object.keys.filter { !FolderRow.fields.contains($0) }.sorted()
        return (known + others).filter { !shown.contains($0) }.map { name in
            (name, name == "id" ? .element("code", [], "\(object[name] ?? "")") : Self.value(object[name] ?? ""))
        }
    }

    private static func value(_ value: Any) -> HTML {
        switch value {
        case let members as [String: Any]:
            let parts = members.sorted { $0.key < $1.key }.flatMap { name, value -> [HTML] in
                [.element("span", [.class("fact")], [.text(name + " "), Self.value(value)])]
            }
            return .all(parts)
        case let items as [Any]: return .all(items.map { .element("span", [.class("fact")], [Self.value($0)]) })
        case let text as String:
            guard RecordID(text) != nil else { return TextMarkup.text(text, upTo: TextMarkup.pageLength) }
            return Page.link(String(text.prefix(12)), Link("/record", [("id", text)]))
        case is NSNull: return .text("none")
        default: return .text("\(value)")
        }
    }

    private var relations: HTML {
        guard !story.related.isEmpty else { return .nothing }
        let items = story.related.map { place in
            let row = place.row.row
            let title = row.text("id").map { String($0.prefix(12)) } ?? "row"
            let how =
                row.text("parent") == id
                ? "made from it" + (row.text("origin").map { ": \($0)" } ?? "")
                : (row.text("rule").map { "rejected because of it: \($0)" } ?? "names it")
            return HTML.element(
                "li", [],
                [
                    Page.link(title, RowList.recordLink(row, place.part, place.row.number)),
                    .text(" \(how), in \(place.part.title)"),
                ]
                    + RowList.texts(row, upTo: TextMarkup.listLength))
        }
        return Page.section("Others that name it", [.element("ul", [.class("related")], items)])
    }

    private var searchAll: HTML {
        guard story.isCut else { return .nothing }
        return .element(
            "p", [],
            [
                .text("A part of this large folder was not looked through: "),
                Page.link("look through everything", Link("/record", [("id", id), ("all", "1")])),
            ])
    }
}
