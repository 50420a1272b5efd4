/// What a Parquet file's footer tells: its columns, and where in the file each row group has them.
///
/// Source: `parquet.thrift` of the Parquet format, 2.10.
struct ParquetFooter {
    struct Column: Hashable {
        var name: String
        /// nil: why this column cannot be read is in ``fault``.
        var type: ParquetType?
        var isOptional: Bool
        var fault: String?
        /// How deep its values lie below groups.
        var nesting = Nesting()
    }

    /// How many elements above a value, itself included, may be missing or repeat.
    struct Nesting: Hashable {
        /// The level at which a value is there.
        var definition = 0
        var repetition = 0
        /// The definition level from which on the innermost list has an entry, which may be a missing value.
        var entry = 0

        func inside(_ repetition: Int?) -> Nesting {
            var inner = self
            if repetition == 1 || repetition == 2 { inner.definition += 1 }
            if repetition == 2 { (inner.repetition, inner.entry) = (inner.repetition + 1, inner.definition) }
            return inner
        }
    }

    struct Chunk {
        var offset: Int
        var bytes: Int
        var codec: Int
    }

    struct Group {
        var rows: Int
        /// Rows before it.
        var firstRow: Int
        /// One for each column.
        var chunks: [Chunk]

        var offset: Int { chunks.map(\.offset).min() ?? 0 }
        var bytes: Int { (chunks.map { $0.offset + $0.bytes }.max() ?? 0) - offset }
    }

    let rows: Int
    let columns: [Column]
    let groups: [Group]

    /// - Parameter size: of the file.
    init(_ bytes: [UInt8], fileSize size: Int) throws {
        var reader = ThriftReader(bytes: bytes)
        guard let metadata = reader.structure(), let schema = metadata.structures(2),
            let groups = metadata.structures(4)
        else { throw ParquetFailure.damaged("its footer cannot be understood") }
        columns = try SchemaReader(schema).columns()
        var found: [Group] = []
        var rows = 0
        for group in groups {
            found.append(try Self.group(group, columns.count, firstRow: rows, size))
            rows += found.last?.rows ?? 0
        }
        guard metadata.number(3) == rows else { throw ParquetFailure.damaged("row groups are missing") }
        (self.groups, self.rows) = (found, rows)
    }

    private static func group(
        _ group: ThriftStructure, _ columns: Int, firstRow: Int, _ size: Int
    ) throws -> Group {
        guard let rows = group.number(3), rows >= 0, rows <= Int(UInt32.max) - firstRow,
            let chunks = group.structures(1), chunks.count == columns
        else { throw ParquetFailure.damaged("a row group cannot be understood") }
        return Group(rows: rows, firstRow: firstRow, chunks: try chunks.map { try chunk($0, size) })
    }

    private static func chunk(_ chunk: ThriftStructure, _ size: Int) throws -> Chunk {
        if chunk.has(1) { throw ParquetFailure.foreign("columns in other files") }
        if chunk.has(8) || chunk.has(9) { throw ParquetFailure.foreign("encrypted columns") }
        guard let meta = chunk.structure(3), let codec = meta.number(4), let bytes = meta.number(7),
            let pages = meta.number(9)
        else { throw ParquetFailure.damaged("a column cannot be understood") }
        let dictionary = meta.number(11).flatMap { $0 > 0 ? $0 : nil } ?? pages
        let offset = min(pages, dictionary)
        guard offset >= 0, bytes >= 0, offset <= size, bytes <= size - offset else {
            throw ParquetFailure.damaged("a column lies outside of the file")
        }
        return Chunk(offset: offset, bytes: bytes, codec: codec)
    }
}

/// How values of a column are stored.
enum ParquetType: Int {
    case flag = 0
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
    case text = 6
}

/// Walks the schema, a tree in depth-first order, for its leaves.
private struct SchemaReader {
    private let elements: [ThriftStructure]
    private var next = 1

    init(_ elements: [ThriftStructure]) { self.elements = elements }

    func columns() throws -> [ParquetFooter.Column] {
        var walk = self
        var columns: [ParquetFooter.Column] = []
        guard let count = elements.first?.number(5) else { throw ParquetFailure.damaged("it has no schema") }
        for _ in 0..<max(0, min(count, elements.count)) { try walk.element(nil, .init(), depth: 0, into: &columns) }
        return columns
    }

    /// - Parameter parent: the name of the column of the table in which it lies.
    private mutating func element(
        _ parent: String?, _ nesting: ParquetFooter.Nesting, depth: Int, into columns: inout [ParquetFooter.Column]
    ) throws {
        guard next < elements.count, depth < 32, let name = elements[next].text(4) else {
            throw ParquetFailure.damaged("its schema cannot be understood")
        }
        let element = elements[next]
        next += 1
        let inner = nesting.inside(element.number(3))
        if let children = element.number(5), children > 0 {
            for _ in 0..<min(children, elements.count) {
                try self.element(parent ?? name, inner, depth: depth + 1, into: &columns)
            }
        } else {
            columns.append(Self.leaf(element, name, parent, inner))
        }
    }

    private static func leaf(
        _ element: ThriftStructure, _ name: String, _ parent: String?, _ nesting: ParquetFooter.Nesting
    ) -> ParquetFooter.Column {
        let repetition = element.number(3)
        var column = ParquetFooter.Column(
            name: parent ?? name, type: element.number(1).flatMap(ParquetType.init), isOptional: repetition == 1,
            nesting: nesting)
        let isDecimal = element.number(6) == 5 || element.structure(10)?.has(5) ?? false
        if parent != nil || repetition == 2 {
            column.fault = "lists or structures"
        } else if column.type == nil || isDecimal {
            column.fault = "values that are neither texts nor numbers"
        }
        return column
    }
}
