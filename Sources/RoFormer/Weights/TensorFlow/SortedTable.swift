internal import TensorBytes

/// A sorted table of keys and values, as LevelDB and TensorFlow's `.index` files have it.
///
/// Source: LevelDB's description of its table format. A footer points at a block of block handles, blocks hold keys without
/// the start that they share with the key before, and every block has a checksum.
struct SortedTable {
    /// In the order of keys.
    let rows: [(key: String, value: [UInt8])]

    /// Why a table is not read.
    struct Failure: Error { var message: String }

    private static let footerSize = 48
    private static let magic: UInt64 = 0xDB47_7524_8B80_FB57

    /// - Throws: ``Failure``, ``ByteReader/End``.
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= Self.footerSize else { throw ByteReader.End() }
        var footer = ByteReader(bytes, from: bytes.count - Self.footerSize)
        _ = try Self.handle(&footer)
        let index = try Self.handle(&footer)
        var mark = ByteReader(bytes, from: bytes.count - 8)
        guard try mark.number(8) == Self.magic else { throw Failure(message: "it does not end as an index does") }
        var rows: [(key: String, value: [UInt8])] = []
        for pointer in try Self.block(bytes, index) {
            var reader = ByteReader(pointer.value)
            rows += try Self.block(bytes, try Self.handle(&reader)).map {
                (String(decoding: $0.key, as: UTF8.self), $0.value)
            }
        }
        self.rows = rows
    }

    private typealias Handle = (start: Int, size: Int)

    private static func handle(_ reader: inout ByteReader) throws -> Handle {
        (try reader.varintCount(), try reader.varintCount())
    }

    /// Behind a block's content come a byte that tells how it is packed, and the checksum of both.
    private static func block(_ bytes: [UInt8], _ handle: Handle) throws -> [(key: [UInt8], value: [UInt8])] {
        guard handle.start <= bytes.count, handle.size <= bytes.count - handle.start - 5 else { throw ByteReader.End() }
        let end = handle.start + handle.size
        var trailer = ByteReader(bytes, from: end + 1)
        let stored = try trailer.number(4)
        let found = TensorBytes.maskedCRC32C(bytes.span.extracting(handle.start...end))
        guard UInt64(found) == stored else { throw Failure(message: "a block does not match its checksum") }
        guard bytes[end] == 0 else { throw Failure(message: "a block is packed, which TensorFlow does not do") }
        return try entries(Array(bytes[handle.start..<end]))
    }

    /// The last four bytes count the places, four bytes each before them, at which whole keys stand.
    private static func entries(_ block: [UInt8]) throws -> [(key: [UInt8], value: [UInt8])] {
        guard block.count >= 4 else { throw ByteReader.End() }
        var tail = ByteReader(block, from: block.count - 4)
        let restarts = try tail.count(4)
        guard restarts <= (block.count - 4) / 4 else { throw ByteReader.End() }
        var reader = ByteReader(Array(block.dropLast(4 + 4 * restarts)))
        var entries: [(key: [UInt8], value: [UInt8])] = []
        var key: [UInt8] = []
        while reader.left > 0 {
            let (shared, own, size) = (try reader.varintCount(), try reader.varintCount(), try reader.varintCount())
            guard shared <= key.count else { throw ByteReader.End() }
            key.removeLast(key.count - shared)
            key += try reader.take(own)
            entries.append((key, Array(try reader.take(size))))
        }
        return entries
    }
}
