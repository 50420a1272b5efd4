public import CurateCore
internal import CurateFormats
internal import Files
internal import Synchronization

/// Reads raw corpora and finds what is wrong with them, by themselves and against each other.
///
/// Texts are not kept: a record takes about 41 bytes while it is read and about 70 while splits are compared.
public struct Audit: Sendable {
    public var sources: [AuditSource]
    /// Of the corpora that the sources belong to.
    public var declarations: [CorpusDeclaration]
    public var key: AuditKey
    public var threads: Int
    /// Examples shown for each finding.
    public var examples: Int
    /// Changes no result.
    var limits = ReadingLimits()

    public init(
        sources: [AuditSource], declarations: [CorpusDeclaration], key: AuditKey = .field, threads: Int = 1,
        examples: Int = 0
    ) {
        self.sources = sources
        self.declarations = declarations
        self.key = key
        self.threads = threads
        self.examples = examples
    }

    /// - Throws: `SystemFailure`, `Interrupted`; a file that cannot be read is a note in the report.
    public func run() throws -> AuditReport {
        let measurer = try ChunkMeasurer(keys: try key.maker(), examples: examples)
        let read = try SourceReader(sources: sources, measurer: measurer, threads: threads, limits: limits).read()
        let splits = try counted(read)
        let overlaps = try overlaps(splits)
        let corpora = CorpusCounter(splits: splits, examples: examples).count()
        var report = AuditReport(
            key: key, findings: [], splits: splits.map(\.report), corpora: corpora.map(\.report),
            overlaps: overlaps.map(\.report), relations: [], notes: read.failures)
        report.relations = Relations(sources: sources, declarations: declarations, overlaps: report.overlaps).report
        let drafts = FindingDrafts(splits: splits, overlaps: overlaps, corpora: corpora).all
        report.findings = try ExampleReader(sources: sources, files: read.files).findings(drafts)
        return report
    }

    private func counted(_ read: SourceReader.Outcome) throws -> [CountedSplit] {
        let counter = SplitCounter(files: read.files, examples: examples)
        return try Parallel.map(read.splits.count, threads: threads) { counter.count(read.splits[$0]) }
    }

    private func overlaps(_ splits: [CountedSplit]) throws -> [CountedOverlap] {
        let couples = splits.indices.flatMap { a in splits.indices.dropFirst(a + 1).map { (a, $0) } }
        let found = try Parallel.map(couples.count, threads: threads) { index -> CountedOverlap? in
            let (a, b) = couples[index]
            return OverlapCounter.count(splits[a], splits[b], examples: examples).map {
                CountedOverlap(a: a, b: b, report: $0.0, evidence: $0.1)
            }
        }
        return found.compactMap(\.self)
    }
}

/// The same work on many things, several at a time.
enum Parallel {
    static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable (Int) -> Result
    ) throws -> [Result] {
        if count == 0 { return [] }
        let next = Atomic<Int>(0)
        let results = Mutex([Result?](repeating: nil, count: count))
        try Workers.run(max(1, min(threads, count))) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= count { return }
                if Interruption.requested { throw Interrupted() }
                let result = body(index)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
