import Compression

/// A column of a row group as it lies in the file: a dictionary where one pays, then pages of values.
struct ColumnChunk {
    private(set) var bytes: [UInt8] = []
    private(set) var facts: ChunkFacts

    /// Rows of a page at most: about a mebibyte of short sentences.
    private static let pageRows = 16_384
    private static let pageLists = 4096
    /// The most different values that a dictionary holds.
    private static let dictionaryEntries = 4096

    init(_ buffer: ColumnBuffer, _ compressor: BlockCompressor) throws {
        facts = ChunkFacts(buffer)
        if buffer.schema.repeats, let found = buffer.dictionary(most: Self.dictionaryEntries) {
            try appendDictionary(found.entries, compressor)
            try appendPages(buffer, .dictionary, compressor) { values, page in
                let width = RunLengths.width(entries: found.entries.count)
                page.append(UInt8(width))
                RunLengths.encode(found.indices[values], width: width, into: &page)
            }
        } else {
            try appendPages(buffer, .plain, compressor) { values, page in buffer.plain(values, into: &page) }
        }
    }

    private mutating func appendDictionary(_ entries: ColumnBuffer, _ compressor: BlockCompressor) throws {
        var page: [UInt8] = []
        entries.plain(0..<entries.count, into: &page)
        try append(.dictionary, page, compressor) { header in
            header.structure(7) {
                $0.integer(1, Int32(entries.count))
                $0.integer(2, ParquetCode.Encoding.plain.rawValue)
            }
        }
        facts.endDictionary()
    }

    private mutating func appendPages(
        _ buffer: ColumnBuffer, _ encoding: ParquetCode.Encoding, _ compressor: BlockCompressor,
        _ encode: (Range<Int>, inout [UInt8]) -> Void
    ) throws {
        facts.encoding = encoding
        var (row, value) = (0, 0)
        while row < buffer.rows {
            let rows = row..<min(buffer.rows, row + (buffer.schema.isList ? Self.pageLists : Self.pageRows))
            var page: [UInt8] = []
            let entries = buffer.schema.isList ? buffer.ends.values(rows) : rows
            let values = value..<value + Self.appendLevels(buffer, entries, to: &page)
            encode(values, &page)
            try append(.data, page, compressor) { header in
                header.structure(5) {
                    $0.integer(1, Int32(entries.count))
                    $0.integer(2, encoding.rawValue)
                    $0.integer(3, ParquetCode.Encoding.runLengths.rawValue)
                    $0.integer(4, ParquetCode.Encoding.runLengths.rawValue)
                }
            }
            (row, value) = (rows.upperBound, values.upperBound)
        }
    }

    /// - Returns: how many of the entries are values.
    private static func appendLevels(_ buffer: ColumnBuffer, _ entries: Range<Int>, to page: inout [UInt8]) -> Int {
        if buffer.schema.isList { append(buffer.repetitions[entries], to: &page) }
        guard buffer.schema.isOptional || buffer.schema.isList else { return entries.count }
        append(buffer.levels[entries], to: &page)
        return buffer.levels[entries].count { $0 == 1 }
    }

    private static func append(_ levels: ArraySlice<UInt32>, to page: inout [UInt8]) {
        var bytes: [UInt8] = []
        RunLengths.encode(levels, width: 1, into: &bytes)
        page.append(littleEndian: UInt32(bytes.count))
        page += bytes
    }

    private mutating func append(
        _ kind: ParquetCode.Page, _ page: [UInt8], _ compressor: BlockCompressor,
        _ fields: (inout ThriftCompact) -> Void
    ) throws {
        let packed = try compressor.compress(page)
        var header = ThriftCompact()
        header.integer(1, kind.rawValue)
        header.integer(2, Int32(page.count))
        header.integer(3, Int32(packed.count))
        fields(&header)
        header.end()
        bytes += header.bytes
        bytes += packed
        facts.rawBytes += header.bytes.count + page.count
        facts.bytes = bytes.count
    }
}
