internal import CurateCore

/// Rows to look at: what each rule rejected, what stages made, which labels are doubtful.
struct ExampleSection {
    private let statistics: RunStatistics
    private let examples: ReportExamples

    init(_ statistics: RunStatistics, _ examples: ReportExamples) {
        self.statistics = statistics
        self.examples = examples
    }

    var rejected: ReportPart? {
        let stages = ["read"] + statistics.stages.map(\.name)
        let blocks = stages.flatMap { stage in
            (examples.rejected[stage] ?? [:]).sorted { $0.key < $1.key }.map { rule, rows in
                let count = rejections(stage, rule).map { ", \(Numbers.grouped($0))" } ?? ""
                return "<h3>\(Markup.escaped(stage)): \(Markup.escaped(rule))\(count)</h3>" + list(rows)
            }
        }
        guard !blocks.isEmpty else { return nil }
        return ReportPart(
            "rejected", "Rejected", title: "Examples of what each rule rejected",
            about: "Drawn at random from the first 20,000 lines of each file in <code>rejected/</code>. "
                + "Characters that only one sentence has are marked.", blocks.joined(separator: "\n"))
    }

    private func rejections(_ stage: String, _ rule: String) -> Int? {
        if stage == "read" { return statistics.sources.reduce(0) { $0 + ($1.rejected[rule] ?? 0) } }
        return statistics.stages.first { $0.name == stage }?.rejected[rule]
    }

    var generated: ReportPart? {
        let blocks = examples.generated.sorted { $0.key < $1.key }.map { origin, rows in
            "<h3>\(Markup.escaped(origin))</h3>" + list(rows)
        }
        guard !blocks.isEmpty else { return nil }
        return ReportPart(
            "made", "Made", title: "Examples of rows that the run made",
            about: "The sentence they were made from, and below it what was made of it, with the change marked.",
            blocks.joined(separator: "\n"))
    }

    var suspicious: ReportPart? {
        guard !examples.suspicious.isEmpty else { return nil }
        return ReportPart(
            "doubtful", "Doubtful", title: "The labels that are most likely wrong",
            about: "The first rows of <code>review/</code>; they were kept.", list(examples.suspicious))
    }

    private func list(_ rows: [FolderRow]) -> String {
        "<ul class=\"examples\">"
            + rows.map { "<li>\(texts($0))<div class=\"fact\">\(facts($0))</div></li>" }
            .joined(separator: "\n") + "</ul>"
    }

    private func texts(_ row: FolderRow) -> String {
        guard let left = row.text("sentence1") else {
            return Markup.sentence(row.text("bytes") ?? "(bytes that are no text)")
        }
        guard let right = row.text("sentence2") else { return Markup.sentence(left) }
        let (a, b) = Markup.sentences(left, right)
        return a + b
    }

    private func facts(_ row: FolderRow) -> String {
        var facts: [String] = []
        for field in ["label", "edit", "cosine", "overlap", "score", "suspicion"] {
            if let value = row.text(field) { facts.append("\(field) \(value)") }
        }
        if let file = row.text("file") {
            facts.append("\(file):\(row.text("line") ?? "?")")
        } else if let corpus = row.text("corpus") {
            facts.append("\(corpus)/\(row.text("split") ?? "?")")
        }
        if let message = row.text("message") { facts.append(message) }
        if let values = row.text("values") { facts.append(Self.plain(values)) }
        return Markup.escaped(facts.joined(separator: "  ·  "))
    }

    /// JSON for people.
    private static func plain(_ json: String) -> String {
        let words = json.filter { !"{}\"".contains($0) }.split(separator: ",")
        // Where a record stands says more to people than its id: `survivor:id:…,file:f` becomes `survivor, file:f`.
        let text = words.map { word in
            let parts = word.split(separator: ":")
            let isID = parts.count == 3 && parts[1] == "id"
            return isID ? String(parts[0]) : String(word.replacing(":", with: " "))
        }.joined(separator: ", ")
        return text.count > 160 ? String(text.prefix(160)) + "…" : text
    }
}
