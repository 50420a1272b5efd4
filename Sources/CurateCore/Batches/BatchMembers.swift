/// The rows of a view as the placement into batches knows them: numbers, in a few arrays.
///
/// A row takes 24 bytes and 4 for each code: about 50 for a pair, 60 with four negatives.
public struct BatchMembers: Sendable {
    /// Names the row's record.
    public private(set) var ordinals: [Ordinal] = []
    /// The order in which rows would stand without batches.
    public private(set) var ranks: [UInt64] = []
    private(set) var types: [UInt32] = []
    private(set) var codes: [UInt32] = []
    /// For each row the ends of its own codes and of its negatives'.
    private(set) var ownEnds: [UInt32] = []
    private(set) var ends: [UInt32] = []

    public init() {}

    public var count: Int { ordinals.count }

    /// - Parameters:
    ///   - type: rows of different types never share a step.
    ///   - own: what the row stands for: two rows that share one are in conflict.
    ///   - negatives: what its negatives stand for: in conflict with another row that stands for it.
    public mutating func append(
        _ ordinal: Ordinal, rank: UInt64, type: UInt64, own: [UInt64], negatives: [UInt64]
    ) {
        ordinals.append(ordinal)
        ranks.append(rank)
        types.append(Self.short(type))
        codes += Set(own).sorted().map(Self.short)
        ownEnds.append(UInt32(codes.count))
        codes += Set(negatives).subtracting(own).sorted().map(Self.short)
        ends.append(UInt32(codes.count))
    }

    /// Two codes that come out as one by chance are kept apart without need, which costs nothing.
    private static func short(_ code: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (code ^ code >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 32)
    }

    func own(_ row: Int) -> ArraySlice<UInt32> { codes[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ownEnds[row])] }

    func negatives(_ row: Int) -> ArraySlice<UInt32> { codes[Int(ownEnds[row])..<Int(ends[row])] }

    /// Rows in the order of their ranks.
    func ranked(_ rows: some Sequence<Int>) -> [Int] {
        rows.sorted { (ranks[$0], ordinals[$0]) < (ranks[$1], ordinals[$1]) }
    }
}
