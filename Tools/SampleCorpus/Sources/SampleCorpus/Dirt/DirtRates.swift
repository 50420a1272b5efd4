/// How many lines of each kind of dirt a split gets.
enum DirtRates {
    /// The number of lines of a kind, given the number of clean lines.
    static func count(_ kind: DirtKind, _ split: Split, clean: Int) -> Int {
        let rate = split == .train ? train[kind] : heldOut[kind]
        switch rate {
        case .perMille(let share): return (clean * share + 500) / 1000
        case .lines(let count): return count
        case nil: return 0
        }
    }

    private enum Rate {
        case perMille(Int)
        case lines(Int)
    }

    private static let train: [DirtKind: Rate] = [
        .exactDuplicate: .perMille(23), .swappedDuplicate: .perMille(11), .foldedDuplicate: .perMille(8),
        .nearDuplicate: .perMille(8), .labelConflict: .perMille(5), .closureBreak: .lines(9),
        .leakPair: .perMille(11), .leakSentence: .perMille(34), .identicalNegative: .lines(4),
        .trivialPositive: .perMille(60), .fullWidth: .perMille(12), .traditional: .perMille(12),
        .strayBlank: .perMille(8), .ideographicSpace: .perMille(3), .zeroWidth: .perMille(3),
        .htmlEntity: .perMille(3), .htmlTag: .lines(5), .mask: .perMille(5), .byteOrderMark: .lines(2),
        .carriageReturn: .lines(3), .raggedRow: .perMille(2), .badLabel: .lines(4), .emptyText: .lines(2),
        .longText: .lines(1), .nul: .lines(1), .invalidUTF8: .lines(2),
    ]

    private static let heldOut: [DirtKind: Rate] = [
        .exactDuplicate: .lines(3), .swappedDuplicate: .lines(1), .foldedDuplicate: .lines(2),
        .nearDuplicate: .lines(2), .labelConflict: .lines(1), .closureBreak: .lines(1),
        .identicalNegative: .lines(1), .trivialPositive: .perMille(52), .fullWidth: .lines(6),
        .traditional: .lines(5), .strayBlank: .lines(4), .ideographicSpace: .lines(2), .zeroWidth: .lines(2),
        .htmlEntity: .lines(1), .htmlTag: .lines(1), .mask: .lines(3),
    ]

    /// How many dev rows come again in test.
    static let devInTest = 3
}
