import CurateCore

/// Rows as a shard of MosaicML Streaming's format MDS, version 2.
///
/// Texts are of the encoding `str`, integers `int` or `int32`, numbers `float32`, lists of texts `json`, lists of
/// integers `ndarray:int64` or `ndarray:int32`. The format has no missing values: a text is then
/// empty, an integer -1, a number NaN.
///
/// Source: `streaming/base/format/mds/writer.py` and `encodings.py` of mosaicml-streaming.
public struct MDSShard: Sendable {
    public let columns: [ColumnSchema]
    /// The places of the columns in the order of their names, which is the order of the file.
    private let order: [Int]
    private var samples: [UInt8] = []
    private var ends: [Int] = []
    /// The description of the columns, which stands behind the places of the rows.
    private let config: [UInt8]

    /// - Parameter limit: bytes that a shard should not exceed; told to readers.
    public init(_ columns: [ColumnSchema], limit: Int) {
        self.columns = columns
        order = columns.indices.sorted { columns[$0].name < columns[$1].name }
        config = Array(MDSIndex.config(columns, order: order, limit: limit).utf8)
    }

    public var count: Int { ends.count }
    /// Bytes that the shard has so far.
    public var bytes: Int { headBytes + samples.count + 4 }

    public mutating func append(_ table: Table, _ row: Int) {
        var (sizes, data): ([UInt8], [UInt8]) = ([], [])
        for place in order {
            let start = data.count
            Self.append(table.columns[place], row, to: &data)
            if columns[place].mdsSize == nil { sizes.append(littleEndian: UInt32(data.count - start)) }
        }
        samples += sizes
        samples += data
        ends.append(samples.count)
    }

    private static func append(_ column: ColumnValues, _ row: Int, to data: inout [UInt8]) {
        switch column {
        case .texts(let texts): data += texts.bytes[texts.range(row)]
        case .optionalTexts(let texts): data += Array((texts[row] ?? "").utf8)
        case .integers(let integers): data.append(littleEndian: integers[row] ?? -1)
        case .words(let words): data.append(littleEndian: words[row])
        case .numbers(let numbers): data.append(littleEndian: (numbers[row] ?? .nan).bitPattern)
        case .lists(let values, let ends): append(values, ends.values(row), column, row, to: &data)
        }
    }

    private static func append(
        _ values: ColumnValues, _ places: Range<Int>, _ column: ColumnValues, _ row: Int, to data: inout [UInt8]
    ) {
        switch values {
        case .texts, .optionalTexts: column.appendJSON(row, to: &data)
        default:
            // The number of dimensions, which is 1, with the type of its size: unsigned, as short as it can be.
            let count = UInt64(places.count)
            let width = count <= 0xFF ? 0 : count <= 0xFFFF ? 1 : count <= 0xFFFF_FFFF ? 2 : 3
            data.append(UInt8(1 << 2 | width))
            for step in 0..<1 << width { data.append(UInt8(truncatingIfNeeded: count >> UInt64(8 * step))) }
            for place in places { append(values, place, to: &data) }
        }
    }

    /// The shard's bytes; it is empty behind.
    public mutating func take() -> [UInt8] {
        let head = head
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.count + samples.count)
        bytes += head
        bytes += samples
        samples.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        return bytes
    }

    private var headBytes: Int { 4 + 4 * (ends.count + 1) + config.count }

    private var head: [UInt8] {
        let base = headBytes
        var head: [UInt8] = []
        head.reserveCapacity(base)
        head.append(littleEndian: UInt32(ends.count))
        head.append(littleEndian: UInt32(base))
        for end in ends { head.append(littleEndian: UInt32(base + end)) }
        return head + config
    }
}

/// `index.json` beside the shards of a split.
public struct MDSIndex: Sendable {
    private let columns: [ColumnSchema]
    private let limit: Int
    private var shards: [String] = []

    public init(_ columns: [ColumnSchema], limit: Int) { (self.columns, self.limit) = (columns, limit) }

    public mutating func append(basename: String, bytes: Int, sha256: String, samples: Int) {
        let order = columns.indices.sorted { columns[$0].name < columns[$1].name }
        shards.append(
            """
            {\(Self.members(columns, order, limit)), "raw_data": {"basename": "\(basename)", "bytes": \(bytes), \
            "hashes": {"sha256": "\(sha256)"}}, "samples": \(samples), "version": 2, "zip_data": null}
            """)
    }

    public var text: String { "{\"shards\": [\(shards.joined(separator: ", "))], \"version\": 2}\n" }

    static func config(_ columns: [ColumnSchema], order: [Int], limit: Int) -> String {
        "{\(members(columns, order, limit)), \"version\": 2}"
    }

    /// Column names hold letters, digits and underscores only.
    private static func members(_ columns: [ColumnSchema], _ order: [Int], _ limit: Int) -> String {
        let list = { (texts: [String]) in "[\(texts.joined(separator: ", "))]" }
        return """
            "column_encodings": \(list(order.map { "\"\(columns[$0].mdsEncoding)\"" })), \
            "column_names": \(list(order.map { "\"\(columns[$0].name)\"" })), \
            "column_sizes": \(list(order.map { columns[$0].mdsSize.map(String.init) ?? "null" })), "compression": null, "format": "mds", \
            "hashes": ["sha256"], "size_limit": \(limit)
            """
    }
}

extension ColumnSchema {
    fileprivate var mdsEncoding: String {
        switch (kind, isList) {
        case (.text, false): "str"
        case (.text, true): "json"
        case (.integer, false): "int"
        case (.integer, true): "ndarray:int64"
        case (.word, false): "int32"
        case (.word, true): "ndarray:int32"
        case (.number, false): "float32"
        case (.number, true): "ndarray:float32"
        }
    }

    /// Bytes of a value; nil where they differ.
    fileprivate var mdsSize: Int? {
        switch (kind, isList) {
        case (.text, _), (_, true): nil
        case (.integer, false): 8
        case (.word, false), (.number, false): 4
        }
    }
}

/// The rows that an MDS shard's first bytes tell.
struct MDSRows: RowCounter {
    private var head: [UInt8] = []
    private var bytes = 0

    mutating func take(_ piece: [UInt8]) {
        head += piece.prefix(max(0, 4 - head.count))
        bytes += piece.count
    }

    var rows: Int? {
        guard head.count == 4 else { return nil }
        let rows = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        return bytes >= 8 + 4 * rows ? rows : nil
    }
}
