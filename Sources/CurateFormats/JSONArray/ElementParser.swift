import ByteScanning
import CurateCore
import JSONParsing

/// Elements of a JSON array, which may go over several lines; a row is named by the line where its element begins.
struct ElementParser: RowParser {
    private let records: JSONRecords
    private let pool: ExtractorPool
    private let limits: ReadingLimits
    private let scanner = ElementScanner()

    init(_ records: JSONRecords, limits: ReadingLimits) {
        self.records = records
        self.limits = limits
        pool = ExtractorPool(keys: records.columns.keys)
    }

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        let elements = elements(of: chunk)
        var lines: [UInt8] = []
        for element in elements where element.exception == nil { lines.appendAsLine(chunk.bytes[element.range]) }
        let gate = LineGate(limits: limits, faults: EncodingFaults(chunk), delimiter: nil)
        pool.with { extraction in
            extraction.extract(lines, lines.indices)
            var row = 0
            for element in elements {
                if let exception = element.exception {
                    rows.reject(exception, line: element.line, of: chunk.bytes, limits)
                    continue
                }
                if gate.admits(element.range, of: chunk.bytes, line: element.line, into: &rows) {
                    add(extraction.rows, row, element, chunk.bytes, &rows)
                }
                row += 1
            }
        }
    }

    private struct Element {
        var range: Range<Int>
        var line: Int
        var exception: RowException?
    }

    private func elements(of chunk: TextChunk) -> [Element] {
        let bytes = chunk.bytes
        var elements: [Element] = []
        var (place, line, passed) = (0, chunk.firstLine, 0)
        while true {
            let start = scanner.start(bytes.span, from: place)
            if start == bytes.count { return elements }
            line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(place..<start))
            let exception = chunk.exception(at: start, after: passed)
            if exception != nil { passed += 1 }
            let range = exception?.range ?? element(bytes, from: start)
            elements.append(Element(range: range, line: line, exception: exception))
            line += ByteScanning.count(Byte.newline, in: bytes.span.extracting(range))
            place = range.upperBound
        }
    }

    private func element(_ bytes: [UInt8], from start: Int) -> Range<Int> {
        guard case .element(let range) = scanner.scan(bytes.span, from: start, isWhole: true) else {
            preconditionFailure("a piece holds whole elements")
        }
        return range
    }

    private func add(_ found: JSONRows, _ row: Int, _ element: Element, _ bytes: [UInt8], _ rows: inout ParsedRows) {
        if let failure = found.failure(row) {
            let place = element.range.lowerBound + max(0, min(failure.offset ?? 0, element.range.count))
            let column = bytes.column(of: place, rowStart: element.range.lowerBound)
            let fault = RowFault(rule: "malformed_json", message: failure.message)
            rows.reject(fault, line: element.line, column: column, bytes[element.range])
        } else if !records.wants(found, row) {
            return
        } else if let fault = records.make(found, row, line: element.line, into: &rows) {
            rows.reject(fault, line: element.line, column: 1, bytes[element.range])
        } else {
            rows.rows += 1
        }
    }
}

extension [UInt8] {
    /// Appends an element as one line: a line end between its tokens is white space, whichever it is, and one within a
    /// string remains a control character.
    fileprivate mutating func appendAsLine(_ element: ArraySlice<UInt8>) {
        let start = count
        append(contentsOf: element)
        var from = start
        while let place = ByteScanning.first(Byte.newline, in: span, from: from) {
            self[place] = Byte.carriageReturn
            from = place
        }
        append(Byte.newline)
    }
}
