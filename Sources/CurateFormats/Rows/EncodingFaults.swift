import ByteScanning
import TextNormalization

/// Finds rows of a piece that are not well-formed; a sound piece is examined once, in one go.
struct EncodingFaults {
    private let damage: [Int]
    private let examinesRows: Bool

    init(_ chunk: TextChunk) {
        damage = chunk.damage
        examinesRows = damage.isEmpty && !ByteScanning.isUTF8(chunk.bytes.span)
    }

    var isEmpty: Bool { damage.isEmpty && !examinesRows }

    /// Place of the first bad byte of a row.
    func first(in row: Range<Int>, of bytes: [UInt8]) -> Int? {
        if examinesRows {
            return TextNormalizer.firstInvalidUTF8(bytes.span.extracting(row)).map { row.lowerBound + $0 }
        }
        let place = damage.partitioningIndex { $0 >= row.lowerBound }
        return place < damage.count && damage[place] < row.upperBound ? damage[place] : nil
    }

    func fault(_ bytes: [UInt8], _ place: Int) -> RowFault {
        let found = examinesRows ? "byte 0x" + hex(bytes[place]) : "bytes that the file's encoding does not have"
        return RowFault(rule: "invalid_encoding", message: "not valid text: \(found)")
    }
}

extension [Int] {
    /// The first index whose element satisfies `belongs`; elements that do not come before all that do.
    func partitioningIndex(_ belongs: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
