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

    init(_ layout: CorpusLayout, labelled: Bool) throws(ColumnFault) {
        let needs = layout.shape.needs
        first = try add(needs.first, layout)
        if let roles = needs.second {
            let place = try add(roles, layout)
            if layout.shape == .group { group = place } else { second = place }
        }
        if let roles = needs.third { third = try add(roles, layout) }
        if layout.shape == .pair && labelled { label = try add([.label], layout) }
    }

    private mutating func add(_ roles: [CorpusLayout.ColumnRole], _ layout: CorpusLayout) throws(ColumnFault) -> Int {
        guard let column = roles.lazy.compactMap({ layout.columns[$0] }).first else {
            throw ColumnFault(reason: "layout '\(layout.name)' names no column '\(roles[0].rawValue)'")
        }
        guard case .name(let key) = column else {
            let reason = "layout '\(layout.name)' gives a position for column '\(roles[0].rawValue)'"
            throw ColumnFault(reason: reason, hint: "In this format columns have names.")
        }
        if let place = keys.firstIndex(of: key) { return place }
        keys.append(key)
        return keys.count - 1
    }
}
