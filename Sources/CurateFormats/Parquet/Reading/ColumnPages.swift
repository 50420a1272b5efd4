import CurateCore

/// The values of a data page, as text, and which rows have one.
struct ColumnPage {
    var rows: Int
    /// For each row 1 where there is a value; nil: all have one.
    var levels: [UInt32]?
    var values: TextColumn
    /// For each value its place in ``values``; nil: they are in order.
    var picks: [UInt32]?
}

/// Reads the pages of a column in a row group, one after the other; one is in memory at a time, and the dictionary.
struct ColumnPages {
    private let column: ParquetFooter.Column
    private var stream: PageStream
    private var rowsLeft: Int
    private var dictionary: TextColumn?

    private static let mostRows = 1 << 24

    init(_ file: ParquetFile, group: ParquetFooter.Group, column: Int) {
        self.column = file.footer.columns[column]
        stream = PageStream(file, group: group, column: column)
        rowsLeft = group.rows
    }

    /// nil behind the last row.
    mutating func next() throws -> ColumnPage? {
        while rowsLeft > 0 {
            let (header, payload) = try stream.next()
            switch header.number(1) {
            case 0: return try data(header, payload)
            case 2: try readDictionary(header, payload)
            case 3: return try dataOfVersion2(header, payload)
            default: continue
            }
        }
        return nil
    }

    private func damaged(_ what: String) -> ParquetFailure { stream.damaged(what) }

    private mutating func readDictionary(_ header: ThriftStructure, _ payload: [UInt8]) throws {
        guard let entries = header.structure(7)?.number(1), (0...Self.mostRows).contains(entries) else {
            throw damaged("its dictionary cannot be understood")
        }
        let bytes = try stream.unpack(payload[...], size: header.number(2))
        dictionary = try plain(bytes[...], count: entries)
    }

    private mutating func data(_ header: ThriftStructure, _ payload: [UInt8]) throws -> ColumnPage {
        guard let about = header.structure(5), let rows = about.number(1) else { throw damaged("a page has no rows") }
        try take(rows)
        let bytes = try stream.unpack(payload[...], size: header.number(2))
        guard column.isOptional else { return try page(about.number(2), bytes[...], rows, levels: nil) }
        guard about.number(3) == 3 else { throw ParquetFailure.foreign("levels that are bit-packed") }
        guard bytes.count >= 4 else { throw damaged("a page is too short") }
        let length = bytes[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= bytes.count - 4 else { throw damaged("a page is too short") }
        let levels = try levels(bytes[4..<4 + length], rows)
        return try page(about.number(2), bytes[(4 + length)...], rows, levels: levels)
    }

    private mutating func dataOfVersion2(_ header: ThriftStructure, _ payload: [UInt8]) throws -> ColumnPage {
        guard let about = header.structure(8), let rows = about.number(1), let length = about.number(5),
            let repetition = about.number(6), repetition == 0, length >= 0, length <= payload.count,
            let size = header.number(2), size >= length
        else { throw damaged("a page cannot be understood") }
        try take(rows)
        let levels = column.isOptional ? try levels(payload[..<length], rows) : nil
        let packed = payload[length...]
        let bytes = about.number(7) == 0 ? Array(packed) : try stream.unpack(packed, size: size - length)
        return try page(about.number(4), bytes[...], rows, levels: levels)
    }

    private mutating func take(_ rows: Int) throws {
        guard rows > 0, rows <= rowsLeft, rows <= Self.mostRows else {
            throw damaged("a page claims \(rows) rows where \(rowsLeft) are left")
        }
        rowsLeft -= rows
    }

    private func levels(_ bytes: ArraySlice<UInt8>, _ rows: Int) throws -> [UInt32] {
        guard let levels = RunLengths.decode(bytes, width: 1, count: rows), levels.allSatisfy({ $0 <= 1 }) else {
            throw damaged("which rows have a value cannot be understood")
        }
        return levels
    }

    private func page(
        _ encoding: Int?, _ bytes: ArraySlice<UInt8>, _ rows: Int, levels: [UInt32]?
    ) throws -> ColumnPage {
        let count = levels?.count { $0 == 1 } ?? rows
        switch encoding {
        case 0: return ColumnPage(rows: rows, levels: levels, values: try plain(bytes, count: count))
        case 2, 8:
            let (dictionary, picks) = try picks(bytes, count)
            return ColumnPage(rows: rows, levels: levels, values: dictionary, picks: picks)
        case 3 where column.type == .flag:
            guard bytes.count >= 4, let flags = RunLengths.decode(bytes.dropFirst(4), width: 1, count: count) else {
                throw damaged("a page's flags cannot be understood")
            }
            let values = TextColumn(flags.lazy.map { PlainValues.text(flag: $0 == 1) })
            return ColumnPage(rows: rows, levels: levels, values: values)
        default: throw ParquetFailure.foreign("column '\(column.name)' in the encoding \(encoding ?? -1)")
        }
    }

    private func picks(_ bytes: ArraySlice<UInt8>, _ count: Int) throws -> (TextColumn, [UInt32]) {
        guard let dictionary else { throw damaged("its dictionary is missing") }
        guard count > 0 else { return (dictionary, []) }
        guard let width = bytes.first, width <= 32,
            let picks = RunLengths.decode(bytes.dropFirst(), width: Int(width), count: count),
            picks.allSatisfy({ $0 < dictionary.count })
        else { throw damaged("a page's values are not in its dictionary") }
        return (dictionary, picks)
    }

    private func plain(_ bytes: ArraySlice<UInt8>, count: Int) throws -> TextColumn {
        guard let type = column.type, let values = PlainValues.read(bytes, type, count: count) else {
            throw damaged("a page has fewer values than it claims")
        }
        return values
    }
}
