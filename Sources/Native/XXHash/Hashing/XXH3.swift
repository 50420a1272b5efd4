import CXXHash

/// XXH3 hashes: fast, the same on every machine, and not meant against an adversary.
public enum XXH3 {
    /// Version of the xxHash compiled in, such as "0.8.1".
    public static var version: String { String(cString: cxxhash_version()) }

    /// The 64-bit hash of `bytes`.
    public static func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { cxxhash64($0.baseAddress, $0.count, seed) }
    }

    /// The 128-bit hash of `bytes`.
    public static func hash128(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> Digest128 {
        bytes.withUnsafeBytes { Digest128(cxxhash128($0.baseAddress, $0.count, seed)) }
    }

    /// The 64-bit hash of two words, as of their 16 little-endian bytes: combines hashes, order included.
    public static func hash64(_ first: UInt64, _ second: UInt64, seed: UInt64 = 0) -> UInt64 {
        withUnsafeBytes(of: (first.littleEndian, second.littleEndian)) { cxxhash64($0.baseAddress, $0.count, seed) }
    }

    /// The 64-bit hash of every row of a column: row i is `bytes[ends[i - 1]..<ends[i]]`, the first from 0.
    ///
    /// `ends` must not decrease nor exceed `bytes.count`.
    public static func hash64(bytes: [UInt8], ends: [UInt32], seed: UInt64 = 0) -> [UInt64] {
        checkEnds(ends, of: bytes)
        return bytes.withUnsafeBufferPointer { bytes in
            [UInt64](unsafeUninitializedCapacity: ends.count) { hashes, filled in
                cxxhash64_rows(bytes.baseAddress, ends, ends.count, seed, hashes.baseAddress)
                filled = ends.count
            }
        }
    }

    /// The 128-bit hash of every row of a column; see `hash64(bytes:ends:seed:)`.
    public static func hash128(bytes: [UInt8], ends: [UInt32], seed: UInt64 = 0) -> [Digest128] {
        checkEnds(ends, of: bytes)
        return bytes.withUnsafeBufferPointer { bytes in
            [Digest128](unsafeUninitializedCapacity: ends.count) { hashes, filled in
                // A digest is the same two words in the same order.
                let halves = UnsafeMutableRawPointer(hashes.baseAddress)?.assumingMemoryBound(to: cxxhash_128.self)
                cxxhash128_rows(bytes.baseAddress, ends, ends.count, seed, halves)
                filled = ends.count
            }
        }
    }

    /// Rows are read without further checks.
    private static func checkEnds(_ ends: [UInt32], of bytes: [UInt8]) {
        var start: UInt32 = 0
        for end in ends {
            precondition(end >= start, "row ends must not decrease")
            start = end
        }
        precondition(Int(start) <= bytes.count, "a row ends beyond the column's bytes")
    }
}

extension Digest128 {
    init(_ hash: cxxhash_128) {
        self.init(high: hash.high, low: hash.low)
    }
}
