/// Writes structures in Thrift's compact protocol, in which Parquet's headers and footer are.
///
/// Source: `thrift-compact-protocol.md` of Apache Thrift.
struct ThriftCompact {
    enum Kind: UInt8 {
        case byte = 3
        case i16 = 4
        case i32 = 5
        case i64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    private(set) var bytes: [UInt8] = []
    /// The number of the last field written in each open structure.
    private var fields: [Int16] = [0]

    mutating func integer(_ field: Int16, _ value: Int32) {
        open(field, .i32)
        append(zigzag: Int64(value))
    }

    mutating func short(_ field: Int16, _ value: Int16) {
        open(field, .i16)
        append(zigzag: Int64(value))
    }

    mutating func long(_ field: Int16, _ value: Int) {
        open(field, .i64)
        append(zigzag: Int64(value))
    }

    mutating func flag(_ field: Int16, _ value: Bool) { open(field, code: value ? 1 : 2) }

    mutating func binary(_ field: Int16, _ value: some Collection<UInt8>) {
        open(field, .binary)
        append(value)
    }

    mutating func structure(_ field: Int16, _ body: (inout ThriftCompact) -> Void) {
        open(field, .structure)
        element(body)
    }

    mutating func integers(_ field: Int16, _ values: [Int32]) {
        list(field, .i32, count: values.count)
        for value in values { append(zigzag: Int64(value)) }
    }

    mutating func texts(_ field: Int16, _ values: [String]) {
        list(field, .binary, count: values.count)
        for value in values { append(value.utf8) }
    }

    mutating func structures<Element>(
        _ field: Int16, _ elements: [Element], _ body: (inout ThriftCompact, Element) -> Void
    ) {
        list(field, .structure, count: elements.count)
        for value in elements { element { body(&$0, value) } }
    }

    /// Ends the outermost structure.
    mutating func end() { bytes.append(0) }

    private mutating func element(_ body: (inout ThriftCompact) -> Void) {
        fields.append(0)
        body(&self)
        fields.removeLast()
        bytes.append(0)
    }

    private mutating func list(_ field: Int16, _ kind: Kind, count: Int) {
        open(field, .list)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            append(varint: UInt64(count))
        }
    }

    private mutating func open(_ field: Int16, _ kind: Kind) { open(field, code: kind.rawValue) }

    private mutating func open(_ field: Int16, code: UInt8) {
        let step = field - fields[fields.count - 1]
        fields[fields.count - 1] = field
        if (1...15).contains(step) {
            bytes.append(UInt8(step) << 4 | code)
        } else {
            bytes.append(code)
            append(zigzag: Int64(field))
        }
    }

    private mutating func append(_ value: some Collection<UInt8>) {
        append(varint: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func append(zigzag value: Int64) {
        append(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    private mutating func append(varint value: UInt64) { bytes.append(varint: value) }
}

extension [UInt8] {
    /// Appends a number in seven-bit pieces, the lowest first.
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest > 127 {
            append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Appends a number's bytes, the lowest first.
    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
