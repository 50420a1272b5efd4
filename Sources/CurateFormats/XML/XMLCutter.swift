import CurateCore
import XMLReading

/// Reads record elements in order and hands them out many at a time.
///
/// A piece's bytes are the records' fields one after the other, not the file's text, and its records say where they are.
struct XMLCutter: ChunkCutter {
    private let source: TextSource
    private let reader: XMLRecordReader
    private let limits: ReadingLimits
    private var failure: (any Error)?
    private var lastLine = 0
    /// Places of replacement characters behind the records so far, in bytes from the start of the text.
    private var damage: [Int] = []

    init(_ source: TextSource, record: String, fields: [XMLField], limits: ReadingLimits) throws {
        self.source = source
        self.limits = limits
        // A field beyond the limit of a row is a rejected row up to here, and the end of the file from here on.
        let bounds = XMLLimits(fieldBytes: max(limits.maximumRowBytes, 64 << 20))
        reader = try XMLRecordReader(element: record, fields: fields, limits: bounds) { wanted in
            var bytes: [UInt8] = []
            _ = try source.read(upTo: wanted, appendingTo: &bytes)
            return bytes
        }
    }

    var bytesRead: UInt64 { source.bytesRead }

    mutating func next() throws -> TextChunk? {
        if let failure { throw failure }
        var chunk = TextChunk([], firstLine: lastLine + 1)
        do {
            while chunk.bytes.count < limits.chunkBytes, let record = try reader.next() {
                chunk.append(record, isDamaged: takeDamage(record.place))
                lastLine = record.line
            }
        } catch {
            failure = corpusFailure(error)
        }
        if let failure, chunk.records.isEmpty { throw failure }
        return chunk.records.isEmpty ? nil : chunk
    }

    /// True when something in the record could not be decoded.
    private mutating func takeDamage(_ place: Range<Int>?) -> Bool {
        damage += source.takeDamage()
        guard let place, !damage.isEmpty else { return false }
        let passed = damage.partitioningIndex { $0 >= place.lowerBound }
        let end = damage.partitioningIndex { $0 >= place.upperBound }
        damage.removeFirst(end)
        return end > passed
    }

    private func corpusFailure(_ error: any Error) -> any Error {
        let hint = "The records before it were read. Mend the file, or fetch it again."
        switch error as? XMLReadingError {
        case .malformed(let line, let column, let message):
            let reason = "not well-formed XML: \(message)"
            return CorpusFileFailure(path: source.path, line: line, column: column, reason: reason, hint: hint)
        case .fieldTooLong(let line, let limit):
            let reason = "a field has more than \(limit) bytes"
            return CorpusFileFailure(path: source.path, line: line, reason: reason, hint: hint)
        case .library: return CorpusFileFailure(path: source.path, reason: "\(XMLReadingError.library)")
        case nil: return error.inCorpusFile(source, afterLine: lastLine)
        }
    }
}

/// A record whose fields are in a piece's bytes.
struct FieldRecord: Sendable {
    var line: Int
    /// nil where the record lacks the field.
    var fields: [Range<Int>?]
    /// True when something in it could not be decoded.
    var isDamaged: Bool
}

extension TextChunk {
    fileprivate mutating func append(_ record: XMLRecord, isDamaged: Bool) {
        let fields = record.fields.map { field -> Range<Int>? in
            guard let field else { return nil }
            bytes.append(contentsOf: field)
            return bytes.count - field.count..<bytes.count
        }
        records.append(FieldRecord(line: record.line, fields: fields, isDamaged: isDamaged))
    }
}
