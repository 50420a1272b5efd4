internal import CurateCore
internal import CurateStages

/// All marks that hold.
struct MarksPage {
    let page: Page
    let review: ReviewFile
    let start: Int

    private static let size = 200

    func response() -> BrowseResponse {
        let marks = page.marks.marks
        var content = [
            HTML.element("h1", [], "Marks"),
            .element(
                "p", [],
                [
                    .text("They lie in "), .element("bdi", [], review.path), .text(". A pipeline applies them by "),
                    .element("code", [], "- review: {file: \(OptionValue.string(review.path).yaml)}"),
                    .text(" among its stages."),
                ]),
        ]
        if marks.isEmpty { content.append(Page.note("Nothing is marked.")) }
        let shown = marks.dropFirst(start).prefix(Self.size)
        if !shown.isEmpty {
            content.append(
                Page.table(
                    [("Record", false), ("Decision", false), ("Note", false), ("By", false), ("", false)],
                    shown.map(row)))
        }
        if start + Self.size < marks.count {
            content.append(Page.link("Next", Link("/marks", [("from", String(start + Self.size))])))
        }
        return page.response("Marks", .marks, content)
    }

    private func row(_ mark: ReviewMark) -> [HTML] {
        let id = mark.record.description
        let form = HTML.element(
            "form", [.init("method", "post"), .action(Link("/mark")), .class("mark")],
            [
                Page.hidden("token", page.token), Page.hidden("id", id), Page.hidden("texts", mark.texts),
                Page.hidden("back", Link("/marks").target),
                .element(
                    "button", [.init("type", "submit"), .init("name", "decision"), .init("value", "undo")], "Undo"),
            ])
        return [
            Page.link(String(id.prefix(12)), Link("/record", [("id", id)])), MarkForm.word(mark),
            TextMarkup.text(mark.note, upTo: 1000), TextMarkup.text(mark.by, upTo: 100), form,
        ]
    }
}
