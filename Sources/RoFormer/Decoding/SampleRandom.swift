/// Random numbers of one sample: the n-th depends on seed, sample and n alone.
///
/// The mixing function is that of SplitMix64 (Steele, Lea and Flood, 2014) over a counter.
struct SampleRandom {
    private let key: UInt64
    private var counter: UInt64 = 0

    init(seed: UInt64, sample: Int) {
        key = Self.mix(Self.mix(seed) ^ Self.mix(UInt64(sample) &+ 0x632B_E59B_D9B4_E019))
    }

    /// A number in 0..<1 with 53 random bits.
    mutating func unit() -> Double {
        counter &+= 1
        return Double(Self.mix(key &+ counter &* 0x9E37_79B9_7F4A_7C15) >> 11) * 0x1p-53
    }

    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
