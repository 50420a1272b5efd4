import CurateCore

/// Why a layout does not fit a file, and what can be done.
struct ColumnFault: Error {
    var reason: String
    var hint: String?
}

extension ColumnMap {
    /// For a file without any row.
    static let nothing = ColumnMap(count: 1, fields: Fields(first: 0))

    /// - Parameter header: names in the file's first line; nil when the layout has no header.
    /// - Throws: what is missing, for a ``CorpusFileFailure`` at line 1.
    init(_ layout: CorpusLayout, labelled: Bool, header: [String]?) throws(ColumnFault) {
        let finder = ColumnFinder(layout: layout, header: header)
        fields = Fields()
        let needs = layout.shape.needs
        fields.first = try finder.place(of: needs.first)
        if let role = needs.second { fields.second = try finder.place(of: role) }
        if let role = needs.third { fields.third = try finder.place(of: role) }
        if layout.shape == .pair { fields.label = try finder.labelPlace(labelled) }
        count = layout.columnsCount ?? header?.count ?? finder.highest
        fieldsWithoutLabel = labelled || fields.label < 0 ? nil : fields.without(fields.label)
        for condition in layout.only {
            let place = try finder.place(condition.column)
            conditions.append(Condition(place: place, value: Array(condition.value.utf8)))
        }
        try checkPlaces()
    }

    private func checkPlaces() throws(ColumnFault) {
        let places = [fields.first, fields.second, fields.third, fields.label] + conditions.map(\.place)
        guard let last = places.max(), last >= count else { return }
        throw ColumnFault(reason: "a row has \(count) columns, but column \(last + 1) is asked for")
    }
}

extension CorpusLayout.Shape {
    /// The columns that hold its texts.
    var needs: (first: CorpusLayout.ColumnRole, second: CorpusLayout.ColumnRole?, third: CorpusLayout.ColumnRole?) {
        switch self {
        case .pair, .positives: (.a, .b, nil)
        case .triplet: (.a, .positive, .negative)
        case .group, .answers: (.text, .group, nil)
        case .sentences: (.text, nil, nil)
        }
    }
}

/// Finds columns by the layout and the file's header.
private struct ColumnFinder {
    let layout: CorpusLayout
    let header: [String]?

    /// The highest position that the layout names.
    var highest: Int {
        let columns = Array(layout.columns.values) + layout.only.map(\.column)
        return columns.map(\.position).max() ?? 0
    }

    func place(of role: CorpusLayout.ColumnRole) throws(ColumnFault) -> Int {
        guard let column = layout.columns[role] else { throw .unnamed(role, in: layout) }
        return try place(column)
    }

    /// -1 where there is none and none is needed.
    func labelPlace(_ labelled: Bool) throws(ColumnFault) -> Int {
        if labelled { return try place(of: .label) }
        return layout.columns[.label].flatMap(find) ?? -1
    }

    func place(_ column: CorpusLayout.Column) throws(ColumnFault) -> Int {
        guard let place = find(column) else { throw missing(column) }
        return place
    }

    private func find(_ column: CorpusLayout.Column) -> Int? {
        switch column {
        case .position(let position): position > 0 ? position - 1 : nil
        case .name(let name): header?.firstIndex(of: name)
        }
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

extension ColumnFault {
    static func unnamed(_ role: CorpusLayout.ColumnRole, in layout: CorpusLayout) -> ColumnFault {
        ColumnFault(reason: "layout '\(layout.name)' names no column '\(role.rawValue)'")
    }
}

extension CorpusLayout.Column {
    fileprivate var position: Int {
        if case .position(let position) = self { position } else { 0 }
    }
}
