internal import CurateCore
internal import CurateFormats
internal import Files
internal import Synchronization

/// Reads all files of all splits, several threads at a time.
struct SourceReader: Sendable {
    let sources: [AuditSource]
    let measurer: ChunkMeasurer
    let threads: Int
    let limits: ReadingLimits

    /// What was read, by split, and what could not be.
    struct Outcome: Sendable {
        var splits: [SplitContent]
        var failures: [AuditNote]
        /// Paths by the number that ordinals hold.
        var files: [String]
    }

    func read() throws -> Outcome {
        let files = sources.indices.flatMap { split in sources[split].files.map { (split, $0) } }
        let jobs = files.enumerated().map {
            FileJob(number: $0, path: $1.1, split: $1.0, source: sources[$1.0], limits: limits)
        }
        let chunks = Mutex([[MeasuredChunk]](repeating: [], count: sources.count))
        try Workers.run(max(1, threads)) { _ in
            for job in jobs { try work(on: job, into: chunks) }
        }
        let splits = sources.indices.map { split in
            SplitContent(sources[split], Self.take(split, from: chunks), examples: measurer.examples)
        }
        return Outcome(splits: splits, failures: jobs.compactMap(\.failure), files: files.map(\.1))
    }

    /// Takes a split's pieces out, so that putting them together can free them one by one.
    private static func take(_ split: Int, from chunks: borrowing Mutex<[[MeasuredChunk]]>) -> [MeasuredChunk] {
        chunks.withLock { all in
            var mine: [MeasuredChunk] = []
            swap(&mine, &all[split])
            return mine
        }
    }

    /// Measures pieces of the file until no more are left for this thread.
    private func work(on job: FileJob, into chunks: borrowing Mutex<[[MeasuredChunk]]>) throws {
        var rows = ParsedRows()
        let ordered = job.source.labels.scale == .nli
        while let (reader, chunk) = job.next() {
            if Interruption.requested { throw Interrupted() }
            rows.removeAll()
            do { try reader.parse(chunk, into: &rows) } catch { job.fail(error) }
            let measured = measurer.measure(
                rows, file: job.number, path: job.path, firstLine: chunk.firstLine, ordered: ordered)
            chunks.withLock { $0[job.split].append(measured) }
        }
    }
}

/// One file, opened by the thread that comes first.
private final class FileJob: Sendable {
    let number: Int
    let path: String
    /// Number among the sources.
    let split: Int
    let source: AuditSource
    private let limits: ReadingLimits
    private let state = Mutex(State())

    private struct State: Sendable {
        var reader: CorpusFileReader?
        var ended = false
        var failure: String?
    }

    init(number: Int, path: String, split: Int, source: AuditSource, limits: ReadingLimits) {
        self.number = number
        self.path = path
        self.split = split
        self.source = source
        self.limits = limits
    }

    /// The next piece; nil at the end, or where the file cannot be read further.
    func next() -> (CorpusFileReader, TextChunk)? {
        state.withLock { state in
            if state.ended { return nil }
            do {
                let reader = try state.reader ?? open()
                state.reader = reader
                if let chunk = try reader.nextChunk() { return (reader, chunk) }
            } catch {
                state.failure = "\(error)"
            }
            state.ended = true
            return nil
        }
    }

    func fail(_ error: any Error) {
        state.withLock {
            $0.failure = $0.failure ?? "\(error)"
            $0.ended = true
        }
    }

    private func open() throws -> CorpusFileReader {
        try CorpusFileReader(
            path: path, layout: source.layout, labels: source.labels, labelled: source.labelled,
            limits: limits)
    }

    var failure: AuditNote? {
        state.withLock { state in
            state.failure.map { AuditNote(path: path, message: "could not be read, or not to its end: \($0)") }
        }
    }
}
