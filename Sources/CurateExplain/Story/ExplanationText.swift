internal import CurateCore
internal import CurateReport

/// A record's story for people.
public struct ExplanationText {
    private let story: Explanation
    private let marks: Bool

    /// - Parameter marks: whether to colour changes; otherwise they stand in `[-…-]` and `{+…+}`.
    public init(_ story: Explanation, marks: Bool) {
        self.story = story
        self.marks = marks
    }

    public var text: String {
        let sections = [head, sources, texts, decisions, rows, family, closure, notes]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        var parts = [story.id, Self.outcomes[story.outcome] ?? story.outcome]
        if story.origin != "published" { parts.append("made as \(story.origin)") }
        if story.isHeldOut { parts.append("held out") }
        var lines = [parts.joined(separator: "  ")]
        if let label = story.label {
            let was = story.publishedLabel.map { "; in the corpus \($0)" } ?? ""
            lines.append("label \(label) (\(story.scale ?? "?"))\(was)")
        }
        return lines
    }

    private static let outcomes = [
        "written": "was written", "rejected": "was rejected", "negative": "stands as a negative in the rows of others",
        "listed": "is listed for review",
    ]

    private var sources: [String] {
        let title = story.parent == nil ? "Where it comes from" : "Where its parent comes from"
        return section(
            title,
            story.sources.flatMap { source in
                let sub = source.sub.map { ", record \($0 + 1) of the line" } ?? ""
                var lines = ["\(source.corpus)/\(source.split)  \(source.file):\(source.line)\(sub)"]
                if let path = source.path {
                    let bytes = source.bytes.map { "  bytes \($0[0]) to \($0[1])" } ?? ""
                    lines.append("  \(path)\(bytes)")
                }
                return lines + (source.note.map { ["  " + $0] } ?? [])
            })
    }

    private var texts: [String] {
        var lines: [String] = []
        for text in story.texts {
            let name = text.name + "  "
            let indent = String(repeating: " ", count: name.count)
            lines.append(name + RowCards.visible(text.written))
            guard !text.changes.isEmpty else { continue }
            lines.append(indent + "was      " + RowCards.visible(text.published ?? ""))
            let stages = text.steps.map(\.stage).joined(separator: ", ")
            lines.append(indent + "changes  " + marked(text.changes) + (stages.isEmpty ? "" : "  by " + stages))
            lines += text.steps.dropLast().map { indent + "\($0.stage)  " + RowCards.visible($0.text) }
        }
        if story.origin == "published", story.texts.allSatisfy({ $0.published != nil && $0.changes.isEmpty }) {
            lines.append("as published")
        }
        if story.texts.count == 2, story.parent != nil {
            let changes = TextStory.changes(story.texts[0].written, story.texts[1].written)
            lines.append("from one to the other  " + marked(changes))
        }
        return section("Texts", lines)
    }

    private func marked(_ changes: [Explanation.Change]) -> String {
        changes.map { change in
            let text = RowCards.visible(change.text)
            switch change.kind {
            case .same: return text
            case .removed: return marks ? "\u{1B}[31m\u{1B}[9m\(text)\u{1B}[0m" : "[-\(text)-]"
            case .added: return marks ? "\u{1B}[32m\(text)\u{1B}[0m" : "{+\(text)+}"
            }
        }.joined()
    }

    private var decisions: [String] {
        var table = TextTable(["<stage", "<what it did", "<why"])
        for decision in story.decisions {
            let why = [decision.rule].compactMap(\.self) + decision.values.map(Self.fact)
            table.add([decision.stage, Self.outcome(decision.outcome), why.joined(separator: "  ")])
        }
        return section("Stages", Array(table.lines.dropFirst()))
    }

    private static func outcome(_ outcome: Explanation.Decision.Outcome) -> String {
        switch outcome {
        case .kept: "kept it"
        case .changed: "changed it"
        case .rejected: "rejected it"
        case .made: "made it"
        case .absent: "before it was made"
        case .passed: "lets held-out records pass"
        case .unreached: "not reached"
        }
    }

    private var rows: [String] {
        section("Where it stands", story.rows.map(Self.row))
    }

    private static func row(_ row: Explanation.Row) -> String {
        let title =
            switch row.kind {
            case .view: row.name
            case .rejected: "rejected by \(row.name)"
            case .listed: "listed by \(row.name)"
            case .negative: "\(row.name)  as a negative"
            }
        return "\(title)  \(row.path):\(row.row)  " + row.facts.map(Self.fact).joined(separator: "  ")
    }

    private var family: [String] {
        var lines: [String] = []
        if let parent = story.parent { lines += relative("made from", parent) }
        for child in story.children { lines += relative(child.how, child) }
        for other in story.related { lines += relative(other.how, other) }
        return section("Others", lines)
    }

    private func relative(_ title: String, _ other: Explanation.Relative) -> [String] {
        let place = other.path.isEmpty ? "which has no row in the folder" : "\(other.path):\(other.row)"
        let label = other.label.map { "  label \($0)" } ?? ""
        let facts = other.facts.map { "  " + Self.fact($0) }.joined()
        return ["\(title)  \(other.id)\(label)\(facts)  \(place)"] + other.texts.map { "  " + RowCards.visible($0) }
    }

    private var closure: [String] {
        guard let closure = story.closure else { return [] }
        let more = closure.isWhole ? "" : ", and more"
        let title =
            "Means the same: \(Numbers.counted(closure.sentences.count, "sentence")) in "
            + "\(Numbers.counted(closure.records.count, "record"))\(more)"
        return section(title, closure.sentences.map(RowCards.visible))
    }

    private var notes: [String] { story.notes }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [title] + lines.map { "  " + $0 }
    }

    private static func fact(_ fact: Explanation.Fact) -> String {
        "\(fact.name) \(RowCards.visible(fact.value))"
    }
}

/// Records with a sentence, for people.
public struct SentenceMatchesText {
    private let matches: SentenceMatches

    public init(_ matches: SentenceMatches) { self.matches = matches }

    public var text: String {
        let blocks = matches.matches.map { match in
            let how = match.isExact ? "exactly" : "compared alike: \(RowCards.visible(match.sentence))"
            let facts = match.facts.map { "\($0.name) \(RowCards.visible($0.value))" }.joined(separator: "  ")
            let label = match.label.map { "  label \($0)" } ?? ""
            return
                (["\(match.id ?? "no id")  \(how)\(label)", "  \(match.path):\(match.row)  \(facts)"]
                + match.texts.map { "    " + RowCards.visible($0) }).joined(separator: "\n")
        }
        return (blocks + matches.notes).joined(separator: "\n")
    }
}
