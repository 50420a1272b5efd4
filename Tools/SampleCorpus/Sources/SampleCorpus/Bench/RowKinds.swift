/// Says of every row of a benchmark file whether it is a pair of its own or repeats an earlier one.
struct RowKinds: Sendable {
    /// What a row is.
    enum Kind: Equatable {
        /// A pair of its own.
        case fresh
        /// An earlier fresh row again, as it is.
        case copy(of: Int)
        /// An earlier fresh row again with its texts exchanged.
        case swapped(of: Int)
        /// An earlier fresh row again with other blanks.
        case spaced(of: Int)
    }

    private let dice: Dice

    init(dice: Dice) {
        self.dice = dice.branch("kinds")
    }

    /// What row `row` is: 5 % repeat an earlier row, 1 % differ from one by blanks.
    func kind(_ row: Int) -> Kind {
        var draw = dice.branch(row)
        let share = draw.below(1000)
        guard share < 60, row > 0 else { return .fresh }
        let source = freshRow(atOrBefore: draw.below(row))
        return share < 30 ? .copy(of: source) : share < 50 ? .swapped(of: source) : .spaced(of: source)
    }

    private func freshRow(atOrBefore row: Int) -> Int {
        var row = row
        while row > 0 {
            var draw = dice.branch(row)
            if draw.below(1000) >= 60 { break }
            row = draw.below(row)
        }
        return row
    }
}
