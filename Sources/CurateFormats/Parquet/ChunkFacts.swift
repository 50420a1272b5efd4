/// What the footer says of a column of a row group.
struct ChunkFacts {
    private let schema: ColumnSchema
    /// Values and what stands for one that is missing.
    private let entries: Int
    private let missing: Int
    private let bounds: (least: [UInt8], greatest: [UInt8])?
    /// Of the pages of values.
    var encoding = ParquetCode.Encoding.plain
    /// Bytes in the file.
    var bytes = 0
    /// Bytes before compression, headers included.
    var rawBytes = 0
    private var dictionaryBytes: Int?

    init(_ buffer: ColumnBuffer) {
        schema = buffer.schema
        entries = buffer.entries
        missing = buffer.missing
        bounds = buffer.bounds
    }

    /// All bytes so far are the dictionary's.
    mutating func endDictionary() { dictionaryBytes = bytes }

    /// - Parameter offset: of the chunk in the file.
    func describe(at offset: Int, _ chunk: inout ThriftCompact) {
        chunk.long(2, 0)
        chunk.structure(3) { meta in
            meta.integer(1, schema.parquetType)
            meta.integers(2, encodings.map(\.rawValue))
            meta.texts(3, schema.parquetPath)
            meta.integer(4, ParquetCode.zstd)
            meta.long(5, entries)
            meta.long(6, rawBytes)
            meta.long(7, bytes)
            meta.long(9, offset + (dictionaryBytes ?? 0))
            if dictionaryBytes != nil { meta.long(11, offset) }
            meta.structure(12, describeValues)
        }
    }

    private var encodings: [ParquetCode.Encoding] {
        encoding == .plain ? [.plain, .runLengths] : [.plain, .runLengths, encoding]
    }

    private func describeValues(_ statistics: inout ThriftCompact) {
        statistics.long(3, missing)
        guard let bounds else { return }
        statistics.binary(5, bounds.greatest)
        statistics.binary(6, bounds.least)
        statistics.flag(7, true)
        statistics.flag(8, true)
    }
}
