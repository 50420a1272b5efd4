import ByteScanning
import CurateCore
import JSONParsing

/// A view's JSON lines with the members of ``TokenColumns`` behind the others.
struct TokenizedJSONLines: RowEncoder {
    let rows: any RowEncoder
    let tokens: TokenColumns

    @discardableResult
    func encode(_ batch: Batch, rows range: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        var lines: [UInt8] = []
        let replaced = rows.encode(batch, rows: range, roster: roster, into: &lines)
        let members = tokens.members(batch, rows: range, roster: roster)
        let keys = members.map { Array(",\"\($0.name)\":".utf8) }
        for (row, line) in lines.split(separator: Byte.newline).enumerated() {
            // Without the closing brace.
            output += line.dropLast()
            for (key, member) in zip(keys, members) {
                output += key
                member.values.appendJSON(row, to: &output)
            }
            output += [UInt8(ascii: "}"), Byte.newline]
        }
        return replaced
    }
}

/// A view's table with the columns of ``TokenColumns`` behind the others.
struct TokenizedTable: TableMaking {
    let columns: [ColumnSchema]
    private let view: any TableMaking
    private let tokens: TokenColumns
    private let negatives: NegativeCount

    init(_ view: any TableMaking, _ tokens: TokenColumns, _ negatives: NegativeCount) {
        (self.view, self.tokens, self.negatives) = (view, tokens, negatives)
        columns = view.columns + tokens.schemas(negatives)
    }

    func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table {
        var table = view.table(batch, rows: rows, roster: roster)
        table.columns += tokens.columns(batch, rows: rows, roster: roster, negatives: negatives)
        return table
    }
}
