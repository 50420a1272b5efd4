/// Reads structures in Thrift's compact protocol.
struct ThriftReader {
    private let bytes: [UInt8]
    /// Bytes read so far.
    private(set) var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// The structure that begins here; nil when the bytes are damaged or end within it.
    mutating func structure() -> ThriftStructure? { structure(depth: 0) }

    private mutating func structure(depth: Int) -> ThriftStructure? {
        guard depth < Self.deepest else { return nil }
        var (structure, field) = (ThriftStructure(), 0)
        while let head = byte() {
            if head == 0 { return structure }
            let step = Int(head >> 4)
            if step == 0 {
                guard let number = zigzag() else { return nil }
                field = number
            } else {
                field &+= step
            }
            guard let value = value(head & 15, depth: depth) else { return nil }
            structure.append(field, value)
        }
        return nil
    }

    private mutating func value(_ kind: UInt8, depth: Int) -> ThriftValue? {
        switch kind {
        case 1, 2: return .number(kind == 1 ? 1 : 0)
        case 4, 5, 6: return zigzag().map(ThriftValue.number)
        case 8:
            guard let count = varint(), count <= UInt64(bytes.count - place) else { return nil }
            defer { place += Int(count) }
            return .bytes(bytes[place..<place + Int(count)])
        case 9, 10: return list(depth)
        case 12: return structure(depth: depth + 1).map(ThriftValue.structure)
        default: return skip(kind, depth: depth) ? .other : nil
        }
    }

    private mutating func list(_ depth: Int) -> ThriftValue? {
        guard depth < Self.deepest, let head = byte() else { return nil }
        guard let count = head >> 4 == 15 ? varint() : UInt64(head >> 4), count <= UInt64(bytes.count - place) else {
            return nil
        }
        let isFlags = head & 15 == 1 || head & 15 == 2
        var values: [ThriftValue] = []
        // A value takes more memory than the byte that an element has at least.
        values.reserveCapacity(min(Int(count), 256))
        for _ in 0..<count {
            guard let value = isFlags ? byte().map({ .number($0 == 1 ? 1 : 0) }) : value(head & 15, depth: depth + 1)
            else { return nil }
            values.append(value)
        }
        return .list(values)
    }

    /// The integer of a field of the outermost structure; nil when there is none or the bytes are damaged.
    mutating func long(ofField wanted: Int) -> Int? {
        var field = 0
        while let head = byte(), head != 0 {
            let step = Int(head >> 4)
            if step == 0 {
                guard let number = zigzag() else { return nil }
                field = number
            } else {
                field &+= step
            }
            if field == wanted { return zigzag() }
            guard skip(head & 15, depth: 0) else { return nil }
        }
        return nil
    }

    private static let deepest = 32

    private mutating func skip(_ kind: UInt8, depth: Int) -> Bool {
        guard depth < Self.deepest else { return false }
        switch kind {
        case 1, 2: return true
        case 3: return advance(1)
        case 4, 5, 6: return zigzag() != nil
        case 7: return advance(8)
        case 8: return varint().map { advance(Int(clamping: $0)) } ?? false
        case 9, 10: return skipList(depth)
        case 12: return skipStructure(depth)
        default: return false
        }
    }

    private mutating func skipList(_ depth: Int) -> Bool {
        guard let head = byte() else { return false }
        guard let count = head >> 4 == 15 ? varint() : UInt64(head >> 4) else { return false }
        guard count <= UInt64(bytes.count) else { return false }
        // The elements of a list of flags take a byte each, unlike a flag that is a field.
        let kind = head & 15 == 1 || head & 15 == 2 ? 3 : head & 15
        for _ in 0..<count where !skip(kind, depth: depth + 1) { return false }
        return true
    }

    private mutating func skipStructure(_ depth: Int) -> Bool {
        while let head = byte() {
            if head == 0 { return true }
            if head >> 4 == 0, zigzag() == nil { return false }
            guard skip(head & 15, depth: depth + 1) else { return false }
        }
        return false
    }

    private mutating func byte() -> UInt8? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func advance(_ count: Int) -> Bool {
        guard count <= bytes.count - place else { return false }
        place += count
        return true
    }

    private mutating func varint() -> UInt64? {
        var (number, shift) = (UInt64(0), UInt64(0))
        while shift < 64, let byte = byte() {
            number |= UInt64(byte & 127) << shift
            if byte < 128 { return number }
            shift += 7
        }
        return nil
    }

    private mutating func zigzag() -> Int? {
        varint().map { Int(truncatingIfNeeded: Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1)) }
    }
}
