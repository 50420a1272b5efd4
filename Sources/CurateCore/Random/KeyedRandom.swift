/// A counter-based random generator: the n-th number is a function of seed, purpose, record and n, never of time,
/// thread or what was drawn before. Same plan and seed, same choices, on any number of machines.
///
/// The mixing step is the 128-bit multiply-and-fold of wyhash (Wang Yi, 2019, public domain), applied twice.
public struct KeyedRandom: RandomNumberGenerator, Sendable {
    @usableFromInline let key: UInt64
    @usableFromInline var counter: UInt64 = 0

    /// A generator for one record and one purpose, for example a stage's name.
    @inlinable
    public init(seed: UInt64, purpose: Purpose, record: RecordID) {
        key = Self.fold(Self.fold(seed ^ purpose.code, record.high), record.low)
    }

    @inlinable
    public init(seed: UInt64, purpose: Purpose, number: UInt64) {
        key = Self.fold(Self.fold(seed ^ purpose.code, 0x9E37_79B9_7F4A_7C15), number)
    }

    @inlinable
    public mutating func next() -> UInt64 {
        counter &+= 1
        return Self.fold(key, counter)
    }

    /// A number in 0..<1 with 53 random bits.
    @inlinable
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    @inlinable
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let first = (left ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
        let mixed = first.high ^ first.low
        let second = (mixed ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: left ^ 0x5899_65CC_7537_4CC3)
        return second.high ^ second.low ^ mixed
    }

    /// What a draw is for; two stages never share a stream.
    public struct Purpose: Sendable, Hashable {
        @usableFromInline let code: UInt64

        public init(_ name: String) {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            code = hash
        }
    }
}

extension KeyedRandom {
    /// The elements in random order. The standard library does not promise that its own order stays the same.
    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for last in elements.indices.dropFirst().reversed() {
            elements.swapAt(last, Int(next() % UInt64(last + 1)))
        }
        return elements
    }
}
