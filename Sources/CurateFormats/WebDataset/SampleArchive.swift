public import CurateCore

/// A view as a tar archive for WebDataset: each row a member `<id>.json` that holds its JSON object.
///
/// Source: POSIX.1-2001 `ustar`; WebDataset takes what precedes the first dot of a member's name as its key.
public struct SampleArchive: ShardEncoder {
    private let rows: any RowEncoder
    private static let block = 512

    public init(_ rows: any RowEncoder) { self.rows = rows }

    public mutating func append(_ batch: Batch, rows range: Range<Int>, roster: Roster, into output: inout [UInt8]) {
        var line: [UInt8] = []
        for row in range {
            line.removeAll(keepingCapacity: true)
            rows.encode(batch, rows: row..<row + 1, roster: roster, into: &line)
            // A view need not have a row for every record.
            guard !line.isEmpty else { continue }
            Self.member("\(batch.ids[row]).json", line, into: &output)
        }
    }

    public mutating func finish(into output: inout [UInt8]) { output.append(zeros: 2 * Self.block) }

    private static func member(_ name: String, _ content: [UInt8], into output: inout [UInt8]) {
        output += header(name, size: content.count)
        output += content
        output.append(zeros: (block - content.count % block) % block)
    }

    private static func header(_ name: String, size: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(size, digits: 11), at: 124)
        put(octal(0, digits: 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
        return header
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension [UInt8] {
    fileprivate mutating func append(zeros count: Int) { append(contentsOf: repeatElement(0, count: count)) }
}
