internal import CurateCore

/// The relations that declarations state, among the splits that were read.
struct Relations {
    let sources: [AuditSource]
    let declarations: [CorpusDeclaration]
    let overlaps: [OverlapReport]

    var report: [RelationReport] {
        var seen: Set<[String]> = []
        return declarations.flatMap { declaration in
            declaration.relations.compactMap { relation in
                guard let found = report(relation, of: declaration.name) else { return nil }
                // A relation stands in both declarations.
                let name = [found.a, found.b].map { $0.joined(separator: ",") }.sorted()
                return seen.insert(name).inserted ? found : nil
            }
        }
    }

    private func report(_ relation: CorpusDeclaration.Relation, of corpus: String) -> RelationReport? {
        let a = names(corpus, relation.splits)
        let b = names(relation.corpus, relation.otherSplits).filter { !a.contains($0) }
        if a.isEmpty || b.isEmpty { return nil }
        let measured = overlaps.filter { overlap in
            (a.contains(overlap.a) && b.contains(overlap.b)) || (a.contains(overlap.b) && b.contains(overlap.a))
        }
        return RelationReport(
            kind: relation.kind, a: a, b: b, declaredPairs: relation.pairs,
            measuredPairs: measured.reduce(0) { $0 + $1.pairs }, note: relation.note)
    }

    /// - Parameter splits: empty: all.
    private func names(_ corpus: String, _ splits: [String]) -> [String] {
        sources.filter { $0.declaration == corpus && (splits.isEmpty || splits.contains($0.split)) }.map(\.name)
    }
}
