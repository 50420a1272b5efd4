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

    /// Fields that a row must have.
    var count: Int
    var fields: Fields
    /// Where the fields are in a row that lacks the label's; nil where rows must have it.
    var fieldsWithoutLabel: Fields?

    /// The places for a row of `found` fields; nil when the row is ragged.
    @inline(__always)
    func fields(among found: Int) -> Fields? {
        if found == count { return fields }
        return found == count - 1 ? fieldsWithoutLabel : nil
    }

    /// `3 columns`, or `2 or 3 columns`.
    var expected: String {
        let numbers = fieldsWithoutLabel == nil ? "\(count)" : "\(count - 1) or \(count)"
        return numbers + (count == 1 ? " column" : " columns")
    }
}

extension ColumnMap {
    /// - Parameter header: names in the file's first line; nil when the layout has no header.
    /// - Throws: what is missing, for a ``CorpusFileFailure`` at line 1.
    init(_ layout: CorpusLayout, labelled: Bool, header: [String]?) throws(ColumnFault) {
        let finder = ColumnFinder(layout: layout, header: header)
        fields = Fields()
        let needs = layout.shape.needs
        fields.first = try finder.place(needs.first)
        if let role = needs.second { fields.second = try finder.place(role) }
        if let role = needs.third { fields.third = try finder.place(role) }
        if layout.shape == .pair {
            fields.label = try labelled ? finder.place([.label]) : finder.placeIfAny(.label) ?? -1
        }
        count = layout.columnsCount ?? header?.count ?? finder.highest
        fieldsWithoutLabel = labelled || fields.label < 0 ? nil : fields.without(fields.label)
        let last = max(fields.first, fields.second, fields.third, fields.label)
        if last >= count {
            throw ColumnFault(reason: "a row has \(count) columns, but column \(last + 1) is asked for")
        }
    }

    /// For a file without any row.
    static let nothing = ColumnMap(count: 1, fields: Fields(first: 0))

    private init(count: Int, fields: Fields) {
        self.count = count
        self.fields = fields
    }
}

/// Why a layout does not fit a file, and what can be done.
struct ColumnFault: Error {
    var reason: String
    var hint: String?
}

extension ColumnMap.Fields {
    /// The same fields in a row in which the one at `gone` is left out.
    func without(_ gone: Int) -> Self {
        func moved(_ place: Int) -> Int { place > gone ? place - 1 : place }
        return Self(first: moved(first), second: moved(second), third: moved(third), label: -1)
    }
}

extension CorpusLayout.Shape {
    /// The columns that hold its texts; of several names for one the first that the layout has counts.
    var needs: (first: [CorpusLayout.ColumnRole], second: [CorpusLayout.ColumnRole]?, third: [CorpusLayout.ColumnRole]?)
    {
        switch self {
        case .pair: ([.a], [.b], nil)
        case .positives: ([.a], [.b, .positive], nil)
        case .triplet: ([.a], [.positive], [.negative])
        case .group: ([.text, .a], [.group], nil)
        case .sentences: ([.text, .a], nil, nil)
        }
    }
}

/// Finds a role's column by the layout and the file's header.
private struct ColumnFinder {
    let layout: CorpusLayout
    let header: [String]?

    /// The highest position that the layout names.
    var highest: Int { layout.columns.values.map(position).max() ?? 0 }

    func place(_ roles: [CorpusLayout.ColumnRole]) throws(ColumnFault) -> Int {
        guard let role = roles.first(where: { layout.columns[$0] != nil }) ?? roles.first,
            let column = layout.columns[role]
        else { throw ColumnFault(reason: "layout '\(layout.name)' names no column '\(roles[0].rawValue)'") }
        guard let place = place(of: column) else { throw missing(column) }
        return place
    }

    func placeIfAny(_ role: CorpusLayout.ColumnRole) -> Int? { layout.columns[role].flatMap(place) }

    private func place(of column: CorpusLayout.Column) -> Int? {
        switch column {
        case .position(let position): position > 0 ? position - 1 : nil
        case .name(let name): header?.firstIndex(of: name)
        }
    }

    private func position(_ column: CorpusLayout.Column) -> Int {
        if case .position(let position) = column { position } else { 0 }
    }

    private func missing(_ column: CorpusLayout.Column) -> ColumnFault {
        guard case .name(let name) = column else { return ColumnFault(reason: "columns are counted from 1") }
        guard let header else {
            let reason = "layout '\(layout.name)' names column '\(name)' but says that there is no header"
            return ColumnFault(reason: reason, hint: "Set header, or give the column's position.")
        }
        let found = header.map { "'\($0)'" }.joined(separator: ", ")
        let hint = Spelling.hint(for: name, among: header)
        return ColumnFault(reason: "no column '\(name)'; found: \(found)", hint: hint)
    }
}
