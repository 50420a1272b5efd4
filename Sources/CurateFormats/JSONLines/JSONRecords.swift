import CurateCore
import JSONParsing

/// Makes records of JSON objects whose keys were extracted.
struct JSONRecords: Sendable {
    let columns: JSONColumns
    let maker: RecordMaker

    /// Appends the records of an extracted row, or its rejection; `range` is where it was in `bytes`.
    func add(
        _ found: JSONRows, _ row: Int, at range: Range<Int>, of bytes: [UInt8], line: Int, to rows: inout ParsedRows
    ) {
        if let failure = found.failure(row) {
            let place = range.lowerBound + max(0, min(failure.offset ?? 0, range.count))
            let column = bytes.column(of: place, rowStart: range.lowerBound)
            let rule = failure.kind == .notAnObject ? "wrong_type" : "malformed_json"
            rows.reject(RowFault(rule: rule, message: failure.message), line: line, column: column, bytes[range])
        } else if !columns.conditions.isEmpty && !meetsConditions(found, row) {
            return
        } else if let fault = make(found, row, line: line, into: &rows) {
            rows.reject(fault, line: line, column: 1, bytes[range])
        } else {
            rows.rows += 1
        }
    }

    /// False when the row belongs to another corpus.
    private func meetsConditions(_ found: JSONRows, _ row: Int) -> Bool {
        columns.conditions.allSatisfy { condition in
            found.arena[found.range(row, condition.place)].elementsEqual(condition.value)
        }
    }

    private func make(_ found: JSONRows, _ row: Int, line: Int, into rows: inout ParsedRows) -> RowFault? {
        if let fault = missing(found, row) ?? wrongType(found, row) { return fault }
        if let group = columns.group { return makeGroup(found, row, group, line: line, into: &rows) }
        return maker.make(cells(found, row), of: found.arena, line: line, into: &rows)
    }

    private func cells(_ found: JSONRows, _ row: Int) -> RowCells {
        var cells = RowCells(first: found.range(row, columns.first))
        if let second = columns.second { cells.second = found.range(row, second) }
        if let third = columns.third { cells.third = found.range(row, third) }
        if let label = columns.label { cells.label = found.range(row, label) }
        return cells
    }

    private func missing(_ found: JSONRows, _ row: Int) -> RowFault? {
        missing(found, row, columns.first) ?? missing(found, row, columns.second) ?? missing(found, row, columns.third)
            ?? missing(found, row, columns.group) ?? missing(found, row, columns.label)
    }

    private func missing(_ found: JSONRows, _ row: Int, _ place: Int?) -> RowFault? {
        guard let place else { return nil }
        switch found.kind(row, place) {
        case .missing: return RowFault(rule: "missing_field", message: "there is no '\(columns.keys[place])'")
        case .null: return RowFault(rule: "missing_field", message: "'\(columns.keys[place])' is null")
        default: return nil
        }
    }

    private func wrongType(_ found: JSONRows, _ row: Int) -> RowFault? {
        notText(found, row, columns.first) ?? notText(found, row, columns.second)
            ?? notText(found, row, columns.third) ?? notLabel(found, row, columns.label)
    }

    private func notText(_ found: JSONRows, _ row: Int, _ place: Int?) -> RowFault? {
        guard let place, found.kind(row, place) != .string else { return nil }
        return wrongType(found, row, place, expected: "a text")
    }

    private func notLabel(_ found: JSONRows, _ row: Int, _ place: Int?) -> RowFault? {
        guard let place else { return nil }
        switch found.kind(row, place) {
        case .string, .integer, .double: return nil
        default: return wrongType(found, row, place, expected: "a text or a number")
        }
    }

    private func wrongType(_ found: JSONRows, _ row: Int, _ place: Int, expected: String) -> RowFault {
        let kind = found.kind(row, place).name
        return RowFault(rule: "wrong_type", message: "'\(columns.keys[place])' is \(kind), expected \(expected)")
    }

    private func makeGroup(_ found: JSONRows, _ row: Int, _ group: Int, line: Int, into rows: inout ParsedRows)
        -> RowFault?
    {
        guard found.kind(row, group) == .array else {
            return wrongType(found, row, group, expected: "a list of texts")
        }
        var bytes = found.bytes(row, columns.first)
        let text = bytes.indices
        var ends: [UInt32] = []
        do {
            try found.withBytes(row, group) { list in try JSONStrings.parse(list, into: &bytes, ends: &ends) }
        } catch {
            return RowFault(rule: "wrong_type", message: "'\(columns.keys[group])' is not a list of texts")
        }
        var start = text.upperBound
        let members = ends.map { end in
            defer { start = Int(end) }
            return start..<Int(end)
        }
        return maker.makeGroup(text, members, of: bytes, line: line, into: &rows)
    }
}

extension JSONKind {
    /// For messages.
    fileprivate var name: String {
        switch self {
        case .missing: "missing"
        case .null: "null"
        case .string: "a text"
        case .integer, .double: "a number"
        case .bool: "true or false"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
