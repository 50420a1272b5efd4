internal import CurateCore

/// A finding whose examples are still places.
struct FindingDraft: Sendable {
    var kind: Finding.Kind
    var splits: [String]
    var count: Int
    var message: String
    var evidence: [[Ordinal]]
}

/// Says what would bite, worst first.
struct FindingDrafts {
    let splits: [CountedSplit]
    let overlaps: [CountedOverlap]
    let corpora: [CountedCorpus]

    var all: [FindingDraft] {
        let drafts = overlaps.flatMap(drafts) + corpora.compactMap(breaks) + splits.flatMap(drafts)
        return drafts.enumerated().sorted { left, right in
            (left.element.kind.rank, -left.element.count, left.offset)
                < (right.element.kind.rank, -right.element.count, right.offset)
        }.map(\.element)
    }

    private func breaks(_ corpus: CountedCorpus) -> FindingDraft? {
        guard let closure = corpus.report.closure, closure.breaks > 0 else { return nil }
        let name = corpus.report.corpus + " " + corpus.report.splits.joined(separator: "+")
        let message =
            "\(name): \(Numbers.counted(closure.breaks, "record")) labelled different although positives connect the texts "
            + "(\(closure.identical) identical texts, \(closure.conflicting) labelled the same elsewhere, "
            + "\(closure.byChain) by a chain of other pairs)"
        return FindingDraft(
            kind: .closureBreak, splits: corpus.report.splits.map { corpus.report.corpus + "/" + $0 },
            count: closure.breaks, message: message, evidence: corpus.evidence)
    }
}

// What two splits share.
extension FindingDrafts {
    private func drafts(_ overlap: CountedOverlap) -> [FindingDraft] {
        let report = overlap.report
        if report.pairs == 0 { return [] }
        let (a, b) = (splits[overlap.a].content.source, splits[overlap.b].content.source)
        let name = Self.title(a, b)
        var drafts = [
            FindingDraft(
                kind: a.isHeldOut || b.isHeldOut ? .evaluationLeak : .sharedTraining, splits: [report.a, report.b],
                count: report.pairs, message: "\(name): " + Self.shared(report, a, b), evidence: overlap.evidence)
        ]
        let contradicting = report.otherLabel + report.mixedLabel
        if contradicting > 0 {
            let message =
                "\(name): of \(Numbers.counted(report.pairs, "shared pair")), \(Numbers.grouped(contradicting)) with "
                + "another label (\(report.otherLabel) with none in common, \(report.mixedLabel) with some)"
            drafts.append(
                FindingDraft(
                    kind: .oppositeLabels, splits: [report.a, report.b], count: contradicting, message: message,
                    evidence: Array(overlap.evidence.prefix(contradicting))))
        }
        return drafts
    }

    /// `lcqmc dev × test`, `atec train × afqmc dev`.
    static func title(_ a: AuditSource, _ b: AuditSource) -> String {
        a.corpus == b.corpus ? "\(a.title) × \(b.split)" : "\(a.title) × \(b.title)"
    }

    private static func shared(_ report: OverlapReport, _ a: AuditSource, _ b: AuditSource) -> String {
        let (first, second) = a.corpus == b.corpus ? (a.split, b.split) : (a.title, b.title)
        let shares = "\(Numbers.percent(report.shareA)) of \(first), \(Numbers.percent(report.shareB)) of \(second)"
        return "\(Numbers.counted(report.pairs, "shared pair")) (\(shares)), "
            + Numbers.counted(report.sentences, "shared sentence")
    }
}

// What is wrong with a split.
extension FindingDrafts {
    private func drafts(_ split: CountedSplit) -> [FindingDraft] {
        labelDrafts(split) + rejectionDrafts(split) + surfaceDrafts(split)
    }

    private func labelDrafts(_ split: CountedSplit) -> [FindingDraft] {
        let report = split.report
        let (identical, conflicts, duplicates) = (report.identical, report.conflicts, report.duplicates)
        let negated = report.negation.values.reduce(0, +)
        return [
            draft(
                .conflict, split, conflicts.pairs,
                "\(Numbers.counted(conflicts.pairs, "pair")) with more than one label (\(conflicts.opposite) opposite)"),
            draft(
                .identicalDifferent, split, identical.different,
                "\(Numbers.counted(identical.different, "record")) with identical texts, labelled different"),
            draft(
                .trivialPositive, split, identical.positive,
                "\(Numbers.counted(identical.positive, "positive")) with the same sentence twice "
                    + "(\(Numbers.percent(identical.positiveShare)) of the positives)"),
            draft(
                .duplicate, split, duplicates.extra,
                Numbers.counted(duplicates.extra, "further copy", "further copies") + " of pairs "
                    + "(\(Numbers.grouped(duplicates.sameText)) with the same raw text)"),
            draft(
                .negation, split, split.negatedPositives,
                "of \(Numbers.counted(negated, "pair")) that differ by one negation character, "
                    + "\(split.negatedPositives) labelled as meaning the same"),
        ].compactMap(\.self)
    }

    private func rejectionDrafts(_ split: CountedSplit) -> [FindingDraft] {
        split.report.rejected.compactMap { rejection in
            let first = rejection.first.first.map { ", first \($0.place): \($0.message)" } ?? ""
            return draft(
                .rejected, split, rejection.rows,
                "\(Numbers.counted(rejection.rows, "row")) rejected as \(rejection.rule)\(first)")
        }
    }

    private func surfaceDrafts(_ split: CountedSplit) -> [FindingDraft] {
        let kinds: [(Finding.Kind, [SurfaceKind])] = [
            (.damaged, [.replacement, .control, .byteOrderMark, .empty, .privateUse]), (.placeholder, [.placeholder]),
            (.invisible, [.zeroWidth]), (.markup, [.htmlEntity, .htmlTag]),
        ]
        let found = kinds.flatMap { kind, surfaces in
            surfaces.compactMap { surface -> FindingDraft? in
                let records = split.content.surface.records(surface)
                var made = draft(kind, split, records, "\(Numbers.counted(records, "record")) with \(surface.title)")
                made?.evidence = split.content.surface.places(surface).map { [$0] }
                return made
            }
        }
        let lengths = split.report.lengths
        if lengths.over62Share < 0.01 { return found }
        let message = "\(Numbers.percent(lengths.over62Share)) of the texts are longer than 62 characters"
        return found + [draft(.overlong, split, lengths.over62, message)].compactMap(\.self)
    }

    private func draft(_ kind: Finding.Kind, _ split: CountedSplit, _ count: Int, _ message: String) -> FindingDraft? {
        if count == 0 { return nil }
        return FindingDraft(
            kind: kind, splits: [split.report.name], count: count,
            message: "\(split.content.source.title): \(message)", evidence: split.evidence[kind] ?? [])
    }
}

extension Finding.Kind {
    /// The worst is 0.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
