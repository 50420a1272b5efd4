/// How LevelDB's tables write CRC-32C, so that a checksum of bytes that hold checksums is not special.
enum CRC32C {
    static func masked(_ checksum: UInt32) -> UInt32 {
        (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }
}
