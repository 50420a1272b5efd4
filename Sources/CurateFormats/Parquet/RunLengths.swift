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

    /// The first `count` values; nil when the bytes are damaged or end before.
    ///
    /// - Parameter width: bits of a value, 0...32.
    static func decode(_ bytes: ArraySlice<UInt8>, width: Int, count: Int) -> [UInt32]? {
        var values: [UInt32] = []
        values.reserveCapacity(count)
        var place = bytes.startIndex
        while values.count < count {
            guard let head = varint(bytes, &place) else { return nil }
            let (number, missing) = (Int(clamping: head >> 1), count - values.count)
            if head & 1 == 0 {
                guard number > 0, let value = Self.number(of: (width + 7) / 8, bytes, &place) else { return nil }
                values.append(contentsOf: repeatElement(value, count: min(number, missing)))
            } else {
                guard number > 0, number <= count, unpack(bytes, &place, width, groups: number, missing, into: &values)
                else { return nil }
            }
        }
        return values
    }

    private static func varint(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> UInt64? {
        var (number, shift) = (UInt64(0), UInt64(0))
        while shift < 64, place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 127) << shift
            if byte < 128 { return number }
            shift += 7
        }
        return nil
    }

    private static func number(of size: Int, _ bytes: ArraySlice<UInt8>, _ place: inout Int) -> UInt32? {
        guard size <= bytes.endIndex - place else { return nil }
        defer { place += size }
        return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Some writers leave out the last group's bytes that hold no value.
    private static func unpack(
        _ bytes: ArraySlice<UInt8>, _ place: inout Int, _ width: Int, groups: Int, _ missing: Int,
        into values: inout [UInt32]
    ) -> Bool {
        let wanted = min(groups * 8, missing)
        guard (wanted * width + 7) / 8 <= bytes.endIndex - place else { return false }
        let mask = width == 0 ? 0 : UInt64.max >> UInt64(64 - width)
        var (word, filled, next) = (UInt64(0), 0, place)
        for _ in 0..<wanted {
            while filled < width {
                word |= UInt64(bytes[next]) << UInt64(filled)
                next += 1
                filled += 8
            }
            values.append(UInt32(word & mask))
            word >>= UInt64(width)
            filled -= width
        }
        place = min(bytes.endIndex, place + groups * width)
        return true
    }
}
