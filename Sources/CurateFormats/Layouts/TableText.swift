import ByteScanning
import CurateCore
import JSONParsing

/// A table as JSON lines: every row has every column, null where it has no value.
struct TableJSONLines: RowEncoder {
    private let view: any TableMaking
    private let keys: [[UInt8]]

    init(_ view: any TableMaking) {
        self.view = view
        keys = view.columns.enumerated().map { number, column in
            var key: [UInt8] = [UInt8(ascii: number == 0 ? "{" : ",")]
            JSONWriting.appendString(column.name, to: &key)
            return key + [UInt8(ascii: ":")]
        }
    }

    @discardableResult
    func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let table = view.table(batch, rows: rows, roster: roster)
        for row in 0..<table.count {
            for (key, column) in zip(keys, table.columns) {
                output += key
                column.appendJSON(row, to: &output)
            }
            output += [UInt8(ascii: "}"), Byte.newline]
        }
        return 0
    }
}

/// A table without a header: columns with tabs between them, nothing for a missing value.
///
/// A tab or line end within a text becomes a space.
struct TableTSV: RowEncoder {
    private let view: any TableMaking

    init(_ view: any TableMaking) { self.view = view }

    @discardableResult
    func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let table = view.table(batch, rows: rows, roster: roster)
        var replaced = 0
        for row in 0..<table.count {
            for (number, column) in table.columns.enumerated() {
                if number > 0 { output.append(Byte.tab) }
                replaced += column.appendField(row, to: &output)
            }
            output.append(Byte.newline)
        }
        return replaced
    }
}

extension ColumnValues {
    /// Appends a row's value.
    func appendJSON(_ row: Int, to output: inout [UInt8]) {
        switch self {
        case .texts(let texts): texts.withText(row) { JSONWriting.appendString($0, to: &output) }
        case .optionalTexts(let texts):
            if let text = texts[row] { JSONWriting.appendString(text, to: &output) } else { output += Self.null }
        case .integers(let integers):
            guard let integer = integers[row] else { return output += Self.null }
            JSONWriting.appendInteger(integer, to: &output)
        case .words(let words): output.appendDecimal(signed: words[row])
        case .numbers(let numbers): JSONWriting.appendFloat(numbers[row] ?? .nan, to: &output)
        case .lists(let values, let ends):
            output.append(UInt8(ascii: "["))
            for place in ends.values(row) {
                if place > ends.values(row).lowerBound { output.append(UInt8(ascii: ",")) }
                values.appendJSON(place, to: &output)
            }
            output.append(UInt8(ascii: "]"))
        }
    }

    private static let null = Array("null".utf8)

    /// - Returns: how many characters became spaces.
    fileprivate func appendField(_ row: Int, to output: inout [UInt8]) -> Int {
        switch self {
        case .texts(let texts): return texts.withText(row) { output.appendField($0) }
        case .optionalTexts(let texts): return Array((texts[row] ?? "").utf8).withField { output.appendField($0) }
        case .integers(let integers): output += Array((integers[row].map { "\($0)" } ?? "").utf8)
        case .words(let words): output.appendDecimal(signed: words[row])
        case .numbers(let numbers): output += Array((numbers[row].map(\.description) ?? "").utf8)
        case .lists: preconditionFailure("a table without a header has no lists")
        }
        return 0
    }
}

extension [UInt8] {
    fileprivate func withField<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(span) }
}
