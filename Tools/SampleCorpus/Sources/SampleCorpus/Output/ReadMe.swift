/// The page beside the corpus: what it is, how it is made, and its counts.
struct ReadMe {
    let pairs: [Split: [Pair]]
    let lines: [Split: [Line]]
    let ledger: Ledger
    let seed: UInt64

    /// The tables alone.
    var summary: String { [labels, contrasts, dirt].joined(separator: "\n\n") }

    func text(_ content: Content) -> String {
        let tables: [(String, String)] = [
            ("LABELS", labels), ("CONTRASTS", contrasts), ("DIRT", dirt), ("SEED", "\(seed)"),
            ("INTENTS", "\(content.intents.count)"), ("DOMAINS", "\(Set(content.intents.map(\.domain)).count)"),
            ("PHRASES", "\(content.intents.flatMap(\.variants).reduce(0) { $0 + $1.phrases.count })"),
            ("MEANINGS", "\(content.intents.reduce(0) { $0 + $1.meaningCount })"),
        ]
        return tables.reduce(content.page) { page, table in
            page.split(separator: "@\(table.0)@", omittingEmptySubsequences: false).joined(separator: table.1)
        }
    }

    private var labels: String {
        let rows = Split.allCases.map { split in
            let lines = lines[split] ?? []
            let (ones, zeros) = (lines.count { $0.isPositive }, lines.count { $0.fields.count == 3 && $0.label == "0" })
            return "| `\(split.file)` | \(lines.count) | \(ones) | \(zeros) | \(lines.count - ones - zeros) |"
        }
        return table("| File | Lines | Label 1 | Label 0 | Other |", rows)
    }

    private var contrasts: String {
        table(
            "| Contrast | train | dev | test |",
            Contrast.allCases.map { kind in
                row(kind.rawValue) { split in (pairs[split] ?? []).count { $0.contrast == kind } }
            })
    }

    private var dirt: String {
        table(
            "| Kind | What it is | train | dev | test |",
            DirtKind.allCases.map { kind in
                row("`\(kind.rawValue)` | \(kind.summary)") { ledger.count(kind, $0) }
            })
    }

    private func row(_ head: String, _ count: (Split) -> Int) -> String {
        "| \(head) | " + Split.allCases.map { "\(count($0))" }.joined(separator: " | ") + " |"
    }

    private func table(_ head: String, _ rows: [String]) -> String {
        let rule = "|" + String(repeating: "---|", count: head.filter { $0 == "|" }.count - 1)
        return ([head, rule] + rows).joined(separator: "\n")
    }
}
