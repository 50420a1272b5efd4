internal import CurateCore

/// An audit for people: what would bite first, then tables.
public struct AuditText {
    private let report: AuditReport

    public init(_ report: AuditReport) { self.report = report }

    public var text: String {
        let sections: [(title: String, lines: [String])] = [
            ("What would bite", FindingText(report.findings).lines),
            ("Rows and labels", rows), ("Pairs", pairs),
            ("Sentences", sentences), ("Surface: texts that have it", surface),
            ("Shared between splits, by unordered pair", overlaps), ("Known relations", relations),
            ("Not read", notes),
        ]
        let shown = sections.filter { !$0.lines.isEmpty }
        return ([head] + shown.map { ([$0.title] + $0.lines.map { "  " + $0 }).joined(separator: "\n") })
            .joined(separator: "\n\n")
    }

    private var head: String {
        let rows = report.splits.reduce(0) { $0 + $1.rows }
        let counts = [
            Numbers.counted(report.corpora.count, "corpus", "corpora"), Numbers.counted(report.splits.count, "split"),
            Numbers.counted(rows, "row"),
        ]
        return counts.joined(separator: ", ") + ". "
            + "Key '\(report.key.rawValue)': \(report.key.about)."
    }

    private var rows: [String] {
        var table = TextTable(["<split", "<layout", "rows", "rejected", "records", "<labels"])
        for split in report.splits {
            let labels = split.labels.map { "\($0.label) \(Numbers.grouped($0.count)) (\(Numbers.percent($0.share)))" }
            let rejected = split.rejected.reduce(0) { $0 + $1.rows }
            table.add([
                Self.title(split.name), split.layout, Numbers.grouped(split.rows), Self.count(rejected),
                Numbers.grouped(split.records), labels.joined(separator: ", "),
            ])
        }
        return table.lines
    }

    private var pairs: [String] {
        var table = TextTable([
            "<split", "copies", "same text", "identical same", "different", "conflicts", "closure breaks", "<negation",
            "<word order",
        ])
        for split in report.splits {
            table.add([
                Self.title(split.name), Self.count(split.duplicates.extra), Self.count(split.duplicates.sameText),
                Self.count(split.identical.positive), Self.count(split.identical.different),
                Self.count(split.conflicts.pairs), split.closure.map { Self.count($0.breaks) } ?? "-",
                Self.byLabel(split.negation), Self.byLabel(split.wordOrder),
            ])
        }
        for corpus in report.corpora where corpus.splits.count > 1 {
            guard let closure = corpus.closure else { continue }
            let breaks = Self.count(closure.breaks)
            table.add(["\(corpus.corpus), all splits", "", "", "", "", "", breaks, "", ""])
        }
        return table.lines
    }

    private var sentences: [String] {
        var table = TextTable([
            "<split", "distinct", "in most pairs", "largest component", "mean", "median", "95 %", "max", "over 62",
            "key mean",
        ])
        for split in report.splits {
            let lengths = split.lengths
            table.add([
                Self.title(split.name), Numbers.grouped(split.sentences.distinct), Self.count(split.sentences.most),
                split.closure.map { Self.count($0.largestComponent) } ?? "-", Numbers.fixed(lengths.mean),
                String(lengths.median), String(lengths.p95), String(lengths.max), Self.percent(lengths.over62Share),
                Numbers.fixed(lengths.keyMean),
            ])
        }
        return table.lines
    }

    private var surface: [String] {
        let kinds = SurfaceKind.allCases.filter { kind in
            report.splits.contains { $0.surface[kind.rawValue] != nil }
        }
        var table = TextTable(["<split"] + kinds.map(\.column))
        for split in report.splits {
            table.add([Self.title(split.name)] + kinds.map { Self.surface(split.surface[$0.rawValue]) })
        }
        return kinds.isEmpty ? [] : table.lines
    }

    private var overlaps: [String] {
        var table = TextTable([
            "<splits", "pairs", "of first", "of second", "same label", "mixed", "other", "unlabelled", "other scale",
            "sentences",
        ])
        for overlap in report.overlaps {
            table.add([
                Self.title(overlap), Self.count(overlap.pairs), Self.percent(overlap.shareA),
                Self.percent(overlap.shareB), Self.count(overlap.sameLabel), Self.count(overlap.mixedLabel),
                Self.count(overlap.otherLabel), Self.count(overlap.unlabelled), Self.count(overlap.otherScale),
                Numbers.grouped(overlap.sentences),
            ])
        }
        return table.isEmpty ? [] : table.lines
    }

    private var relations: [String] {
        var table = TextTable(["<relation", "declared", "measured", "<note"])
        for relation in report.relations {
            let sides = [relation.a, relation.b].map { $0.map(Self.title).joined(separator: ", ") }
            table.add([
                "\(sides[0]) \(relation.kind) \(sides[1])", relation.declaredPairs.map(Numbers.grouped) ?? "-",
                Numbers.grouped(relation.measuredPairs), relation.note ?? "",
            ])
        }
        return table.isEmpty ? [] : table.lines
    }

    private var notes: [String] {
        report.notes.map { note in
            let end = note.message.last.map { ".!?".contains($0) } == true ? "" : "."
            return "\(note.path): \(note.message)\(end)" + (note.hint.map { " \($0)" } ?? "")
        }
    }
}

extension AuditText {
    /// `lcqmc dev` for `lcqmc/dev`; variants keep their slash.
    static func title(_ name: String) -> String {
        guard let slash = name.firstIndex(of: "/") else { return name }
        return name[..<slash] + " " + name[name.index(after: slash)...]
    }

    /// `lcqmc dev × test`.
    static func title(_ overlap: OverlapReport) -> String {
        let (a, b) = (title(overlap.a), title(overlap.b))
        let corpus = a.prefix { $0 != " " } + " "
        return b.hasPrefix(corpus) ? "\(a) × \(b.dropFirst(corpus.count))" : "\(a) × \(b)"
    }

    /// A dot for nothing, so that numbers stand out.
    static func count(_ number: Int) -> String { number == 0 ? "·" : Numbers.grouped(number) }

    static func percent(_ share: Double) -> String { share == 0 ? "·" : Numbers.percent(share) }

    /// `0: 22, 1: 2`.
    static func byLabel(_ counts: [String: Int]) -> String {
        if counts.isEmpty { return "·" }
        return counts.sorted { $0.key < $1.key }.map { "\($0.key): \(Numbers.grouped($0.value))" }
            .joined(separator: ", ")
    }

    /// A share where it is frequent, else a count.
    static func surface(_ count: SurfaceCount?) -> String {
        guard let count else { return "·" }
        return count.share >= 0.01 ? Numbers.percent(count.share) : Numbers.grouped(count.texts)
    }
}
