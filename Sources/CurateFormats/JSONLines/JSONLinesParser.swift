import ByteScanning
import CurateCore
import JSONParsing

/// One JSON object in a line.
struct JSONLinesParser: RowParser {
    private let records: JSONRecords
    private let pool: ExtractorPool
    private let limits: ReadingLimits

    init(_ records: JSONRecords, limits: ReadingLimits) {
        self.records = records
        self.limits = limits
        pool = ExtractorPool(keys: records.columns.keys)
    }

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        pool.with { extraction in
            extraction.extract(chunk.bytes, chunk.bytes.indices)
            let found = extraction.rows
            // A sound piece needs no gate; making one examines the whole piece, so it is made once.
            let isSound = chunk.damage.isEmpty && found.failureCount == 0
            let gate = isSound ? nil : LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: nil)
            var blanks = BlankLines(chunk)
            for row in 0..<found.count {
                blanks.rejectOversized(before: chunk.bytes.line(found.byteRange(row)), limits, into: &rows)
                add(found, row, chunk, gate, to: &rows)
            }
            blanks.rejectOversized(before: chunk.bytes.count..<chunk.bytes.count, limits, into: &rows)
        }
    }

    private func add(
        _ found: JSONRows, _ row: Int, _ chunk: TextChunk, _ gate: LineGate?, to rows: inout ParsedRows
    ) {
        let range = chunk.bytes.line(found.byteRange(row))
        let line = chunk.firstLine + found.line(row)
        if gate != nil || range.count > limits.maximumRowBytes {
            let gate = gate ?? LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: nil)
            guard gate.admits(range, of: chunk.bytes, line: line, into: &rows) else { return }
        }
        records.add(found, row, at: range, of: chunk.bytes, line: line, to: &rows)
    }
}

extension [UInt8] {
    /// The line with the CR that is text because no LF follows it: the file ends there.
    @inline(__always)
    fileprivate func line(_ row: Range<Int>) -> Range<Int> {
        let endsWithCarriageReturn = row.upperBound == count - 1 && self[row.upperBound] == Byte.carriageReturn
        return endsWithCarriageReturn ? row.lowerBound..<count : row
    }
}

/// The lines between rows. They are blank and no rows, but one that is too long is, in every format: where little of it
/// is held at once, nobody knows that it is blank.
private struct BlankLines {
    private let chunk: TextChunk
    private var place = 0

    init(_ chunk: TextChunk) { self.chunk = chunk }

    mutating func rejectOversized(before row: Range<Int>, _ limits: ReadingLimits, into rows: inout ParsedRows) {
        if row.lowerBound - place > limits.maximumRowBytes {
            rejectOversized(place..<row.lowerBound, most: limits.maximumRowBytes, into: &rows)
        }
        place = row.upperBound
    }

    private func rejectOversized(_ gap: Range<Int>, most: Int, into rows: inout ParsedRows) {
        let bytes = chunk.bytes
        var line = chunk.firstLine + ByteScanning.count(Byte.newline, in: bytes.span.extracting(..<gap.lowerBound))
        var start = gap.lowerBound
        while start < gap.upperBound {
            let newline = ByteScanning.first(Byte.newline, in: bytes.span.extracting(..<gap.upperBound), from: start)
            let blank = newline.map { bytes.withoutCarriageReturn(start, newlineAt: $0) } ?? start..<gap.upperBound
            if blank.count > most { rows.rejectOversized(blank.count, most: most, line: line, bytes[blank]) }
            start = (newline ?? gap.upperBound) + 1
            line += 1
        }
    }
}
