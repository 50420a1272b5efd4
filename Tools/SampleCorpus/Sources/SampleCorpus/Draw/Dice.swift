/// A counter-based source of random numbers: every value is a pure function of a key and a counter.
///
/// The key is derived from a seed and a path of names and numbers, so two places that draw never disturb each other
/// and a result does not depend on the order in which other results were made.
public struct Dice: Sendable {
    private let key: UInt64
    private var counter: UInt64 = 0

    /// Dice keyed by a seed alone.
    public init(seed: UInt64) {
        key = Dice.mix(seed ^ 0x5851_F42D_4C95_7F2D)
    }

    private init(key: UInt64) {
        self.key = key
    }

    /// Independent dice for a named purpose.
    public func branch(_ name: String) -> Dice {
        Dice(key: Dice.mix(key ^ Dice.hash(name)))
    }

    /// Independent dice for a numbered item.
    public func branch(_ number: Int) -> Dice {
        Dice(key: Dice.mix(key &+ UInt64(bitPattern: Int64(number)) &* 0xD134_2543_DE82_EF95))
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        counter &+= 1
        return Dice.mix(key &+ counter &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A number in `0 ..< bound`.
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "a die needs at least one side")
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True with a probability of `share` in a thousand.
    public mutating func chance(_ share: Int) -> Bool {
        below(1000) < share
    }

    /// One of the items.
    public mutating func pick<Item>(_ items: [Item]) -> Item {
        items[below(items.count)]
    }

    /// The items in random order (Fisher-Yates).
    public mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
        var items = items
        for last in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(last, below(last + 1))
        }
        return items
    }

    /// FNV-1a over the UTF-8 bytes of a text: the same on every machine and in every run.
    public static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    /// SplitMix64's finalizer.
    private static func mix(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
