/// Reads bytes in order; what stands in files is little-endian.
struct ByteReader {
    /// The bytes end before what should follow.
    struct End: Error {}

    let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], from place: Int = 0) {
        precondition(place >= 0 && place <= bytes.count, "within the bytes")
        self.bytes = bytes
        self.place = place
    }

    var left: Int { bytes.count - place }

    mutating func byte() throws -> UInt8 {
        guard place < bytes.count else { throw End() }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, count <= left else { throw End() }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func skip(_ count: Int) throws { _ = try take(count) }

    /// An unsigned number of up to eight bytes.
    mutating func number(_ size: Int) throws -> UInt64 {
        try take(size).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// As ``number(_:)``, for sizes and places: one beyond what memory can hold counts as an end.
    mutating func count(_ size: Int) throws -> Int {
        guard let count = Int(exactly: try number(size)) else { throw End() }
        return count
    }

    /// Seven bits in each byte, the lowest first (LevelDB, Protocol Buffers).
    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try byte()
            if shift == 63 && byte > 1 { throw End() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw End()
    }

    mutating func varintCount() throws -> Int {
        guard let count = Int(exactly: try varint()) else { throw End() }
        return count
    }

    /// Up to a line feed, which is taken and left out.
    mutating func line() throws -> String {
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else { throw End() }
        defer { place = end + 1 }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }
}
