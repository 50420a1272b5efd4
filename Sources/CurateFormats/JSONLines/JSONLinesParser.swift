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
            for row in 0..<found.count { add(found, row, chunk, gate, to: &rows) }
        }
    }

    private func add(
        _ found: JSONRows, _ row: Int, _ chunk: TextChunk, _ gate: LineGate?, to rows: inout ParsedRows
    ) {
        let range = found.byteRange(row)
        let line = chunk.firstLine + found.line(row)
        if gate != nil || range.count > limits.maximumRowBytes {
            let gate = gate ?? LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: nil)
            guard gate.admits(range, of: chunk.bytes, line: line, into: &rows) else { return }
        }
        records.add(found, row, at: range, of: chunk.bytes, line: line, to: &rows)
    }
}
