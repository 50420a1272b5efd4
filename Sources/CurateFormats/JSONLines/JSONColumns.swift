import CurateCore

/// The keys that hold what a shape needs, and their places among the requested ones.
struct JSONColumns: Sendable {
    /// Each once.
    private(set) var keys: [String] = []
    private(set) var first = 0
    private(set) var second: Int?
    private(set) var third: Int?
    /// A group's list of texts.
    private(set) var group: Int?
    private(set) var label: Int?
    /// Values that rows of the corpus have.
    private(set) var conditions: [(place: Int, value: [UInt8])] = []

    init(_ layout: CorpusLayout, labelled: Bool) throws(ColumnFault) {
        let needs = layout.shape.needs
        first = try add(needs.first, layout)
        if let role = needs.second {
            let place = try add(role, layout)
            if layout.shape.hasList { group = place } else { second = place }
        }
        if let role = needs.third { third = try add(role, layout) }
        if layout.shape == .pair && labelled { label = try add(.label, layout) }
        for condition in layout.only {
            let place = try add(condition.column, "'only'", layout)
            conditions.append((place, Array(condition.value.utf8)))
        }
    }

    private mutating func add(_ role: CorpusLayout.ColumnRole, _ layout: CorpusLayout) throws(ColumnFault) -> Int {
        guard let column = layout.columns[role] else { throw .unnamed(role, in: layout) }
        return try add(column, "column '\(role.rawValue)'", layout)
    }

    private mutating func add(
        _ column: CorpusLayout.Column, _ what: String, _ layout: CorpusLayout
    ) throws(ColumnFault) -> Int {
        guard case .name(let key) = column else {
            let reason = "layout '\(layout.name)' gives a position for \(what)"
            throw ColumnFault(reason: reason, hint: "In this format columns have names.")
        }
        if let place = keys.firstIndex(of: key) { return place }
        keys.append(key)
        return keys.count - 1
    }
}
