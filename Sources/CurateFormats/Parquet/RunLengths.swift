/// Parquet's hybrid of run lengths and bit-packing, for definition levels and dictionary indices.
///
/// Source: "Run Length Encoding / Bit-Packing Hybrid" in `Encodings.md` of the Parquet format.
enum RunLengths {
    /// Bits that indices of `count` dictionary entries need.
    static func width(entries count: Int) -> Int {
        count <= 1 ? 1 : Int.bitWidth - (count - 1).leadingZeroBitCount
    }

    /// - Parameter width: bits of a value, 1...24.
    static func encode(_ values: ArraySlice<UInt32>, width: Int, into bytes: inout [UInt8]) {
        var packed: [UInt32] = []
        var place = values.startIndex
        while place < values.endIndex {
            let run = length(of: values[place...])
            // A run may begin only where the packed values before it fill groups of eight.
            let missing = (8 - packed.count % 8) % 8
            if run >= missing + 8 {
                packed += values[place..<place + missing]
                pack(&packed, width, into: &bytes)
                repeated(values[place], run - missing, width, into: &bytes)
            } else {
                packed += values[place..<place + run]
            }
            place += run
        }
        pack(&packed, width, into: &bytes)
    }

    private static func length(of values: ArraySlice<UInt32>) -> Int {
        guard let first = values.first else { return 0 }
        var count = 0
        for value in values {
            guard value == first else { break }
            count += 1
        }
        return count
    }

    private static func repeated(_ value: UInt32, _ count: Int, _ width: Int, into bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(count) << 1)
        for byte in 0..<(width + 7) / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))) }
    }

    private static func pack(_ values: inout [UInt32], _ width: Int, into bytes: inout [UInt8]) {
        guard !values.isEmpty else { return }
        let groups = (values.count + 7) / 8
        bytes.append(varint: UInt64(groups) << 1 | 1)
        var (word, filled): (UInt64, Int) = (0, 0)
        for place in 0..<groups * 8 {
            word |= UInt64(place < values.count ? values[place] : 0) << UInt64(filled)
            filled += width
            while filled >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
                filled -= 8
            }
        }
        values.removeAll(keepingCapacity: true)
    }
}
