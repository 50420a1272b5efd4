import CurateCore

/// A corpus' declaration for people.
struct CorpusText {
    private let corpus: CorpusDeclaration

    init(_ corpus: CorpusDeclaration) { self.corpus = corpus }

    var text: String {
        var lines = [
            "\(corpus.name): \(corpus.title)", "home: \(corpus.home)",
            "licence as stated: \(corpus.licence) (\(corpus.licenceClass))",
            "labels: \(corpus.labels.scale.name)", "declared in: \(corpus.folder)",
        ]
        if let cite = corpus.cite { lines.append("cite: \(cite)") }
        lines += corpus.layouts.flatMap(Self.layout)
        if !corpus.defects.isEmpty { lines.append("known defects:") }
        lines += corpus.defects.map { "  \($0.what)\($0.place.map { " (\($0))" } ?? "")" }
        if !corpus.relations.isEmpty { lines.append("known relations:") }
        lines += corpus.relations.map(Self.relation)
        if let notes = corpus.notes { lines.append("notes: \(notes)") }
        return lines.joined(separator: "\n")
    }

    private static func layout(_ layout: CorpusLayout) -> [String] {
        let about = layout.about.map { ": \($0)" } ?? ""
        return ["layout \(layout.name) (\(layout.format.rawValue), \(layout.shape.rawValue))\(about)"]
            + layout.splits.map { split in
                "  \(split.split): \(split.patterns.joined(separator: " or "))\(split.labelled ? "" : " (unlabelled)")"
            }
    }

    private static func relation(_ relation: CorpusDeclaration.Relation) -> String {
        let pairs = relation.pairs.map { ", \($0) pairs" } ?? ""
        let note = relation.note.map { " (\($0))" } ?? ""
        return "  \(relation.kind) \(relation.corpus) \(relation.splits.joined(separator: ", "))\(pairs)\(note)"
    }
}
