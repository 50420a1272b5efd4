import CurateCore

/// Which fields of a delimited row hold what its shape needs.
struct ColumnMap: Sendable, Hashable {
    /// Fields by index from 0; -1 where the shape needs none.
    struct Fields: Sendable, Hashable {
        var first = -1
        var second = -1
        var third = -1
        var label = -1
    }

    /// A value that rows of the corpus have in a field.
    struct Condition: Sendable, Hashable {
        var place: Int
        var value: [UInt8]
    }

    /// Fields that a row must have.
    var count: Int
    var fields: Fields
    /// Where the fields are in a row that lacks the label's; nil where rows must have it.
    var fieldsWithoutLabel: Fields?
    var conditions: [Condition] = []

    /// The places for a row of `found` fields; nil when the row is ragged.
    @inline(__always)
    func fields(among found: Int) -> Fields? {
        if found == count { return fields }
        return found == count - 1 ? fieldsWithoutLabel : nil
    }

    /// False when a row of `found` fields, as many as it must have, belongs to another corpus.
    @inline(__always)
    func wants(_ found: Int, _ value: (Int) -> ArraySlice<UInt8>) -> Bool {
        conditions.isEmpty || meetsConditions(found, value)
    }

    private func meetsConditions(_ found: Int, _ value: (Int) -> ArraySlice<UInt8>) -> Bool {
        let gone = found == count - 1 && fieldsWithoutLabel != nil ? fields.label : Int.max
        return conditions.allSatisfy { condition in
            let place = condition.place > gone ? condition.place - 1 : condition.place
            return value(place).elementsEqual(condition.value)
        }
    }

    /// `3 columns`, or `2 or 3 columns`.
    var expected: String {
        let numbers = fieldsWithoutLabel == nil ? "\(count)" : "\(count - 1) or \(count)"
        return numbers + (count == 1 ? " column" : " columns")
    }

    func raggedFault(found: Int) -> RowFault {
        RowFault(rule: "ragged_row", message: "\(found) \(found == 1 ? "column" : "columns"), expected \(expected)")
    }
}

extension ColumnMap.Fields {
    /// The same fields in a row in which the one at `gone` is left out.
    func without(_ gone: Int) -> Self {
        func moved(_ place: Int) -> Int { place > gone ? place - 1 : place }
        return Self(first: moved(first), second: moved(second), third: moved(third), label: -1)
    }

    @inline(__always)
    func cells(_ range: (Int) -> Range<Int>) -> RowCells {
        var cells = RowCells(first: range(first))
        if second >= 0 { cells.second = range(second) }
        if third >= 0 { cells.third = range(third) }
        if label >= 0 { cells.label = range(label) }
        return cells
    }
}
