/// One line of a file in the making.
struct Line {
    /// Stable while lines are added and reordered.
    let id: Int
    /// The columns: two texts and a label, unless the row is ragged.
    var fields: [String]
    /// Bytes to write instead of the columns.
    var bytes: [UInt8]?
    /// What is wrong with the line, at most one thing.
    var dirt: Dirt?
    /// A line that dirt refers to must not get dirt of its own.
    var isReserved = false
    /// What the texts mean and how they differ, for lines made from a pair.
    let pair: Pair?

    init(id: Int, fields: [String], dirt: Dirt?, pair: Pair?) {
        self.id = id
        self.fields = fields
        self.dirt = dirt
        self.pair = pair
    }

    var first: String { fields[0] }
    var second: String { fields[1] }
    var label: String { fields[2] }
    var isPositive: Bool { fields.count == 3 && label == "1" }
    var isClean: Bool { dirt == nil && !isReserved && pair != nil }
}

/// The dirt of one line.
struct Dirt {
    let kind: DirtKind
    let note: String
    /// The line that this one repeats or contradicts.
    let of: Int?

    init(_ kind: DirtKind, _ note: String = "", of: Int? = nil) {
        self.kind = kind
        self.note = note
        self.of = of
    }
}
