import ByteScanning
import CurateCore

/// Rows of fields without quotes: one line, one row.
struct DelimitedParser: RowParser {
    let columns: ColumnMap
    let maker: RecordMaker
    let delimiter: UInt8
    let limits: ReadingLimits

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        let gate = LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: delimiter)
        let bytes = chunk.bytes
        let places = ByteScanning.places(of: Byte.newline, or: delimiter, in: bytes.span)
        var (start, firstPlace, line) = (0, 0, chunk.firstLine)
        for (index, place) in places.enumerated() where bytes[Int(place)] == Byte.newline {
            let whole = bytes.withoutCarriageReturn(start, newlineAt: Int(place))
            if gate.admits(whole, of: bytes, line: line, into: &rows) {
                add(FieldPlaces(whole, places, firstPlace..<index), of: bytes, line: line, to: &rows)
            }
            (start, firstPlace, line) = (Int(place) + 1, index + 1, line + 1)
        }
        let rest = start..<bytes.count
        if !rest.isEmpty && gate.admits(rest, of: bytes, line: line, into: &rows) {
            add(FieldPlaces(rest, places, firstPlace..<places.count), of: bytes, line: line, to: &rows)
        }
    }

    @inline(__always)
    private func add(_ row: FieldPlaces, of bytes: [UInt8], line: Int, to rows: inout ParsedRows) {
        guard let fields = columns.fields(among: row.count) else {
            rows.reject(
                columns.raggedFault(found: row.count), line: line, column: raggedColumn(row, bytes), bytes[row.whole])
            return
        }
        if !columns.wants(row.count, { bytes[row[$0]] }) { return }
        if let fault = maker.make(fields.cells { row[$0] }, of: bytes, line: line, into: &rows) {
            let column = bytes.column(of: row[fields.label].lowerBound, rowStart: row.whole.lowerBound)
            rows.reject(fault, line: line, column: column, bytes[row.whole])
        } else {
            rows.rows += 1
        }
    }

    /// Where the first surplus field starts, or where the missing ones should.
    private func raggedColumn(_ row: FieldPlaces, _ bytes: [UInt8]) -> Int {
        let place = row.count > columns.count ? row[columns.count].lowerBound : row.whole.upperBound
        return bytes.column(of: place, rowStart: row.whole.lowerBound)
    }
}

/// A row's fields: the delimiters between them lie at some of the piece's places.
private struct FieldPlaces {
    let whole: Range<Int>
    private let places: [UInt32]
    private let delimiters: Range<Int>

    @inline(__always)
    init(_ whole: Range<Int>, _ places: [UInt32], _ delimiters: Range<Int>) {
        self.whole = whole
        self.places = places
        self.delimiters = delimiters
    }

    @inline(__always) var count: Int { delimiters.count + 1 }

    @inline(__always)
    subscript(_ field: Int) -> Range<Int> {
        let start = field == 0 ? whole.lowerBound : Int(places[delimiters.lowerBound + field - 1]) + 1
        let end = field == delimiters.count ? whole.upperBound : Int(places[delimiters.lowerBound + field])
        return start..<end
    }
}
