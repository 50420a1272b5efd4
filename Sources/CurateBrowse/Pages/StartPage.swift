internal import CurateCore
internal import CurateReport
internal import CurateStages

/// What the folder holds and how it came to be.
struct StartPage {
    let page: Page
    let review: ReviewFile

    private var folder: BrowsedFolder { page.folder }
    private var manifest: Manifest { folder.manifest }

    func response() -> BrowseResponse {
        let content = [
            HTML.element("h1", [], [.text("Output of "), .element("bdi", [], manifest.name)]), facts,
            .element("div", [.class("columns")], [views, labels, stages, lists, inputs]),
        ]
        return page.response("Overview", .start, content)
    }

    private var facts: HTML {
        let libraries = manifest.program.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        var facts: [(name: String, value: HTML)] = [
            ("Folder", .element("bdi", [], folder.path)),
            ("Seed", .text(String(manifest.seed))),
            ("Fingerprint", .element("code", [], String(manifest.fingerprint.prefix(16)))),
            ("Program", .text("\(manifest.program.name) \(manifest.program.version)")),
            ("Libraries", .text(libraries.joined(separator: ", "))),
        ]
        if let teachers = manifest.teachers {
            facts.append(("Teachers", .text(teachers.map { "\($0.name) (\($0.kind))" }.joined(separator: ", "))))
        }
        let marks = Page.link("\(page.marks.count)", Link("/marks"))
        facts.append(("Marks", .all([marks, .text(" in "), .element("bdi", [], review.path)])))
        return Page.facts(facts)
    }

    private var views: HTML {
        let parts = folder.parts.filter { $0.kind == .view }
        let rows = parts.map { part -> [HTML] in
            let name: HTML =
                part.isReadable ? Page.link(part.title, Link("/rows", [("of", part.key)])) : .text(part.title)
            return [
                name, part.rows.map(Page.number) ?? .nothing, .text(part.format),
                Page.number(part.files.count), .text(Page.size(part.bytes)),
            ]
        }
        let heads = [("View", false), ("Rows", true), ("Format", false), ("Shards", true), ("Size", true)]
        let others = parts.filter { !$0.isReadable }.map(\.format)
        let opened = "Only views written as JSON lines, as TFRecord or, without lists, as Parquet can be opened."
        let note = others.isEmpty ? HTML.nothing : Page.note(opened)
        return Page.section("Views", [Page.table(heads, rows), note])
    }

    private var labels: HTML {
        guard let statistics = folder.statistics else { return .nothing }
        let order = ["train", "validation", "test"]
        let splits = statistics.splits.sorted {
            (order.firstIndex(of: $0.key) ?? 9, $0.key) < (order.firstIndex(of: $1.key) ?? 9, $1.key)
        }
        let rows = splits.flatMap { split, facts in
            facts.labels.sorted { $0.key < $1.key }.flatMap { source, counts in
                let total = max(1, counts.values.reduce(0, +))
                return counts.sorted { $0.key < $1.key }.map { label, count -> [HTML] in
                    [
                        .text(split), .text(source), .text(label), Page.number(count),
                        .text(Numbers.percent(Double(count) / Double(total))),
                    ]
                }
            }
        }
        let heads = [("Split", false), ("From", false), ("Label", false), ("Rows", true), ("Share", true)]
        return Page.section("Labels", [Page.table(heads, rows)])
    }

    private var stages: HTML {
        let rows = manifest.stages.map { stage -> [HTML] in
            let lost = stage.rejected.values.reduce(0, +)
            let hasLedger = folder.parts.contains { $0.key == "rejected/\(stage.name)" }
            let rejected: HTML =
                hasLedger
                ? Page.link(Numbers.grouped(lost), Link("/rows", [("of", "rejected/\(stage.name)")]))
                : Page.number(lost)
            return [
                .text(stage.name), Page.number(stage.entered), rejected, Page.number(stage.generated),
                Page.number(stage.left),
            ]
        }
        let heads = [("Stage", false), ("Entered", true), ("Rejected", true), ("Made", true), ("Left", true)]
        return Page.section("Stages", [Page.table(heads, rows)])
    }

    private var lists: HTML {
        let lists = folder.parts.filter { $0.kind == .listed }
        guard !lists.isEmpty else { return .nothing }
        let items = lists.map { part in
            HTML.element("li", [], [Page.link(part.title, Link("/rows", [("of", part.key)]))])
        }
        return Page.section("Lists to review", [.element("ul", [], items)])
    }

    private var inputs: HTML {
        let rows = manifest.inputs.map { input -> [HTML] in
            [
                .text("\(input.corpus)/\(input.split)"), .text(input.heldOut ? "held out" : "training"),
                .element("bdi", [], input.path), Page.number(input.lines), .text(Page.size(Int(input.bytes))),
            ]
        }
        let heads = [("Corpus", false), ("Use", false), ("File", false), ("Lines", true), ("Size", true)]
        return Page.section("Inputs", [Page.table(heads, rows)])
    }
}
