internal import Compression
public import CurateCore

/// A view as a Parquet file: row groups of bounded size, zstd pages, dictionaries for columns of few values, and
/// bounds and counts of missing values for every column.
///
/// Source: the Parquet format, 2.10 (`README.md`, `parquet.thrift`, `Encodings.md`); data pages of version 1, which all
/// readers know.
public struct ParquetShard: ShardEncoder {
    private struct RowGroup {
        var rows: Int
        var offset: Int
        var chunks: [(offset: Int, facts: ChunkFacts)]
    }

    private let view: any TableMaking
    private let level: Int?
    private var compressor: BlockCompressor?
    private let groupRows: Int
    private var buffers: [ColumnBuffer]
    private var groups: [RowGroup] = []
    /// Bytes of the file so far.
    private var written = 0

    /// Bytes of a row group in memory, at most about.
    private static let groupBytes = 8 << 20

    /// - Parameters:
    ///   - level: of zstd.
    ///   - groupRows: rows of a row group at most.
    public init(_ view: any TableMaking, level: Int? = nil, groupRows: Int = 65_536) {
        self.view = view
        self.level = level
        self.groupRows = groupRows
        buffers = view.columns.map(ColumnBuffer.init)
    }

    public mutating func append(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) throws {
        open(&output)
        var start = rows.lowerBound
        while start < rows.upperBound {
            let part = start..<min(rows.upperBound, start + groupRows - buffers[0].rows)
            let table = view.table(batch, rows: part, roster: roster)
            for column in buffers.indices { buffers[column].append(table.columns[column]) }
            start = part.upperBound
            let footprint = buffers.reduce(0) { $0 + $1.footprint }
            if buffers[0].rows >= groupRows || footprint >= Self.groupBytes { try closeGroup(&output) }
        }
    }

    public mutating func finish(into output: inout [UInt8]) throws {
        open(&output)
        try closeGroup(&output)
        let footer = self.footer
        output += footer
        output.append(littleEndian: UInt32(footer.count))
        output += ParquetCode.magic
    }

    private mutating func open(_ output: inout [UInt8]) {
        guard written == 0 else { return }
        output += ParquetCode.magic
        written = ParquetCode.magic.count
    }

    private mutating func closeGroup(_ output: inout [UInt8]) throws {
        let rows = buffers[0].rows
        guard rows > 0 else { return }
        let compressor = try self.compressor ?? BlockCompressor(level: level)
        self.compressor = compressor
        var group = RowGroup(rows: rows, offset: written, chunks: [])
        for column in buffers.indices {
            let chunk = try ColumnChunk(buffers[column], compressor)
            group.chunks.append((written, chunk.facts))
            output += chunk.bytes
            written += chunk.bytes.count
            buffers[column].removeAll()
        }
        groups.append(group)
    }

    private var footer: [UInt8] {
        var footer = ThriftCompact()
        footer.integer(1, 2)
        footer.structures(2, [.root(view.columns.count)] + view.columns.flatMap(ParquetElement.all)) {
            $1.describe(&$0)
        }
        footer.long(3, groups.reduce(0) { $0 + $1.rows })
        footer.structures(4, Array(groups.enumerated())) { element, group in
            Self.describe(group.element, number: group.offset, &element)
        }
        footer.binary(6, "curate".utf8)
        // Bounds of every column are in the order of its type.
        footer.structures(7, view.columns) { order, _ in order.structure(1) { _ in } }
        footer.end()
        return footer.bytes
    }

    private static func describe(_ group: RowGroup, number: Int, _ element: inout ThriftCompact) {
        element.structures(1, group.chunks) { $1.facts.describe(at: $1.offset, &$0) }
        element.long(2, group.chunks.reduce(0) { $0 + $1.facts.rawBytes })
        element.long(3, group.rows)
        element.long(5, group.offset)
        element.long(6, group.chunks.reduce(0) { $0 + $1.facts.bytes })
        element.short(7, Int16(truncatingIfNeeded: number))
    }
}
