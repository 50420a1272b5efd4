import ByteScanning
import CurateCore

/// Rows of fields that may be quoted; a row may go over several lines and is named by its first.
struct QuotedParser: RowParser {
    let columns: ColumnMap
    let maker: RecordMaker
    let scanner: QuotedRowScanner
    let limits: ReadingLimits

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        let gate = LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: scanner.delimiter)
        let bytes = chunk.bytes
        var fields: [QuotedField] = []
        var (start, line, passed) = (0, chunk.firstLine, 0)
        while start < bytes.count {
            let next: Int
            if let exception = chunk.exception(at: start, after: passed) {
                rows.reject(exception, line: line, of: bytes, limits)
                next = exception.range.upperBound
                passed += 1
            } else {
                let end: Int
                (end, next) = row(bytes, from: start, &fields)
                if gate.admits(start..<end, of: bytes, line: line, into: &rows) {
                    add(QuotedRow(whole: start..<end, fields: fields, bytes: bytes), line: line, to: &rows)
                }
            }
            line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(start..<next))
            start = next
        }
    }

    private func row(_ bytes: [UInt8], from start: Int, _ fields: inout [QuotedField]) -> (end: Int, next: Int) {
        let found = scanner.scan(bytes.span, from: start, isWhole: true, fields: &fields)
        guard case .row(let end, let next) = found else { preconditionFailure("a piece holds whole rows") }
        return (end, next)
    }

    private func add(_ row: QuotedRow, line: Int, to rows: inout ParsedRows) {
        let found = row.fields.count
        guard let fields = columns.fields(among: found) else {
            let place = found > columns.count ? row.fields[columns.count].start : row.whole.upperBound
            return reject(row, columns.raggedFault(found: found), at: place, line: line, &rows)
        }
        if !columns.wants(found, { row.value($0, quote: scanner.quote) }) { return }
        let (bytes, cells) = row.cells(fields, quote: scanner.quote)
        if let fault = maker.make(cells, of: bytes, line: line, into: &rows) {
            reject(row, fault, at: row.fields[fields.label].start, line: line, &rows)
        } else {
            rows.rows += 1
        }
    }

    private func reject(_ row: QuotedRow, _ fault: RowFault, at place: Int, line: Int, _ rows: inout ParsedRows) {
        let column = row.bytes.column(of: place, rowStart: row.whole.lowerBound)
        rows.reject(fault, line: line, column: column, row.bytes[row.whole])
    }
}

/// A row and its fields, in the piece that holds it.
private struct QuotedRow {
    let whole: Range<Int>
    let fields: [QuotedField]
    let bytes: [UInt8]

    /// A field's value: doubled quotes are one.
    func value(_ place: Int, quote: UInt8) -> ArraySlice<UInt8> {
        let field = fields[place]
        guard field.hasDoubledQuotes else { return bytes[field.content] }
        var value: [UInt8] = []
        var isSecond = false
        for byte in bytes[field.content] {
            isSecond = byte == quote && !isSecond
            if !isSecond || byte != quote { value.append(byte) }
        }
        return value[...]
    }

    /// The wanted values and the buffer that they are in: the piece itself where no quote is doubled.
    func cells(_ wanted: ColumnMap.Fields, quote: UInt8) -> (bytes: [UInt8], cells: RowCells) {
        if !fields.contains(where: \.hasDoubledQuotes) { return (bytes, wanted.cells { fields[$0].content }) }
        var values: [UInt8] = []
        let cells = wanted.cells { place in
            let start = values.count
            values.append(contentsOf: value(place, quote: quote))
            return start..<values.count
        }
        return (values, cells)
    }
}
