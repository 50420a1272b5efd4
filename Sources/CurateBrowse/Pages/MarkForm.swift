internal import CurateCore
internal import CurateReport
internal import CurateStages

/// Forms that mark a record; what a mark can say depends on the record's scale.
struct MarkForm {
    let page: Page
    let part: FolderPart
    let here: Link

    /// In a list: the likeliest decisions as buttons, or how it is marked.
    func short(_ numbered: NumberedRow) -> HTML {
        guard let id = id(numbered.row) else { return .nothing }
        let back = Link(target: here.target + "#row-\(numbered.number)") ?? here
        if let mark = page.marks[id] { return form(numbered.row, back, [Self.word(mark), undo]) }
        guard reasonNot(numbered.row) == nil else { return .nothing }
        let relabel = Self.opposite(numbered.row).map { button($0.value, $0.title) }
        return form(numbered.row, back, [button("exclude", "Exclude"), relabel ?? .nothing])
    }

    /// On the record's own page: every decision, and a note.
    func long(_ numbered: NumberedRow) -> HTML {
        guard let id = id(numbered.row) else { return .nothing }
        var content: [HTML] = []
        if let mark = page.marks[id] {
            let by = mark.by.isEmpty ? "" : " by \(mark.by)"
            content.append(.element("p", [], [Self.word(mark), .text(by), Self.quoted(mark.note)]))
            content.append(form(numbered.row, here, [undo]))
        }
        if let reason = reasonNot(numbered.row) { return .all(content + [Page.note(reason)]) }
        let options = Self.choices(numbered.row).map { HTML.element("option", [.init("value", $0.value)], $0.title) }
        content.append(
            form(
                numbered.row, here,
                [
                    .element(
                        "label", [], [.text("Decision "), .element("select", [.init("name", "decision")], options)]),
                    .element(
                        "label", [.class("wide")],
                        [
                            .text("Note "),
                            .element(
                                "input",
                                [
                                    .init("type", "text"), .init("name", "note"), .init("maxlength", "1000"),
                                    .init("autocomplete", "off"),
                                ]),
                        ]),
                    .element("button", [.init("type", "submit")], "Mark"),
                ]))
        return .all(content)
    }

    static func word(_ mark: ReviewMark) -> HTML {
        switch mark.action {
        case .exclude: .element("strong", [.class("decision")], "excluded")
        case .relabel(let label): .element("strong", [.class("decision")], "→ \(name(label))")
        case .undo: .nothing
        }
    }

    static func quoted(_ note: String) -> HTML {
        note.isEmpty ? .nothing : .all([.text(": "), TextMarkup.text(note, upTo: 1000)])
    }

    static func name(_ label: Label) -> String {
        switch label.scale {
        case .nli: NLILabel(rawValue: Int(label.value))?.name ?? "?"
        case .none: "none"
        case .binary, .ordinal: label.value == label.value.rounded() ? String(Int(label.value)) : "\(label.value)"
        }
    }

    /// Why a mark would change nothing; nil where it would.
    private func reasonNot(_ row: FolderRow) -> String? {
        if part.kind == .rejected { return "It was rejected: there is nothing to mark." }
        return page.folder.isHeldOut(row) ? "It is held out: a run changes no such record." : nil
    }

    /// Only rows that hold texts can be marked: a mark tells which ones were seen.
    private func id(_ row: FolderRow) -> RecordID? {
        row.text("sentence1") == nil ? nil : row.text("id").flatMap { RecordID($0) }
    }

    private var undo: HTML { button("undo", "Undo") }

    private func button(_ value: String, _ title: String) -> HTML {
        .element("button", [.init("type", "submit"), .init("name", "decision"), .init("value", value)], title)
    }

    private func form(_ row: FolderRow, _ back: Link, _ content: [HTML]) -> HTML {
        let texts = ReviewMark.textsHash((row.text("sentence1") ?? "").utf8, (row.text("sentence2") ?? "").utf8)
        return .element(
            "form", [.init("method", "post"), .action(Link("/mark")), .class("mark")],
            [
                Page.hidden("token", page.token), Page.hidden("id", row.text("id") ?? ""), Page.hidden("texts", texts),
                Page.hidden("back", back.target),
            ] + content)
    }

    // MARK: - Decisions

    /// `exclude`, `undo`, or a scale and a label: `binary:0`.
    static func action(_ decision: String) -> ReviewMark.Action? {
        switch decision {
        case "exclude": return .exclude
        case "undo": return .undo
        default:
            let parts = decision.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let scale = LabelScale(name: parts[0]),
                let label = Label(text: parts[1], scale: scale)
            else { return nil }
            return .relabel(label)
        }
    }

    private typealias Choice = (value: String, title: String)

    private static func choices(_ row: FolderRow) -> [Choice] {
        let labels: [Choice]
        switch row.text("scale") {
        case "nli": labels = NLILabel.allCases.map { ("nli:\($0.name)", "relabel: \($0.name)") }
        case "ordinal": labels = (0...5).map { ("ordinal:\($0)", "relabel: \($0)") }
        default: labels = [("binary:0", "relabel: 0, different"), ("binary:1", "relabel: 1, the same")]
        }
        return [("exclude", "exclude")] + labels
    }

    private static func opposite(_ row: FolderRow) -> Choice? {
        guard row.text("scale") == "binary", case .number(let label) = row["label"] else { return nil }
        return label > 0.5 ? ("binary:0", "→ 0") : ("binary:1", "→ 1")
    }
}
