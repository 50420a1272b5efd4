import ByteScanning
import CurateCore
import JSONParsing

/// Elements of a JSON array, which may go over several lines; a row is named by the line where its element begins.
struct ElementParser: RowParser {
    private let records: JSONRecords
    private let pool: ExtractorPool
    private let limits: ReadingLimits

    init(_ records: JSONRecords, limits: ReadingLimits) {
        self.records = records
        self.limits = limits
        pool = ExtractorPool(keys: records.columns.keys)
    }

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        let gate = LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: nil)
        let bytes = chunk.bytes
        let lines = lines(of: chunk)
        pool.with { extraction in
            extraction.extract(lines, lines.indices)
            let found = extraction.rows
            var (place, line, row, passed) = (0, chunk.firstLine, 0, 0)
            for range in chunk.elements {
                line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(place..<range.lowerBound))
                place = range.lowerBound
                if let exception = chunk.exception(at: place, after: passed) {
                    rows.reject(exception, line: line, of: bytes, limits)
                    passed += 1
                    continue
                }
                if gate.admits(range, of: bytes, line: line, into: &rows) {
                    records.add(found, row, at: range, of: bytes, line: line, to: &rows)
                }
                row += 1
            }
        }
    }

    /// A line for each element that is no exception.
    private func lines(of chunk: TextChunk) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(chunk.bytes.count + chunk.elements.count)
        var passed = 0
        for range in chunk.elements {
            if chunk.exception(at: range.lowerBound, after: passed) != nil {
                passed += 1
            } else {
                lines.appendAsLine(chunk.bytes.span.extracting(range))
            }
        }
        return lines
    }
}

extension [UInt8] {
    /// Appends an element as one line: a line end between its tokens is white space, whichever it is, and one within a
    /// string remains a control character.
    fileprivate mutating func appendAsLine(_ element: Span<UInt8>) {
        let start = count
        append(copying: element)
        var from = start
        while let place = ByteScanning.first(Byte.newline, in: span, from: from) {
            self[place] = Byte.carriageReturn
            from = place
        }
        append(Byte.newline)
    }
}
