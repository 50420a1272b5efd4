import CurateCore
import JSONParsing

/// Some rows of a shard: the fields that were asked for, as text.
struct ShardCells {
    var bytes: [UInt8] = []
    /// For each row its number in the file, from 1, and where each field is; nil: missing or null.
    var rows: [(number: Int, fields: [Range<Int>?])] = []
}

/// Hands out the rows of a shard, some at a time.
protocol ShardCellSource {
    /// nil at the end.
    mutating func next() throws -> ShardCells?
}

/// The rows of JSON lines, compressed or not.
struct JSONLinesCells: ShardCellSource {
    private let path: String
    private var lines: LineCutter
    private let extractor: JSONRowExtractor
    private var rows = JSONRows()

    init(path: String, fields: [String]) throws {
        self.path = path
        let source = try TextSource(path: path, encoding: "utf-8")
        lines = LineCutter(TextBuffer(source), limits: ReadingLimits())
        extractor = JSONRowExtractor(fields: fields)
    }

    mutating func next() throws -> ShardCells? {
        guard let chunk = try lines.next() else { return nil }
        extractor.extract(chunk.bytes, into: &rows)
        var cells = ShardCells(bytes: rows.arena)
        for row in 0..<rows.count {
            let number = chunk.firstLine + rows.line(row)
            if let failure = rows.failure(row) { throw ShardFault(path: path, row: number, failure.message) }
            let fields = (0..<extractor.fields.count).map { field -> Range<Int>? in
                let kind = rows.kind(row, field)
                return kind == .missing || kind == .null ? nil : rows.range(row, field)
            }
            cells.rows.append((number, fields))
        }
        return cells
    }
}

/// The rows of a Parquet file.
struct ParquetCells: ShardCellSource {
    private let path: String
    private var rows: ParquetRowReader
    /// For each field its place among the columns that are read; nil: the file has no such column.
    private let places: [Int?]

    private static let bytes = 1 << 20

    init(path: String, fields: [String]) throws {
        self.path = path
        do {
            let file = try ParquetFile(path: path)
            let known = Set(file.footer.columns.map(\.name))
            let names = fields.filter(known.contains)
            rows = try ParquetRowReader(file, columns: names, groups: file.footer.groups)
            places = fields.map(names.firstIndex)
        } catch let failure as ParquetFailure {
            throw ShardFault(path: path, failure.reason)
        }
    }

    mutating func next() throws -> ShardCells? {
        var cells = ShardCells()
        do {
            while cells.bytes.count < Self.bytes, let found = try rows.next(into: &cells.bytes) {
                cells.rows.append((rows.row, places.map { $0.flatMap { found[$0] } }))
            }
        } catch let failure as ParquetFailure {
            throw ShardFault(path: path, row: rows.row + 1, failure.reason)
        }
        return cells.rows.isEmpty ? nil : cells
    }
}

/// A shard that cannot be read back.
public struct ShardFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var path: String
    /// From 1.
    public var row: Int?
    public var reason: String

    init(path: String, row: Int? = nil, _ reason: String) {
        (self.path, self.row, self.reason) = (path, row, reason)
    }

    public var description: String { path + (row.map { ":\($0)" } ?? "") + ": " + reason }
}
