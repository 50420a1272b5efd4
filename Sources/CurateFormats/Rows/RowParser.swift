import CurateCore

/// Makes records of a piece's rows; holds nothing that changes, so that many threads can share it.
protocol RowParser: Sendable {
    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) throws
}

extension ParsedRows {
    /// Counts a row that is no record.
    mutating func reject(_ fault: RowFault, line: Int, column: Int, _ bytes: ArraySlice<UInt8>) {
        rows += 1
        rejections.append(
            RowRejection(line: line, column: column, rule: fault.rule, message: fault.message, bytes: Array(bytes)))
    }

    /// Counts a row longer than `most`; only its beginning is kept.
    mutating func rejectOversized(_ length: Int?, most: Int, line: Int, _ bytes: ArraySlice<UInt8>) {
        let size = length.map { "\($0) bytes" } ?? "more than \(most) bytes"
        let fault = RowFault(rule: "oversized_row", message: "the row has \(size); at most \(most) are read")
        reject(fault, line: line, column: 1, bytes.keptOfOversized)
    }

    /// Counts what the cutter found to be no row.
    mutating func reject(_ exception: RowException, line: Int, of bytes: [UInt8], _ limits: ReadingLimits) {
        switch exception.kind {
        case .oversized(let length):
            rejectOversized(length, most: limits.maximumRowBytes, line: line, bytes[exception.range])
        case .malformed(let fault, let column):
            reject(fault, line: line, column: column, bytes[exception.range].withoutLineEnd)
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without the LF or CR LF that it may end with.
    var withoutLineEnd: ArraySlice<UInt8> {
        guard last == Byte.newline else { return self }
        return dropLast(dropLast().last == Byte.carriageReturn ? 2 : 1)
    }

    /// The first KiB, cut before a character.
    var keptOfOversized: ArraySlice<UInt8> {
        guard count > 1024 else { return self }
        var end = startIndex + 1024
        while end > startIndex + 1021 && self[end] & 0xC0 == 0x80 { end -= 1 }
        return self[..<end]
    }
}

extension [UInt8] {
    /// Column of the byte at `place` in a row that begins at `start`: characters from 1.
    func column(of place: Int, rowStart start: Int) -> Int {
        var characters = 1
        for index in start..<place where self[index] & 0xC0 != 0x80 { characters += 1 }
        return characters
    }
}
