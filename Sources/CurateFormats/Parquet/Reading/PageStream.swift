import Compression

/// The pages of a column in a row group as they lie in the file; one is in memory at a time.
struct PageStream {
    private let file: ParquetFile
    private let name: String
    private let codec: Int
    private var offset: Int
    private let end: Int

    /// Larger pages are refused: they are unpacked in memory.
    private static let mostBytes = 256 << 20

    init(_ file: ParquetFile, group: ParquetFooter.Group, column: Int) {
        self.file = file
        name = file.footer.columns[column].name
        let chunk = group.chunks[column]
        (codec, offset, end) = (chunk.codec, chunk.offset, chunk.offset + chunk.bytes)
    }

    var isAtEnd: Bool { offset >= end }

    func damaged(_ what: String) -> ParquetFailure { .damaged("column '\(name)': \(what)") }

    mutating func next() throws -> (header: ThriftStructure, payload: [UInt8]) {
        var room = 4096
        while true {
            let bytes = try file.bytes(at: offset, count: min(room, end - offset))
            var reader = ThriftReader(bytes: bytes)
            if let header = reader.structure() {
                guard let size = header.number(3), size >= 0, size <= Self.mostBytes,
                    size <= end - offset - reader.place
                else { throw damaged("a page lies outside of its column") }
                let payload = try file.bytes(at: offset + reader.place, count: size)
                offset += reader.place + size
                return (header, payload)
            }
            guard room < min(end - offset, 16 << 20) else { throw damaged("a page's header cannot be understood") }
            room *= 16
        }
    }

    func unpack(_ packed: ArraySlice<UInt8>, size: Int?) throws -> [UInt8] {
        guard let size, (0...Self.mostBytes).contains(size) else { throw damaged("a page has no plausible size") }
        do {
            return try PageCodec.unpack(packed, codec: codec, size: size)
        } catch let failure as CompressionFailure {
            throw damaged("\(failure)")
        }
    }
}
