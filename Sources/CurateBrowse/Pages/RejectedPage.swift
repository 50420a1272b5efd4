internal import CurateCore
internal import CurateReport

/// What was rejected, by stage and rule.
struct RejectedPage {
    let page: Page

    func response() -> BrowseResponse {
        let manifest = page.folder.manifest
        var rows: [[HTML]] = []
        for stage in manifest.stages {
            for (rule, count) in stage.rejected.sorted(by: { $0.key < $1.key }) {
                rows.append(row(stage.name, rule, count))
            }
        }
        if let part = page.folder.parts.first(where: { $0.key == "rejected/read" }) {
            rows.insert(row("read", nil, part.rows ?? 0), at: 0)
        }
        let total = page.folder.parts.first { $0.key == "rejected" }
        var content = [HTML.element("h1", [], "Rejected")]
        if let total, total.rows ?? 0 > 0 {
            let all = Page.link("all of them", Link("/rows", [("of", total.key)]))
            content.append(
                .element("p", [], [.text(Numbers.counted(total.rows ?? 0, "record") + " left the run: "), all]))
            content.append(Page.table([("Stage", false), ("Rule", false), ("Records", true)], rows))
        } else {
            content.append(Page.note("Nothing was rejected."))
        }
        return page.response("Rejected", .rejected, content)
    }

    private func row(_ stage: String, _ rule: String?, _ count: Int) -> [HTML] {
        let link = Link("/rows", [("of", "rejected/\(stage)"), ("where", rule.map { "rule == \($0)" })])
        return [.text(stage), Page.link(rule ?? "rows that could not be read", link), Page.number(count)]
    }
}
