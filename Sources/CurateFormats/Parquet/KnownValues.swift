/// Numbers different values in the order in which they are first seen.
struct KnownValues {
    /// The first values, compared one by one: most columns have a handful, and hashing takes longer than that.
    private var few: [ArraySlice<UInt8>] = []
    private var more: [ArraySlice<UInt8>: UInt32] = [:]

    private static let compared = 8

    /// The value's number; one that is new gets the next.
    mutating func index(of value: ArraySlice<UInt8>) -> UInt32 {
        for place in few.indices where few[place] == value { return UInt32(place) }
        if few.count < Self.compared {
            few.append(value)
            return UInt32(few.count - 1)
        }
        if let index = more[value] { return index }
        let index = UInt32(Self.compared + more.count)
        more[value] = index
        return index
    }
}

/// The order of texts by their bytes.
enum ByteOrder {
    /// Whether the bytes at one place come before those at another.
    static func precedes(_ one: Range<Int>, _ other: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        let common = min(one.count, other.count)
        var place = 0
        while place < common {
            let (a, b) = (bytes[one.lowerBound + place], bytes[other.lowerBound + place])
            if a != b { return a < b }
            place += 1
        }
        return one.count < other.count
    }
}
