import JSONParsing
import Synchronization

/// Extractors with their memory, lent to one thread at a time.
final class ExtractorPool: Sendable {
    private let keys: [String]
    private let idle = Mutex<[Extraction]>([])

    init(keys: [String]) { self.keys = keys }

    func with<Result>(_ body: (Extraction) throws -> Result) rethrows -> Result {
        let extraction = idle.withLock { $0.popLast() } ?? Extraction(keys: keys)
        defer { idle.withLock { $0.append(extraction) } }
        return try body(extraction)
    }
}

/// An extractor and what it found last. One thread at a time has it, so it may go from thread to thread.
final class Extraction: @unchecked Sendable {
    private let extractor: JSONRowExtractor
    private(set) var rows = JSONRows()

    fileprivate init(keys: [String]) { extractor = JSONRowExtractor(fields: keys) }

    func extract(_ chunk: [UInt8], _ range: Range<Int>) { extractor.extract(chunk, range: range, into: &rows) }
}
