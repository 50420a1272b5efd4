import CurateCore

/// The bytes that divide texts.
enum Byte {
    static let newline: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let tab: UInt8 = 9
    static let space: UInt8 = 32
    static let quote: UInt8 = 34
}

/// What must hold of every line before a format looks into it.
struct LineGate {
    let limits: ReadingLimits
    let faults: EncodingFaults
    /// A line with this byte is a row even when all else is white space.
    let delimiter: UInt8?

    /// False when the line is no row, or is one that was rejected here.
    @inline(__always)
    func admits(_ row: Range<Int>, of bytes: [UInt8], line: Int, into rows: inout ParsedRows) -> Bool {
        if row.count <= limits.maximumRowBytes && faults.isEmpty && !mayBeBlank(row, of: bytes) { return true }
        return examine(row, of: bytes, line: line, into: &rows)
    }

    private func mayBeBlank(_ row: Range<Int>, of bytes: [UInt8]) -> Bool {
        row.isEmpty || bytes[row.lowerBound] <= Byte.space
    }

    @inline(never)
    private func examine(_ row: Range<Int>, of bytes: [UInt8], line: Int, into rows: inout ParsedRows) -> Bool {
        if row.count > limits.maximumRowBytes {
            rows.rejectOversized(row.count, most: limits.maximumRowBytes, line: line, bytes[row])
            return false
        }
        if isBlank(bytes[row]) { return false }
        guard let place = faults.first(in: row, of: bytes) else { return true }
        let fault = faults.fault(bytes, place)
        rows.reject(fault, line: line, column: bytes.column(of: place, rowStart: row.lowerBound), bytes[row])
        return false
    }

    private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { $0 != delimiter && ($0 == Byte.space || (9...13).contains($0)) }
    }
}

extension [UInt8] {
    /// The line without its CR, if it ends with CR LF.
    @inline(__always)
    func withoutCarriageReturn(_ start: Int, newlineAt end: Int) -> Range<Int> {
        start..<(end > start && self[end - 1] == Byte.carriageReturn ? end - 1 : end)
    }
}
