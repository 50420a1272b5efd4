internal import CurateCore

/// What is known of a pair from its two texts alone.
struct PairTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// One text only.
    static let single = PairTraits(rawValue: 1 << 0)
    /// One text has one negation character more, and else the same characters.
    static let negation = PairTraits(rawValue: 1 << 1)
    /// The same characters in another order.
    static let wordOrder = PairTraits(rawValue: 1 << 2)
}

/// The records of a split without their texts: 41 bytes each.
///
/// Sentences are known by the 64-bit hash of their key, as closures know them.
struct RecordColumns: Sendable {
    var ordinals: [Ordinal] = []
    var a: [UInt64] = []
    /// Undefined for a single.
    var b: [UInt64] = []
    /// Hash of the pair of raw texts; unordered but on the NLI scale.
    var raw: [UInt64] = []
    var labels: [Label] = []
    var traits: [PairTraits] = []

    var count: Int { ordinals.count }

    func isSingle(_ row: Int) -> Bool { traits[row].contains(.single) }

    mutating func reserve(_ count: Int) {
        ordinals.reserveCapacity(count)
        a.reserveCapacity(count)
        b.reserveCapacity(count)
        raw.reserveCapacity(count)
        labels.reserveCapacity(count)
        traits.reserveCapacity(count)
    }

    mutating func append(_ other: RecordColumns) {
        ordinals += other.ordinals
        a += other.a
        b += other.b
        raw += other.raw
        labels += other.labels
        traits += other.traits
    }
}
