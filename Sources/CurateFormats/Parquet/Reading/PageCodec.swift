import Compression

/// Unpacks pages by the codec that their column names.
enum PageCodec {
    /// - Parameter size: bytes that must come out.
    static func unpack(_ packed: ArraySlice<UInt8>, codec: Int, size: Int) throws -> [UInt8] {
        switch codec {
        case 0:
            guard packed.count == size else { throw CompressionFailure.truncated(at: UInt64(packed.count)) }
            return Array(packed)
        case 1: return try SnappyBlock.unpack(packed, size: size)
        case 2: return try stream(packed, .gzip, size)
        case 6: return try stream(packed, .zstd, size)
        default: throw ParquetFailure.foreign("pages packed by \(name(codec))")
        }
    }

    private static func stream(_ packed: ArraySlice<UInt8>, _ format: CompressionFormat, _ size: Int) throws -> [UInt8]
    {
        let decompressor = Decompressor(format: format)
        var (bytes, rest) = ([UInt8](), packed)
        while bytes.count <= size {
            let before = bytes.count
            let room = size + 1 - before
            let taken = try decompressor.decompress(rest.span, limit: room, into: &bytes)
            rest = rest.dropFirst(taken)
            if rest.isEmpty, bytes.count - before < room { break }
        }
        try decompressor.finish()
        guard bytes.count == size else {
            throw CompressionFailure.corrupt(reason: "it does not unfold to \(size) bytes", at: UInt64(packed.count))
        }
        return bytes
    }

    private static func name(_ codec: Int) -> String {
        let names = [3: "LZO", 4: "Brotli", 5: "LZ4", 7: "LZ4"]
        return names[codec] ?? "an unknown codec (\(codec))"
    }
}
