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
    mutating func rejectOversized(_ length: Int, most: Int, line: Int, _ bytes: ArraySlice<UInt8>) {
        let message = "the row has \(length) bytes; at most \(most) are read"
        reject(RowFault(rule: "oversized_row", message: message), line: line, column: 1, bytes.keptOfOversized)
    }
}

extension ArraySlice<UInt8> {
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
