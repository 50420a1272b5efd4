import ByteScanning
import CurateCore
import TextNormalization

extension CorpusFile {
    func openParquet(_ maker: RecordMaker) throws -> sending Opened {
        guard !layout.shape.hasList else {
            throw failure("layout '\(layout.name)' has lists of texts, which need the format json or jsonl")
        }
        do {
            let columns = try FieldColumns(layout, labelled: labelled, hint: "In Parquet columns have names.")
            let file = try ParquetFile(path: path)
            let groups = file.footer.groups(in: segment ?? .whole)
            let rows = try ParquetRowReader(file, columns: columns.names, groups: groups)
            return (
                ParquetCutter(rows, path: path, limits: limits),
                FieldRecordParser(columns: columns, maker: maker, limits: limits)
            )
        } catch let fault as ColumnFault {
            throw failure(fault.reason, hint: fault.hint)
        } catch let fault as ParquetFailure {
            throw failure(fault.reason, hint: fault.hint)
        }
    }
}

/// Reads rows in order and hands them out many at a time; a piece's bytes are the cells one after the other.
struct ParquetCutter: ChunkCutter {
    private var rows: ParquetRowReader
    private let path: String
    private let limits: ReadingLimits
    private var failure: CorpusFileFailure?
    private(set) var bytesRead: UInt64 = 0

    init(_ rows: ParquetRowReader, path: String, limits: ReadingLimits) {
        self.rows = rows
        self.path = path
        self.limits = limits
    }

    mutating func next() throws -> TextChunk? {
        if let failure { throw failure }
        var chunk = TextChunk([], firstLine: rows.row + 1)
        do {
            while chunk.bytes.count < limits.chunkBytes, chunk.records.count < Self.mostRows {
                guard let cells = try rows.next(into: &chunk.bytes) else { break }
                chunk.records.append(FieldRecord(line: rows.row, fields: cells, isDamaged: false))
            }
        } catch let fault as ParquetFailure {
            failure = CorpusFileFailure(
                path: path, line: rows.row + 1, reason: fault.reason, hint: fault.hint)
        }
        if let failure, chunk.records.isEmpty { throw failure }
        if !ByteScanning.isUTF8(chunk.bytes.span) { chunk.markDamage() }
        bytesRead = rows.bytesRead
        return chunk.records.isEmpty ? nil : chunk
    }

    /// Cells may all be empty.
    private static let mostRows = 1 << 16
}

extension TextChunk {
    fileprivate mutating func markDamage() {
        for place in records.indices {
            records[place].isDamaged = records[place].fields.contains { cell in
                cell.map { TextNormalizer.firstInvalidUTF8(bytes.span.extracting($0)) != nil } ?? false
            }
        }
    }
}
