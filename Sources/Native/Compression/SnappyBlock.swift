/// Unpacks a block of raw Snappy, as pages of Parquet files are packed; there is no framing around it.
///
/// Source: `format_description.txt` of Snappy.
public enum SnappyBlock {
    /// - Parameter size: bytes that the block must unfold to; nothing larger is allocated.
    /// - Throws: `CompressionFailure`.
    public static func unpack(_ block: ArraySlice<UInt8>, size: Int) throws -> [UInt8] {
        var reader = Reader(block: block)
        guard let declared = reader.varint(), declared == size else {
            throw reader.corrupt("the block does not say that it unfolds to \(size) bytes")
        }
        reader.output.reserveCapacity(size)
        while reader.output.count < size { try reader.element(size) }
        guard reader.isAtEnd else { throw reader.corrupt("bytes follow the block's end") }
        return reader.output
    }

    private struct Reader {
        let block: ArraySlice<UInt8>
        var place: Int
        var output: [UInt8] = []

        init(block: ArraySlice<UInt8>) {
            self.block = block
            place = block.startIndex
        }

        var isAtEnd: Bool { place == block.endIndex }

        func corrupt(_ reason: String) -> CompressionFailure {
            .corrupt(reason: reason, at: UInt64(place - block.startIndex))
        }

        mutating func varint() -> Int? {
            var (number, shift) = (0, 0)
            while shift < 35, place < block.endIndex {
                let byte = block[place]
                place += 1
                number |= Int(byte & 127) << shift
                if byte < 128 { return number }
                shift += 7
            }
            return nil
        }

        mutating func element(_ size: Int) throws {
            let tag = try number(1)
            switch tag & 3 {
            case 0: try literal(tag >> 2, size)
            case 1: try copy(4 + (tag >> 2 & 7), from: (tag >> 5) << 8 | number(1), size)
            case 2: try copy(1 + (tag >> 2), from: number(2), size)
            default: try copy(1 + (tag >> 2), from: number(4), size)
            }
        }

        private mutating func number(_ count: Int) throws -> Int {
            guard count <= block.endIndex - place else { throw CompressionFailure.truncated(at: UInt64(block.count)) }
            defer { place += count }
            return block[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }

        private mutating func literal(_ code: Int, _ size: Int) throws {
            let length = 1 + (code < 60 ? code : try number(code - 59))
            guard length <= block.endIndex - place else { throw CompressionFailure.truncated(at: UInt64(block.count)) }
            guard length <= size - output.count else { throw corrupt("it unfolds to more than \(size) bytes") }
            output += block[place..<place + length]
            place += length
        }

        private mutating func copy(_ length: Int, from distance: Int, _ size: Int) throws {
            guard distance > 0, distance <= output.count else { throw corrupt("it repeats what is not there") }
            guard length <= size - output.count else { throw corrupt("it unfolds to more than \(size) bytes") }
            let start = output.count - distance
            if length <= distance {
                output += output[start..<start + length]
            } else {
                for step in 0..<length { output.append(output[start + step]) }
            }
        }
    }
}
