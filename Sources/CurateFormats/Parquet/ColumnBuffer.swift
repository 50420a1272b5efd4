import CurateCore

/// Values of one column for the row group in the making, as Parquet stores them: those that are there, and which are.
struct ColumnBuffer {
    let schema: ColumnSchema
    /// One for each row, or each value of a list and each empty list: 1 where there is a value. Empty for a required
    /// column.
    private(set) var levels: [UInt32] = []
    /// One for each level of a column of lists: 0 where a row begins.
    private(set) var repetitions: [UInt32] = []
    /// One for each row of a column of lists: how many levels there are up to its end.
    private(set) var ends: [Int] = []
    private(set) var rows = 0
    private var values: TextColumn
    private let isText: Bool

    init(_ schema: ColumnSchema) {
        self.schema = schema
        values = TextColumn()
        isText = schema.kind == .text
    }

    /// Bytes of the values.
    var footprint: Int { values.footprint + 4 * (levels.count + repetitions.count) + 8 * ends.count }
    /// Values that are there.
    var count: Int { values.count }
    /// Values, and what stands for one that is missing: a row, or an empty list.
    var entries: Int { schema.isList ? levels.count : rows }
    var missing: Int { entries - count }

    /// Forgets the values and keeps the memory for the next row group.
    mutating func removeAll() {
        levels.removeAll(keepingCapacity: true)
        repetitions.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        values.removeAll()
        rows = 0
    }

    mutating func append(_ column: ColumnValues) {
        rows += column.count
        if case .lists(let values, let ends) = column { appendLists(values, ends) } else { appendValues(column) }
    }

    private mutating func appendLists(_ elements: ColumnValues, _ lengths: [Int]) {
        precondition(schema.isList, "'\(schema.name)' holds no lists")
        for row in lengths.indices {
            let places = lengths.values(row)
            levels += repeatElement(places.isEmpty ? 0 : 1, count: max(1, places.count))
            repetitions.append(0)
            repetitions += repeatElement(1, count: max(0, places.count - 1))
            ends.append(levels.count)
        }
        appendValues(elements)
    }

    private mutating func appendValues(_ column: ColumnValues) {
        switch column {
        case .texts(let texts):
            values.append(contentsOf: texts)
            if schema.isOptional { levels += repeatElement(1, count: texts.count) }
        case .optionalTexts(let texts): for value in texts { append(value) { $0.append(contentsOf: $1.utf8) } }
        case .integers(let integers): for value in integers { append(value) { $0.append(littleEndian: $1) } }
        case .words(let words): for value in words { append(value) { $0.append(littleEndian: $1) } }
        case .lists: preconditionFailure("lists hold no lists")
        case .numbers(let numbers):
            for value in numbers { append(value) { $0.append(littleEndian: $1.bitPattern) } }
        }
    }

    private mutating func append<Value>(_ value: Value?, _ write: (inout [UInt8], Value) -> Void) {
        if schema.isOptional { levels.append(value == nil ? 0 : 1) }
        guard let value else {
            precondition(schema.isOptional, "a value in every row of '\(schema.name)'")
            return
        }
        write(&values.bytes, value)
        values.endRow()
    }

    /// The plain encoding of the values at `places`.
    func plain(_ places: Range<Int>, into bytes: inout [UInt8]) {
        for place in places {
            let range = values.range(place)
            if isText { bytes.append(littleEndian: UInt32(range.count)) }
            bytes.append(contentsOf: values.bytes[range])
        }
    }

    /// The different values in order of appearance and, for each value, which it is; nil when there are too many for a
    /// dictionary to pay.
    func dictionary(most: Int) -> (entries: ColumnBuffer, indices: [UInt32])? {
        var known = KnownValues()
        var entries = ColumnBuffer(ColumnSchema(schema.name, schema.kind))
        var indices: [UInt32] = []
        indices.reserveCapacity(count)
        for place in 0..<count {
            let value = values.bytes[values.range(place)]
            let index = known.index(of: value)
            if Int(index) == entries.count {
                guard entries.count < most else { return nil }
                entries.values.append(value)
                entries.rows += 1
            }
            indices.append(index)
        }
        return (entries, indices)
    }

    /// The least and the greatest value in plain encoding, without a length; nil without values, or when a text is so
    /// long that it would swell the footer.
    var bounds: (least: [UInt8], greatest: [UInt8])? {
        switch schema.kind {
        case .text: textBounds
        case .integer: numberBounds { Int64(bitPattern: $0) }
        case .word: numberBounds { Int32(truncatingIfNeeded: $0) }
        case .number:
            numberBounds { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }.map { least, greatest in
                // Minus zero and zero are equal; readers ask that the bounds include both.
                (Self.isZero(least) ? [0, 0, 0, 0x80] : least, Self.isZero(greatest) ? [0, 0, 0, 0] : greatest)
            }
        }
    }

    private static let longestBound = 256

    private static func isZero(_ number: [UInt8]) -> Bool {
        number[..<3].allSatisfy { $0 == 0 } && number[3] & 127 == 0
    }

    private var textBounds: (least: [UInt8], greatest: [UInt8])? {
        guard count > 0 else { return nil }
        var (least, greatest) = (values.range(0), values.range(0))
        let bytes = values.bytes.span
        for place in 1..<max(1, count) {
            let range = values.range(place)
            if ByteOrder.precedes(range, least, in: bytes) { least = range }
            if ByteOrder.precedes(greatest, range, in: bytes) { greatest = range }
        }
        guard least.count <= Self.longestBound, greatest.count <= Self.longestBound else { return nil }
        return (Array(values.bytes[least]), Array(values.bytes[greatest]))
    }

    private func numberBounds<Value: Comparable>(
        _ value: (UInt64) -> Value
    ) -> (least: [UInt8], greatest: [UInt8])? {
        let ordered = (0..<count).map { (place: $0, value: value(bits(at: $0))) }
        guard let least = ordered.min(by: { $0.value < $1.value }),
            let greatest = ordered.max(by: { $0.value < $1.value })
        else { return nil }
        return (Array(values.bytes[values.range(least.place)]), Array(values.bytes[values.range(greatest.place)]))
    }

    private func bits(at place: Int) -> UInt64 {
        values.bytes[values.range(place)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
