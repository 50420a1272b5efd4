internal import CurateCore
internal import CurateReport
internal import CurateStages

/// Rows of a part as a table, which narrow windows show as cards.
struct RowList {
    let page: Page
    let part: FolderPart
    /// Where a marked row leads back to.
    let here: Link

    func html(_ rows: [NumberedRow], notes: [Int: String] = [:]) -> HTML {
        let heads: [HTML] = ["No.", "Texts", "Label", "From", "More", "Mark"].map {
            .element("th", [.init("scope", "col")], $0)
        }
        return .element(
            "table", [.class("rows")],
            [
                .element("thead", [], [.element("tr", [], heads)]),
                .element("tbody", [], rows.map { line($0, notes[$0.number]) }),
            ])
    }

    private func line(_ numbered: NumberedRow, _ note: String?) -> HTML {
        let row = numbered.row
        let mark = row.text("id").flatMap { RecordID($0) }.flatMap { page.marks[$0] }
        let name = Numbers.grouped(numbered.number + 1)
        let number: HTML =
            row.text("id") == nil
            ? .text(name) : Page.link(name, Self.recordLink(row, part, numbered.number))
        return .element(
            "tr", [.class(mark == nil ? "plain" : "marked"), .init("id", "row-\(numbered.number)")],
            [
                .element("td", [.class("no")], [number]),
                .element("td", [.class("texts")], Self.texts(row, upTo: TextMarkup.listLength)),
                .element("td", [.class("label")], [Self.label(row)]),
                .element("td", [.class("from")], [from(row)]),
                .element("td", [.class("extra")], extra(row, note)),
                .element("td", [.class("marking")], [MarkForm(page: page, part: part, here: here).short(numbered)]),
            ])
    }

    static func recordLink(_ row: FolderRow, _ part: FolderPart, _ number: Int) -> Link {
        Link("/record", [("id", row.text("id")), ("of", part.key), ("row", String(number))])
    }

    /// The row's one or two texts, with what differs marked.
    static func texts(_ row: FolderRow, upTo limit: Int) -> [HTML] {
        func line(_ text: HTML) -> HTML { .element("p", [.init("lang", "zh"), .init("dir", "auto")], [text]) }
        for (first, second) in [("sentence1", "sentence2"), ("source", "target")] {
            guard let left = row.text(first) else { continue }
            guard let right = row.text(second), !right.isEmpty else {
                return [line(TextMarkup.text(left, upTo: limit))]
            }
            let (a, b) = TextMarkup.pair(left, right, upTo: limit)
            return [line(a), line(b)]
        }
        return row.text("bytes").map { [line(TextMarkup.text($0, upTo: limit))] } ?? []
    }

    static func label(_ row: FolderRow) -> HTML {
        guard let label = row.text("label") else { return .nothing }
        guard row.text("scale") == "nli", let value = Int(label), let name = NLILabel(rawValue: value) else {
            return TextMarkup.text(label, upTo: 50)
        }
        return .text(name.name)
    }

    private func from(_ row: FolderRow) -> HTML {
        let source = row.text("corpus").map { $0 + (row.text("split").map { "/" + $0 } ?? "") }
        let place = row.text("file").map { "\($0):\(row.text("line") ?? "?")" }
        return TextMarkup.text(place ?? source ?? "", upTo: 200)
    }

    private func extra(_ row: FolderRow, _ note: String?) -> [HTML] {
        var parts: [String] = []
        if let note { parts.append(note) }
        if let rule = row.text("rule") { parts.append("\(row.text("stage") ?? ""): \(rule)") }
        for field in ["origin", "cosine", "score", "suspicion", "copies", "message"] {
            guard let value = row.text(field), field != "copies" || value != "1" else { continue }
            parts.append(field == "message" ? value : "\(field) \(value)")
        }
        return parts.map { .element("span", [.class("fact")], [TextMarkup.text($0, upTo: 300)]) }
    }
}
