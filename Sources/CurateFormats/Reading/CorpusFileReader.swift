import ByteScanning
public import CurateCore
import Files
import Synchronization

/// Reads a corpus file, or a part of it, piece by piece: one lock hands out pieces, any number of threads parse them.
public final class CorpusFileReader: Sendable {
    private let cutter: Mutex<any ChunkCutter>
    private let parser: any RowParser
    private let limits: ReadingLimits
    private let progress = Atomic<UInt64>(0)

    /// Opens the file and finds its columns.
    ///
    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - labelled: false for a split published without labels.
    ///   - segment: nil for the whole file.
    /// - Throws: `SystemFailure`, or `CorpusFileFailure` when the file does not fit the layout.
    public init(
        path: String, layout: CorpusLayout, labels: LabelRules, labelled: Bool, segment: SourceSegment? = nil,
        limits: ReadingLimits = .init()
    ) throws {
        let file = CorpusFile(path: path, layout: layout, labelled: labelled, segment: segment, limits: limits)
        let maker = RecordMaker(shape: layout.shape, labels: layout.labels ?? labels, labelled: labelled)
        let opened = try file.open(maker)
        parser = opened.parser
        cutter = Mutex(opened.cutter)
        self.limits = limits
    }

    /// The next piece, in the file's order; nil at the end.
    ///
    /// - Throws: `SystemFailure`, or `CorpusFileFailure` where the file cannot be read further.
    public func nextChunk() throws -> TextChunk? {
        try cutter.withLock { cutter in
            defer { progress.store(cutter.bytesRead, ordering: .relaxed) }
            return try cutter.next()
        }
    }

    /// Appends a piece's records and rejected rows; may run on many threads at once.
    public func parse(_ chunk: TextChunk, into rows: inout ParsedRows) throws {
        guard let exception = chunk.loneException else { return try parser.parse(chunk, into: &rows) }
        rows.reject(exception, line: chunk.firstLine, of: chunk.bytes, limits)
    }

    /// Bytes of the file read so far, before unpacking.
    public var bytesRead: UInt64 { progress.load(ordering: .relaxed) }
}
