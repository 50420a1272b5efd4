internal import CurateCore

/// Records whose sentences' vectors are near.
struct SimilarPage {
    let page: Page
    /// What they are near to.
    let title: HTML
    let part: FolderPart
    let rows: [NumberedRow]
    let cosines: [Int: String]
    let problem: String?
    let here: Link

    func response() -> BrowseResponse {
        var content = [HTML.element("h1", [], "Similar"), .element("p", [], [title])]
        if let problem { content.append(Page.note(problem)) }
        if !rows.isEmpty { content.append(RowList(page: page, part: part, here: here).html(rows, notes: cosines)) }
        return page.response("Similar", .rows, content, status: problem == nil ? 200 : 404)
    }
}
