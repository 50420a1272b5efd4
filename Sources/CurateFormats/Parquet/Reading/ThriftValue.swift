/// What a field of a structure in Thrift's compact protocol holds.
enum ThriftValue {
    /// Integers of all sizes; a flag is 1 or 0.
    case number(Int)
    case bytes(ArraySlice<UInt8>)
    case list([ThriftValue])
    case structure(ThriftStructure)
    /// Of a kind that Parquet's structures do not need.
    case other
}

/// The fields of a structure.
struct ThriftStructure {
    private var numbers: [Int] = []
    private var values: [ThriftValue] = []

    mutating func append(_ field: Int, _ value: ThriftValue) {
        numbers.append(field)
        values.append(value)
    }

    private subscript(_ field: Int) -> ThriftValue? { numbers.firstIndex(of: field).map { values[$0] } }

    func has(_ field: Int) -> Bool { self[field] != nil }

    func number(_ field: Int) -> Int? {
        guard case .number(let number) = self[field] else { return nil }
        return number
    }

    func text(_ field: Int) -> String? {
        guard case .bytes(let bytes) = self[field] else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func structure(_ field: Int) -> ThriftStructure? {
        guard case .structure(let structure) = self[field] else { return nil }
        return structure
    }

    /// The structures of a list; nil when the field is missing or holds something else.
    func structures(_ field: Int) -> [ThriftStructure]? {
        guard case .list(let list) = self[field] else { return nil }
        var structures: [ThriftStructure] = []
        for element in list {
            guard case .structure(let structure) = element else { return nil }
            structures.append(structure)
        }
        return structures
    }
}
