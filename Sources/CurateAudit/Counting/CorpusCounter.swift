internal import CurateCore

/// A corpus over all its splits.
struct CountedCorpus: Sendable {
    var report: CorpusReport
    /// Records that break its closure.
    var evidence: [[Ordinal]]
}

/// Counts what shows only when a corpus' splits are put together.
struct CorpusCounter {
    let splits: [CountedSplit]
    let examples: Int

    func count() -> [CountedCorpus] {
        var names: [String] = []
        for split in splits where !names.contains(split.report.corpus) { names.append(split.report.corpus) }
        return names.map { name in count(splits.filter { $0.report.corpus == name }) }
    }

    private func count(_ splits: [CountedSplit]) -> CountedCorpus {
        let (closure, evidence) = closure(splits)
        let source = splits[0].content.source
        return CountedCorpus(
            report: CorpusReport(
                corpus: source.corpus, declaration: source.declaration, splits: splits.map(\.report.split),
                closure: closure),
            evidence: evidence)
    }

    private func closure(_ splits: [CountedSplit]) -> (ClosureReport?, [[Ordinal]]) {
        if splits.count == 1 { return (splits[0].report.closure, splits[0].evidence[.closureBreak] ?? []) }
        let counter = ClosureCounter(splits.map(\.content), examples: examples)
        return (counter.report, counter.first.map { [splits[$0.split].content.records.ordinals[Int($0.row)]] })
    }
}
