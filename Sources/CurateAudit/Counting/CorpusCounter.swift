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
        let closure = ClosureCounter(splits.map(\.content), examples: examples)
        let source = splits[0].content.source
        let evidence = closure.first.map { [splits[$0.split].content.records.ordinals[Int($0.row)]] }
        return CountedCorpus(
            report: CorpusReport(
                corpus: source.corpus, declaration: source.declaration, splits: splits.map(\.report.split),
                closure: closure.report),
            evidence: evidence)
    }
}
