internal import CurateCore

/// A split with everything counted that concerns it alone.
struct CountedSplit: Sendable {
    var content: SplitContent
    var pairs: PairIndex
    var sentences: SentenceIndex
    var report: SplitReport
    /// Pairs that differ by a negation character and are labelled as meaning the same.
    var negatedPositives: Int
    /// Records that show what was found, by kind of finding.
    var evidence: [Finding.Kind: [[Ordinal]]]
}

/// Counts a split.
struct SplitCounter {
    let files: [String]
    let examples: Int

    func count(_ content: SplitContent) -> CountedSplit {
        let pairs = PairIndex(content.records)
        let sentences = SentenceIndex(content.records)
        let single = RecordCounter(content, examples: examples)
        let repeats = RepeatCounter(content, pairs, examples: examples)
        let closure = ClosureCounter([content], examples: examples)
        let report = SplitReport(
            name: content.source.name, corpus: content.source.corpus, split: content.source.split,
            layout: content.source.layout.name, scale: content.source.labels.scale.name, files: content.source.files,
            rows: content.rows, records: content.records.count, rejected: content.rejections.report,
            labels: single.labelReport(of: content.records.count), duplicates: repeats.duplicates,
            identical: single.identicalReport, conflicts: repeats.conflicts, closure: closure.report,
            sentences: sentenceReport(sentences, content.records), lengths: content.lengths.report,
            negation: RecordCounter.words(single.negation), wordOrder: RecordCounter.words(single.wordOrder),
            surface: content.surface.report(texts: content.lengths.report.texts))
        return CountedSplit(
            content: content, pairs: pairs, sentences: sentences, report: report,
            negatedPositives: single.negatedPositives,
            evidence: evidence(content.records, single, repeats, closure))
    }

    private func sentenceReport(_ sentences: SentenceIndex, _ records: RecordColumns) -> SentenceReport {
        let place = sentences.firstOfMost(in: records).map { Roster(files: files).place($0) }
        return SentenceReport(
            distinct: sentences.hashes.count, most: sentences.most.records, mostPlace: place)
    }

    private func evidence(
        _ records: RecordColumns, _ single: RecordCounter, _ repeats: RepeatCounter, _ closure: ClosureCounter
    ) -> [Finding.Kind: [[Ordinal]]] {
        func each(_ rows: [UInt32]) -> [[Ordinal]] { rows.map { [records.ordinals[Int($0)]] } }
        func groups(_ groups: [[UInt32]]) -> [[Ordinal]] { groups.map { $0.map { records.ordinals[Int($0)] } } }
        return [
            .trivialPositive: each(single.firstTrivial), .identicalDifferent: each(single.firstDenied),
            .negation: each(single.firstNegation), .duplicate: groups(repeats.duplicateGroups),
            .conflict: groups(repeats.conflictGroups), .closureBreak: each(closure.first.map(\.row)),
        ]
    }
}
