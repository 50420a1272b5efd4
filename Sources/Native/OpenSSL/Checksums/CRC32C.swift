/// The Castagnoli checksum, by which TensorFlow guards its records and checkpoints.
///
/// Source: RFC 3720, appendix B.4 (polynomial 0x1EDC6F41, reflected); the masking is TensorFlow's
/// (`tensorflow/core/lib/hash/crc32c.h`).
public enum CRC32C {
    /// The checksum of `bytes`.
    public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var rest = ~UInt32(0)
        table.withUnsafeBufferPointer { table in
            for byte in bytes { rest = table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8 }
        }
        return ~rest
    }

    /// The checksum as it is stored, so that checksums of data that holds checksums stay good.
    public static func masked(_ checksum: UInt32) -> UInt32 { (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8 }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0x82F6_3B78 : rest >> 1 }
    }
}
