internal import Hashing

/// What stands for a text, or for things made of texts: 128 bits, equal exactly when what they stand for is equal.
///
/// With 10^9 texts the chance that any two share their digest is below 10^-20.
typealias Digest = Digest128

extension Digest {
    /// Another `seed` makes an unrelated digest of the same text.
    init(of bytes: Span<UInt8>, seed: UInt64 = 0) { self = XXH3.hash128(bytes, seed: seed) }

    /// This digest with a number mixed in: a label, a space of comparison.
    func mixed(with number: UInt64) -> Digest {
        Digest(high: XXH3.hash64(high, number, seed: 2), low: XXH3.hash64(low, number, seed: 3))
    }

    /// The digest of two things in this order.
    func followed(by other: Digest) -> Digest {
        Digest(high: XXH3.hash64(high, other.high), low: XXH3.hash64(low, other.low, seed: 1))
    }
}
