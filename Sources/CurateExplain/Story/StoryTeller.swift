internal import CurateCore
internal import CurateEngine
internal import CurateReport

/// Puts together what is known of one record.
struct StoryTeller {
    private let explainer: Explainer
    private let id: RecordID
    /// Rows that are the record: those of views before those of the ledger.
    private let own: [FoundRow]
    /// Rows that name it, but not as their own or as their parent.
    private let named: [FoundRow]

    init(_ explainer: Explainer, _ id: RecordID, own: [FoundRow], named: [FoundRow]) {
        self.explainer = explainer
        self.id = id
        self.own = own
        self.named = named.filter { $0.row.text("id") != id.description }
    }

    private var views: [FoundRow] { own.filter { $0.file.kind == .view } }
    private var rejections: [FoundRow] { own.filter { $0.file.kind == .rejected } }
    private var negatives: [FoundRow] {
        named.filter { $0.file.kind == .view && RowContent($0.row).negative(id.description) != nil }
    }

    /// The row that tells most of it.
    private var principal: FoundRow? {
        views.first { $0.file.name == "pairs" } ?? rejections.first ?? views.first ?? own.first ?? negatives.first
    }

    func tell() throws -> Explanation {
        guard let principal else {
            throw Diagnostic(
                .error, "the record \(id) has no row of its own in \(explainer.folder); others name it",
                hint: "'curate show \(explainer.folder) --rejected --where 'values ~ \(id)'' shows them.")
        }
        let said = RowContent(principal.row)
        let negative = principal.row.text("id") == id.description ? nil : said.negative(id.description)
        let content = negative == nil ? said : said.ofNegative
        let texts = negative?.texts ?? content.texts
        let origin = try Origins(explainer, id, content, isWritten: !views.isEmpty).find()
        let relatives = Relatives(explainer, id)
        let closure = views.isEmpty || !content.saysSame ? nil : try ClosureWalk(explainer).closure(of: texts)
        let children = try relatives.children()
        let history = TextStory(explainer.manifest, texts, origin)
        let decisions = DecisionList(
            manifest: explainer.manifest, scopes: explainer.scopes, history: origin.steps,
            rejection: views.isEmpty ? rejections.first : nil,
            row: content, isHeldOut: origin.isHeldOut, negative: negative?.kind,
            children: children.map(\.how)
        ).all
        return Explanation(
            id: id.description, folder: explainer.folder, outcome: outcome,
            origin: content.text("origin") ?? negative?.kind ?? "published", isHeldOut: origin.isHeldOut,
            label: content.label, scale: content.scale,
            publishedLabel: origin.publishedLabel(unless: content), sources: origin.sources, texts: history.texts,
            decisions: decisions, rows: own.map(row) + negatives.map(row), parent: try relatives.parent(of: content),
            children: children, related: related, closure: closure,
            notes: origin.notes + history.notes + cut)
    }

    private var cut: [String] {
        own.count < Explainer.most ? [] : ["The record has more rows; the first \(Explainer.most) are told."]
    }

    private var outcome: String {
        if !views.isEmpty { return "written" }
        if !negatives.isEmpty { return "negative" }
        return rejections.isEmpty ? "listed" : "rejected"
    }

    private static let facts = ["label", "class", "file", "line", "copies", "score", "suspicion"]
    private static let making = ["teacher", "edit", "cosine", "overlap"]

    private func row(_ found: FoundRow) -> Explanation.Row {
        let content = RowContent(found.row)
        let negative = found.row.text("id") == id.description ? nil : content.negative(id.description)
        var facts =
            negative == nil
            ? content.facts(Self.facts + Self.making).filter { $0.name != "copies" || $0.value != "1" } : []
        if let negative {
            facts.append(.init(name: "kind", value: negative.kind))
            if let score = negative.score { facts.append(.init(name: "score", value: score)) }
            if let id = found.row.text("id") { facts.append(.init(name: "of", value: id)) }
        }
        let kind: Explanation.Row.Kind =
            negative != nil
            ? .negative : found.file.kind == .view ? .view : found.file.kind == .rejected ? .rejected : .listed
        if kind == .rejected { facts += content.facts(["rule"]) + content.values }
        if kind == .listed { facts += content.values }
        return Explanation.Row(
            kind: kind, name: found.file.name, split: found.file.kind == .view ? found.file.split : nil,
            path: found.file.path, row: found.place.row + 1, facts: facts)
    }

    /// Rejected, or listed, with a word about this record.
    private var related: [Explanation.Relative] {
        named.filter { $0.file.kind != .view }.map { found in
            Relatives.relative(found, how: found.row.text("rule") ?? "listed by \(found.file.name)")
        }
    }
}
