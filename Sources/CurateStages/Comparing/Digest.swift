/// 128 bits that stand for a text or for a pair of texts; equal exactly when what they stand for is equal, for any
/// number of records that a machine can hold.
struct Digest: Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A digest of a text; another `seed` makes an unrelated one.
    init(of bytes: Span<UInt8>, seed: UInt64 = 0) {
        var first = seed ^ 0x9E37_79B9_7F4A_7C15
        var second = ~seed &* 0xD6E8_FEB8_6659_FD93
        var offset = 0
        while offset < bytes.count {
            let word = Self.word(bytes, offset)
            first = Self.fold(first ^ word, 0xA076_1D64_78BD_642F)
            second = Self.fold(second &+ word, 0xE703_7ED1_A0B4_28DB)
            offset += 8
        }
        let length = UInt64(bytes.count)
        high = Self.fold(first ^ length, 0x8EBC_6AF0_9C88_C6E3)
        low = Self.fold(second ^ length, 0x5899_65CC_7537_4CC3)
    }

    /// This digest with a number mixed in: a label, a place in an order.
    func mixed(with number: UInt64) -> Digest {
        Digest(
            high: Self.fold(high ^ number, 0x9FB2_1C65_1E98_DF25), low: Self.fold(low &+ number, 0xC2B2_AE3D_27D4_EB4F))
    }

    /// A digest of two things in this order.
    func followed(by other: Digest) -> Digest {
        Digest(
            high: Self.fold(high ^ 0x1656_67B1_9E37_79F9, other.high &+ low),
            low: Self.fold(low ^ 0x8525_1EBD_27D4_EB4F, other.low &+ high.byteSwapped))
    }

    /// Up to eight bytes from `offset`, the missing ones taken as 0.
    private static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in 0..<min(8, bytes.count - offset) { word |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
        return word
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right | 1)
        return product.high ^ product.low ^ (left << 29 | left >> 35)
    }
}

extension Digest: Comparable {
    static func < (left: Digest, right: Digest) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
