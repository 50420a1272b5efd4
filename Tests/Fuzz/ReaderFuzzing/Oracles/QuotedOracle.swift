import CurateCore

/// Walks over quoted rows one byte at a time; where quotes go wrong the line is none.
struct QuotedOracle: Oracle {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String] {
        guard let text = WholeText(bytes, declared: layout.encoding), let delimiter = layout.delimiter.asciiValue,
            let quote = layout.quote?.asciiValue
        else { return [] }
        var expected: [Int: ExpectedRow] = [:]
        var (start, line) = (0, 1)
        while start < text.bytes.count {
            var walk = QuotedWalk(bytes: text.bytes, place: start, delimiter: delimiter, quote: quote)
            if walk.row() {
                let row = start..<walk.end
                if !text.isBlank(row, delimiter: delimiter) {
                    let fields = walk.fields.map { String(decoding: $0, as: UTF8.self) }
                    expected[line] = text.isDamaged(row) ? .rejected("invalid_encoding") : text.row(fields, labels)
                }
            } else {
                expected[line] = .rejected("malformed_csv")
                walk.place = (text.bytes[start...].firstIndex(of: 10) ?? text.bytes.count - 1) + 1
            }
            line += text.bytes[start..<walk.place].count { $0 == 10 }
            start = walk.place
        }
        return found.problems(expecting: expected)
    }
}

/// One row from its first byte on.
private struct QuotedWalk {
    let bytes: [UInt8]
    /// Behind the row once it was walked over.
    var place: Int
    let delimiter: UInt8
    let quote: UInt8
    var fields: [[UInt8]] = []
    /// The row's end without its line end.
    var end = 0

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// False where it is no row.
    mutating func row() -> Bool {
        while true {
            guard let field = current == quote ? quoted() : plain() else { return false }
            fields.append(field)
            if current == delimiter {
                place += 1
                continue
            }
            return passLineEnd()
        }
    }

    private mutating func quoted() -> [UInt8]? {
        var field: [UInt8] = []
        place += 1
        while let byte = current {
            place += 1
            if byte != quote {
                field.append(byte)
            } else if current == quote {
                field.append(byte)
                place += 1
            } else {
                return field
            }
        }
        return nil
    }

    /// Up to a delimiter or line end; a CR belongs to the line end only before an LF.
    private mutating func plain() -> [UInt8] {
        let start = place
        while let byte = current, byte != delimiter, byte != 10 { place += 1 }
        if current == 10 && place > start && bytes[place - 1] == 13 { place -= 1 }
        return Array(bytes[start..<place])
    }

    private mutating func passLineEnd() -> Bool {
        end = place
        if current == 13 && place + 1 < bytes.count && bytes[place + 1] == 10 { place += 1 }
        guard current == nil || current == 10 else { return false }
        place = min(place + 1, bytes.count)
        return true
    }
}
