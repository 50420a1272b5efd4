/// Reads record elements from an XML stream one by one, in bounded memory.
///
/// The encoding is that of the byte-order mark or the XML declaration (UTF-8 without either); fields are UTF-8.
/// Nothing is fetched: external entities and parameter entities are refused, and so are entities that expand without
/// measure. Inside a record an element of the record's own name is content. Not to be shared between threads.
public final class XMLRecordReader {
    private let collector: RecordCollector
    private let parser: PushParser
    private let limits: XMLLimits
    private let read: (Int) throws -> [UInt8]
    private var waiting: ArraySlice<XMLRecord> = []
    private var ended = false

    /// A reader that pulls its input: `read` is given the number of bytes wanted and returns some, or none at the end.
    ///
    /// - Parameters:
    ///   - element: The record element's name, local (`pair`) or with its prefix (`x:pair`).
    ///   - fields: What to take from each record.
    /// - Throws: ``XMLReadingError/library``.
    public init(
        element: String, fields: [XMLField], limits: XMLLimits = XMLLimits(),
        read: @escaping (_ wanted: Int) throws -> [UInt8]
    ) throws {
        self.collector = RecordCollector(element: element, fields: fields, limits: limits)
        self.parser = try PushParser(collector: collector, limits: limits)
        self.limits = limits
        self.read = read
    }

    /// A reader of bytes at hand.
    public convenience init(
        element: String, fields: [XMLField], bytes: [UInt8], limits: XMLLimits = XMLLimits()
    ) throws {
        var rest = bytes[...]
        try self.init(element: element, fields: fields, limits: limits) { wanted in
            defer { rest = rest.dropFirst(wanted) }
            return Array(rest.prefix(wanted))
        }
    }

    /// The next record, or nil at the end. Records that end before a defect are given before the error.
    ///
    /// - Throws: ``XMLReadingError``, again at every later call, or what `read` throws.
    public func next() throws -> XMLRecord? {
        while waiting.isEmpty {
            if let failure = collector.failure { throw failure }
            if ended { return nil }
            try advance()
        }
        return waiting.popFirst()
    }

    private func advance() throws {
        let chunk = try read(limits.chunkBytes)
        ended = chunk.isEmpty
        // A chunk is cut so that records wait in bounded number however much the input gives at once.
        var start = 0
        repeat {
            let end = min(chunk.count, start + limits.chunkBytes)
            parser.push(chunk[start..<end], last: ended)
            start = end
        } while start < chunk.count && collector.failure == nil
        waiting = collector.take()[...]
    }
}
