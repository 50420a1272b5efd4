/// Copies columns of plain values into byte buffers and back, in the machine's own (little-endian) order.
///
/// Stored blocks begin with a checksum and a version, so a block from another layout is refused before it is read.
public enum BinaryColumns {
    /// Appends the column's elements as they lie in memory.
    @inlinable
    public static func append<Element: BitwiseCopyable>(_ column: [Element], to bytes: inout [UInt8]) {
        column.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Reads `count` elements at `offset` and moves it behind them.
    /// - Returns: nil when the buffer ends before.
    @inlinable
    public static func read<Element: BitwiseCopyable>(
        _ type: Element.Type, count: Int, from bytes: [UInt8], at offset: inout Int
    ) -> [Element]? {
        let length = count * MemoryLayout<Element>.stride
        guard count >= 0, offset >= 0, bytes.count - offset >= length else { return nil }
        let start = offset
        offset += length
        guard count > 0 else { return [] }
        return [Element](unsafeUninitializedCapacity: count) { target, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(target).copyMemory(from: .init(rebasing: source[start..<start + length]))
            }
            filled = count
        }
    }

    /// Compares two byte ranges of one buffer as unsigned bytes, a shorter prefix first.
    /// - Returns: negative, zero or positive.
    @inlinable
    public static func compare(_ left: Range<Int>, _ right: Range<Int>, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            let shared = min(left.count, right.count)
            var position = 0
            while position < shared {
                let (a, b) = (buffer[left.lowerBound + position], buffer[right.lowerBound + position])
                if a != b { return a < b ? -1 : 1 }
                position += 1
            }
            return left.count - right.count
        }
    }
}
