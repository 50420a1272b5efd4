import CurateCore

/// The named fields that hold what a shape needs, and their places among the fields of a record: children and attributes
/// of an XML element, columns of a Parquet file.
struct FieldColumns: Sendable {
    private(set) var names: [String] = []
    private(set) var first = 0
    private(set) var second: Int?
    private(set) var third: Int?
    private(set) var label: Int?
    /// Values that rows of the corpus have.
    private(set) var conditions: [(place: Int, value: [UInt8])] = []

    private let hint: String

    /// - Parameter hint: what columns of this format are.
    init(_ layout: CorpusLayout, labelled: Bool, hint: String) throws(ColumnFault) {
        self.hint = hint
        let needs = layout.shape.needs
        first = try add(needs.first, layout)
        if let role = needs.second { second = try add(role, layout) }
        if let role = needs.third { third = try add(role, layout) }
        if layout.shape == .pair && labelled { label = try add(.label, layout) }
        for condition in layout.only {
            conditions.append((try add(condition.column, layout), Array(condition.value.utf8)))
        }
    }

    private mutating func add(_ role: CorpusLayout.ColumnRole, _ layout: CorpusLayout) throws(ColumnFault) -> Int {
        guard let column = layout.columns[role] else { throw .unnamed(role, in: layout) }
        return try add(column, layout)
    }

    private mutating func add(_ column: CorpusLayout.Column, _ layout: CorpusLayout) throws(ColumnFault) -> Int {
        guard case .name(let name) = column else {
            let reason = "layout '\(layout.name)' gives a position for a column"
            throw ColumnFault(reason: reason, hint: hint)
        }
        if let place = names.firstIndex(of: name) { return place }
        names.append(name)
        return names.count - 1
    }
}
