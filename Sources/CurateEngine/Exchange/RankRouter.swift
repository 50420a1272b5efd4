internal import CurateCore
internal import CuratePlan

/// Gives every record its rank in the final order, and the partition that holds the ranks around it.
///
/// Training records of a shuffled plan rank by a keyed random number, which makes a uniform permutation; all others
/// rank by their place in the input. Partitions are ranges of ranks, so sorting each of them sorts the whole.
struct RankRouter: Sendable {
    let shuffled: Bool
    let seed: UInt64
    let partitions: Int
    /// For each file, its share of the input before it and its own, as places on a line of 2^32 points.
    private let fileStarts: [UInt64]
    private let fileLines: [UInt64]
    private let purpose = KeyedRandom.Purpose("shuffle")

    /// - Parameter lines: of each input file.
    init(_ plan: Plan, lines: [Int]) {
        shuffled = plan.shuffled
        seed = plan.seed
        partitions = plan.partitions
        fileLines = lines.map { UInt64(max(1, $0)) }
        var starts: [UInt64] = []
        var total: UInt64 = 0
        for lines in fileLines {
            starts.append(total)
            total += lines
        }
        fileStarts = starts + [max(1, total)]
    }

    /// The record's rank; records of equal rank follow each other by ordinal.
    func rank(_ id: RecordID, _ ordinal: Ordinal, role: Role) -> UInt64 {
        guard shuffled && role == .training else { return ordinal.packed }
        var random = KeyedRandom(seed: seed, purpose: purpose, record: id)
        return random.next()
    }

    func partition(_ id: RecordID, _ ordinal: Ordinal, role: Role) -> Int {
        if shuffled && role == .training { return Self.part(of: rank(id, ordinal, role: role), among: partitions) }
        guard ordinal.file < fileLines.count else { return partitions - 1 }
        let line = min(UInt64(ordinal.line), fileLines[ordinal.file])
        let place = fileStarts[ordinal.file] + line
        return min(partitions - 1, Int(place * UInt64(partitions) / (fileStarts.last ?? 1)))
    }

    /// Cuts the space of 64-bit numbers into equal ranges.
    static func part(of number: UInt64, among parts: Int) -> Int {
        Int(number.multipliedFullWidth(by: UInt64(parts)).high)
    }
}
