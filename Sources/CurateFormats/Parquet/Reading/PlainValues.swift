import CurateCore

/// Reads values in Parquet's plain encoding, as text: numbers in decimals that read back as the same number.
enum PlainValues {
    /// nil when the bytes end before `count` values.
    static func read(_ bytes: ArraySlice<UInt8>, _ type: ParquetType, count: Int) -> TextColumn? {
        switch type {
        case .text: texts(bytes, count)
        case .flag: flags(bytes, count)
        case .int32: numbers(bytes, count, size: 4) { "\(Int32(truncatingIfNeeded: $0))" }
        case .int64: numbers(bytes, count, size: 8) { "\(Int64(truncatingIfNeeded: $0))" }
        case .float: numbers(bytes, count, size: 4) { Float(bitPattern: UInt32(truncatingIfNeeded: $0)).description }
        case .double: numbers(bytes, count, size: 8) { Double(bitPattern: $0).description }
        }
    }

    /// Numbers as they are; nil when the bytes end before `count` of them.
    static func numbers(_ bytes: ArraySlice<UInt8>, isDouble: Bool, count: Int) -> [Float]? {
        let size = isDouble ? 8 : 4
        guard count <= bytes.count / size else { return nil }
        return (0..<count).map {
            let word = word(bytes, bytes.startIndex + $0 * size, size)
            return isDouble
                ? Float(Double(bitPattern: word)) : Float(bitPattern: UInt32(truncatingIfNeeded: word))
        }
    }

    static func text(flag: Bool) -> String { flag ? "true" : "false" }

    private static func texts(_ bytes: ArraySlice<UInt8>, _ count: Int) -> TextColumn? {
        var column = TextColumn()
        guard count <= bytes.count / 4 else { return nil }
        column.reserve(rows: count, bytes: bytes.count - 4 * count)
        var place = bytes.startIndex
        for _ in 0..<count {
            guard bytes.endIndex - place >= 4 else { return nil }
            let length = Int(word(bytes, place, 4))
            place += 4
            guard length <= bytes.endIndex - place else { return nil }
            column.append(bytes[place..<place + length])
            place += length
        }
        return column
    }

    private static func flags(_ bytes: ArraySlice<UInt8>, _ count: Int) -> TextColumn? {
        guard (count + 7) / 8 <= bytes.count else { return nil }
        return TextColumn((0..<count).lazy.map { text(flag: bytes[bytes.startIndex + $0 / 8] >> ($0 % 8) & 1 == 1) })
    }

    private static func numbers(
        _ bytes: ArraySlice<UInt8>, _ count: Int, size: Int, _ text: (UInt64) -> String
    ) -> TextColumn? {
        guard count <= bytes.count / size else { return nil }
        return TextColumn((0..<count).map { text(word(bytes, bytes.startIndex + $0 * size, size)) })
    }

    @inline(__always)
    private static func word(_ bytes: ArraySlice<UInt8>, _ place: Int, _ size: Int) -> UInt64 {
        var word: UInt64 = 0
        for step in 0..<size { word |= UInt64(bytes[place + step]) << UInt64(8 * step) }
        return word
    }
}
