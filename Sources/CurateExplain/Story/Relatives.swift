internal import CurateCore
internal import CurateReport

/// Records that a record was made from, or that were made from it.
struct Relatives {
    private let explainer: Explainer
    private let id: RecordID

    init(_ explainer: Explainer, _ id: RecordID) {
        self.explainer = explainer
        self.id = id
    }

    func parent(of content: RowContent) throws -> Explanation.Relative? {
        guard let parent = content.text("parent").flatMap({ RecordID($0) }) else { return nil }
        let found = try explainer.fetcher.rows(at: explainer.places(parent, .record))
            .first { $0.row.text("id") == parent.description }
        guard let found else {
            return Explanation.Relative(
                id: parent.description, how: "parent", texts: [], label: nil, path: "", row: 0, facts: [])
        }
        return Self.relative(found, how: "parent")
    }

    /// In the order of the files; one that stands in several views is told once.
    func children() throws -> [Explanation.Relative] {
        let found = try explainer.fetcher.rows(at: explainer.places(id, .child))
            .filter { $0.row.text("parent") == id.description }
        var seen: Set<String> = []
        return found.compactMap { found in
            guard seen.insert(found.row.text("id") ?? "").inserted else { return nil }
            return Self.relative(found, how: found.row.text("origin") ?? "made")
        }
    }

    static func relative(_ found: FoundRow, how: String) -> Explanation.Relative {
        let content = RowContent(found.row)
        return Explanation.Relative(
            id: found.row.text("id") ?? "", how: how, texts: content.texts, label: content.label,
            path: found.file.path, row: found.place.row + 1,
            facts: content.facts(["edit", "teacher", "cosine", "overlap", "score", "stage", "rule"])
                + (found.file.kind == .rejected ? content.values : []))
    }
}
