/// A table for a terminal: columns of numbers stand right, all others left; wide characters take two places.
struct TextTable {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: [String]) { self.header = header }

    mutating func add(_ row: [String]) {
        precondition(row.count == header.count, "a cell for every column")
        rows.append(row)
    }

    /// Empty without rows.
    var text: String {
        guard !rows.isEmpty else { return "" }
        let widths = header.indices.map { column in
            ([header] + rows).map { Self.width($0[column]) }.max() ?? 0
        }
        let numeric = header.indices.map { column in
            rows.allSatisfy { $0[column].isEmpty || $0[column].first?.isNumber == true }
        }
        return ([header] + rows).map { row in
            let cells = row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - Self.width(row[column]))
                return numeric[column] ? blanks + row[column] : row[column] + blanks
            }
            let line = cells.joined(separator: "  ")
            return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
        }.joined(separator: "\n")
    }

    /// Places on a terminal: two for East Asian wide characters.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1.value) ? 2 : 1) }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]

    private static func isWide(_ code: UInt32) -> Bool { wide.contains { $0.contains(code) } }
}
